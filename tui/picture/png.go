package picture

import (
	"image"

	"imagine-tui/history/pixels"
	"imagine-tui/history/pixels/pngrows"
)

// decodePNG decodes a PNG file with width and height divided by k, scaling
// each row as it comes. whole is false when only a part of a damaged file
// could be decoded; what is missing is gray or transparent.
func decodePNG(data []byte, w, h, k int) (img image.Image, whole bool, err error) {
	var means *pixels.Means
	var out []uint8
	var kind pixels.Kind
	rw, rh := (w+k-1)/k, (h+k-1)/k
	start := func(i pngrows.Info) {
		switch i.Kind {
		case pngrows.Gray:
			kind = pixels.Gray
		case pngrows.RGB:
			kind = pixels.RGB
		case pngrows.NRGBA:
			kind = pixels.NRGBA
		}
		out = make([]uint8, rw*rh*kind.Scaled())
		if kind != pixels.NRGBA {
			for i := range out {
				out[i] = 128
			}
		}
		means = pixels.NewMeans(kind, w, h, rw, rh, out)
	}
	row := func(y int, pix []byte) { means.Add(y, pix) }
	if k == 1 {
		row = func(y int, pix []byte) {
			n := w * kind.Bytes()
			copy(out[y*n:(y+1)*n], pix)
		}
	}
	rows, err := pngrows.Decode(data, start, row)
	if rows == 0 {
		return nil, false, err
	}
	rect := image.Rect(0, 0, rw, rh)
	switch {
	case kind == pixels.Gray:
		img = &image.Gray{Pix: out, Stride: rw, Rect: rect}
	case kind == pixels.RGB:
		img = &pixels.Packed{Pix: out, W: rw, H: rh}
	case k == 1:
		img = &image.NRGBA{Pix: out, Stride: rw * 4, Rect: rect}
	default: // scaling multiplied the colours by alpha
		img = &image.RGBA{Pix: out, Stride: rw * 4, Rect: rect}
	}
	return img, rows == h, nil
}
