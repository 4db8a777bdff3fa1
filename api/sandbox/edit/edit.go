// Package edit is the sandbox's editing: it cuts backgrounds out, enlarges,
// fills masks, extends and composes, plainly but really. Like the painter it
// computes in integers, so that equal input gives equal bytes everywhere.
//
// Pictures are image.NRGBA that start at 0,0. A mask is a byte a pixel: 255
// is changed, 0 is kept, as the API's clients send it (white and black).
package edit

import (
	"image"
	"image/color"
	"image/draw"
)

// Picture converts any image to the form this package works on.
func Picture(m image.Image) *image.NRGBA {
	b := m.Bounds()
	if p, ok := m.(*image.NRGBA); ok && b.Min == (image.Point{}) && p.Stride == 4*b.Dx() {
		return p
	}
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Rect, m, b.Min, draw.Src)
	return out
}

// Mask reads a mask picture: its brightness, transparent parts count as
// black.
func Mask(m image.Image) []uint8 {
	b := m.Bounds()
	out := make([]uint8, 0, b.Dx()*b.Dy())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			out = append(out, color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y)
		}
	}
	return out
}

// Shadow is the soft shadow a cut-out thing throws a little below itself.
func Shadow(p *image.NRGBA) *image.NRGBA {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	drop := max(h/50, 1)
	dark := image.NewNRGBA(p.Rect)
	for y := drop; y < h; y++ {
		for x := range w {
			dark.Pix[y*dark.Stride+x*4+3] = uint8(uint32(p.Pix[(y-drop)*p.Stride+x*4+3]) * 130 / 255)
		}
	}
	// Shrunk and enlarged again it is soft.
	for range 2 {
		dark = Fit(Fit(dark, max(w/24, 1), max(h/24, 1)), w, h)
	}
	return dark
}

// Over lays a picture with transparency over another of the same size, where
// the mask allows; a nil mask allows everywhere. The picture below is changed.
func Over(below, above *image.NRGBA, mask []uint8) {
	for i := 0; i < len(below.Pix); i += 4 {
		a := uint32(above.Pix[i+3])
		if mask != nil {
			a = a * uint32(mask[i/4]) / 255
		}
		if a == 0 {
			continue
		}
		b := uint32(below.Pix[i+3])
		// Straight alpha: what shows of each, out of 255*255.
		wa, wb := a*255, b*(255-a)
		sum := wa + wb
		for c := range 3 {
			below.Pix[i+c] = uint8((uint32(above.Pix[i+c])*wa + uint32(below.Pix[i+c])*wb) / sum)
		}
		below.Pix[i+3] = uint8(sum / 255)
	}
}

// Bounds is the smallest rectangle around the white of a mask, empty if
// there is none.
func Bounds(mask []uint8, w int) image.Rectangle {
	var r image.Rectangle
	for i, v := range mask {
		if v < 128 {
			continue
		}
		p := image.Pt(i%w, i/w)
		if r.Empty() {
			r = image.Rectangle{p, p.Add(image.Pt(1, 1))}
			continue
		}
		r = r.Union(image.Rectangle{p, p.Add(image.Pt(1, 1))})
	}
	return r
}

// Feather softens the edge of a mask by n pixels, inwards only: what is kept
// stays as it is.
func Feather(mask []uint8, w, h, n int) []uint8 {
	out := append([]uint8(nil), mask...)
	for range n {
		prev := append([]uint8(nil), out...)
		for y := range h {
			for x := range w {
				i := y*w + x
				if mask[i] == 0 {
					continue
				}
				s, k := int(prev[i])*2, 2
				for _, d := range [4][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
					if px, py := x+d[0], y+d[1]; px >= 0 && py >= 0 && px < w && py < h {
						s, k = s+int(prev[py*w+px]), k+1
					}
				}
				out[i] = uint8(s / k)
			}
		}
	}
	return out
}
