package picture

import (
	"image"
	"image/color"

	"imagine-tui/tui/picture/pngrows"
)

// packed is a picture of three bytes a pixel, which the standard library has
// no type for.
type packed struct {
	pix  []uint8
	w, h int
}

// ColorModel returns the model of the colours At gives.
func (p *packed) ColorModel() color.Model { return color.RGBAModel }

// Bounds returns the size, from 0, 0.
func (p *packed) Bounds() image.Rectangle { return image.Rect(0, 0, p.w, p.h) }

// At returns the pixel at x, y, black outside.
func (p *packed) At(x, y int) color.Color {
	if !(image.Point{x, y}).In(p.Bounds()) {
		return color.RGBA{}
	}
	at := (y*p.w + x) * 3
	return color.RGBA{p.pix[at], p.pix[at+1], p.pix[at+2], 255}
}

// decodePNG decodes a PNG file with width and height divided by k, scaling
// each row as it comes. whole is false when only a part of a damaged file
// could be decoded; what is missing is gray or transparent.
func decodePNG(data []byte, w, h, k int) (img image.Image, whole bool, err error) {
	var b *boxer
	var kind pixelKind
	rw, rh := (w+k-1)/k, (h+k-1)/k
	start := func(i pngrows.Info) {
		switch i.Kind {
		case pngrows.Gray:
			kind = kindGray
		case pngrows.RGB:
			kind = kindRGB
		case pngrows.NRGBA:
			kind = kindNRGBA
		}
		out := make([]uint8, rw*rh*kind.channels())
		if kind != kindNRGBA {
			for i := range out {
				out[i] = 128
			}
		}
		b = newBoxer(kind, spans(0, float64(w), rw, w), spans(0, float64(h), rh, h), out)
	}
	row := func(y int, pix []byte) { b.add(y, pix) }
	if k == 1 {
		row = func(y int, pix []byte) {
			n := w * kind.step()
			copy(b.out[y*n:(y+1)*n], pix)
		}
	}
	rows, err := pngrows.Decode(data, start, row)
	if rows == 0 {
		return nil, false, err
	}
	rect := image.Rect(0, 0, rw, rh)
	switch {
	case kind == kindGray:
		img = &image.Gray{Pix: b.out, Stride: rw, Rect: rect}
	case kind == kindRGB:
		img = &packed{pix: b.out, w: rw, h: rh}
	case k == 1:
		img = &image.NRGBA{Pix: b.out, Stride: rw * 4, Rect: rect}
	default: // scaling multiplied the colours by alpha
		img = &image.RGBA{Pix: b.out, Stride: rw * 4, Rect: rect}
	}
	return img, rows == h, nil
}
