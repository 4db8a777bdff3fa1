package picture

import (
	"image"
	"image/color"
)

// orientation says how a camera held the picture: the pixel seen at x, y is
// found by swapping x and y, then mirroring, in that order.
type orientation struct{ swap, mirrorX, mirrorY bool }

// orientations are the values 1 to 8 of the EXIF tag Orientation.
var orientations = [9]orientation{
	2: {mirrorX: true},
	3: {mirrorX: true, mirrorY: true},
	4: {mirrorY: true},
	5: {swap: true},
	6: {swap: true, mirrorY: true},
	7: {swap: true, mirrorX: true, mirrorY: true},
	8: {swap: true, mirrorX: true},
}

// turned shows a picture the way up the camera says, without a turned copy.
type turned struct {
	image.Image
	o orientation
}

// Bounds returns the bounds as seen, from 0, 0.
func (t *turned) Bounds() image.Rectangle {
	b := t.Image.Bounds()
	if t.o.swap {
		return image.Rect(0, 0, b.Dy(), b.Dx())
	}
	return image.Rect(0, 0, b.Dx(), b.Dy())
}

// At returns the pixel seen at x, y.
func (t *turned) At(x, y int) color.Color {
	b := t.Image.Bounds()
	if t.o.swap {
		x, y = y, x
	}
	if t.o.mirrorX {
		x = b.Dx() - 1 - x
	}
	if t.o.mirrorY {
		y = b.Dy() - 1 - y
	}
	return t.Image.At(b.Min.X+x, b.Min.Y+y)
}

// unturn translates a part and a size as seen into those of the stored picture
// of w × h pixels.
func (o orientation) unturn(a area, cols, rows, w, h int) (area, int, int) {
	if o.swap {
		a = area{a.y, a.x, a.h, a.w}
		cols, rows = rows, cols
	}
	if o.mirrorX {
		a.x = float64(w) - a.x - a.w
	}
	if o.mirrorY {
		a.y = float64(h) - a.y - a.h
	}
	return a, cols, rows
}

// turn returns s the way up it is to be seen.
func (o orientation) turn(s small) small {
	out := small{w: s.w, h: s.h, pix: make([]uint8, len(s.pix)), opaque: s.opaque}
	if o.swap {
		out.w, out.h = s.h, s.w
	}
	for y := range out.h {
		for x := range out.w {
			u, v := x, y
			if o.swap {
				u, v = v, u
			}
			if o.mirrorX {
				u = s.w - 1 - u
			}
			if o.mirrorY {
				v = s.h - 1 - v
			}
			copy(out.pix[(y*out.w+x)*4:][:4], s.pix[(v*s.w+u)*4:][:4])
		}
	}
	return out
}
