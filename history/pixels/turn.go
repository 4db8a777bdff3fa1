package pixels

import (
	"image"
	"image/color"
)

// turned shows a picture the way up that EXIF says, without a turned copy: the
// pixel seen at x, y is found by swapping x and y, then mirroring, in that
// order.
type turned struct {
	image.Image
	swap, mirrorX, mirrorY bool
}

// Upright returns a picture as EXIF asks for it by its turn, 1 to 8; other
// numbers ask for nothing.
func Upright(m image.Image, turn int) image.Image {
	t := &turned{Image: m}
	switch turn {
	case 2:
		t.mirrorX = true
	case 3:
		t.mirrorX, t.mirrorY = true, true
	case 4:
		t.mirrorY = true
	case 5:
		t.swap = true
	case 6:
		t.swap, t.mirrorY = true, true
	case 7:
		t.swap, t.mirrorX, t.mirrorY = true, true, true
	case 8:
		t.swap, t.mirrorX = true, true
	default:
		return m
	}
	return t
}

// Lying tells whether width and height change places when a picture is turned
// upright.
func Lying(turn int) bool { return turn >= 5 && turn <= 8 }

// Bounds returns the bounds as seen, from 0, 0.
func (t *turned) Bounds() image.Rectangle {
	b := t.Image.Bounds()
	if t.swap {
		return image.Rect(0, 0, b.Dy(), b.Dx())
	}
	return image.Rect(0, 0, b.Dx(), b.Dy())
}

// At returns the pixel seen at x, y.
func (t *turned) At(x, y int) color.Color {
	b := t.Image.Bounds()
	x, y = t.stored(x, y, b.Dx(), b.Dy())
	return t.Image.At(b.Min.X+x, b.Min.Y+y)
}

// stored returns where the pixel seen at x, y is in a stored picture of w × h
// pixels.
func (t *turned) stored(x, y, w, h int) (int, int) {
	if t.swap {
		x, y = y, x
	}
	if t.mirrorX {
		x = w - 1 - x
	}
	if t.mirrorY {
		y = h - 1 - y
	}
	return x, y
}

// unturn translates a part and a size as seen into those of the stored picture
// of w × h pixels.
func (t *turned) unturn(a Area, cols, rows, w, h int) (Area, int, int) {
	if t.swap {
		a = Area{a.Y, a.X, a.H, a.W}
		cols, rows = rows, cols
	}
	if t.mirrorX {
		a.X = float64(w) - a.X - a.W
	}
	if t.mirrorY {
		a.Y = float64(h) - a.Y - a.H
	}
	return a, cols, rows
}

// turn returns s the way up it is to be seen.
func (t *turned) turn(s Scaled) Scaled {
	out := Scaled{W: s.W, H: s.H, Pix: make([]uint8, len(s.Pix)), Opaque: s.Opaque}
	if t.swap {
		out.W, out.H = s.H, s.W
	}
	for y := range out.H {
		for x := range out.W {
			u, v := t.stored(x, y, s.W, s.H)
			copy(out.Pix[(y*out.W+x)*4:][:4], s.Pix[(v*s.W+u)*4:][:4])
		}
	}
	return out
}
