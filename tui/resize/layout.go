package resize

import (
	"fmt"
	"image"
)

// Limits of the new picture. What is larger is refused by servers, or would
// take minutes to make.
const (
	MaxSide   = 16_384     // pixels along a side
	MaxPixels = 50_000_000 // pixels in all
)

// Layout says where a picture stands on a larger canvas, in pixels: the canvas
// is W × H, and the picture's upper left corner is Left from its left and Top
// from its top.
type Layout struct{ W, H, Left, Top int }

// place returns where a picture of size pixels stands.
func (l Layout) place(size image.Point) image.Rectangle {
	return image.Rect(l.Left, l.Top, l.Left+size.X, l.Top+size.Y)
}

// LayoutOf is the layout of a mask that was made for a picture of size pixels: the
// picture stands where nothing is to change, and a little around.
func LayoutOf(mask image.Image, size image.Point, inverted bool) Layout {
	b := mask.Bounds()
	l := Layout{W: b.Dx(), H: b.Dy(), Left: b.Dx(), Top: b.Dy()}
	for y := range l.H {
		for x := range l.W {
			r, _, _, _ := mask.At(b.Min.X+x, b.Min.Y+y).RGBA()
			if light := r > 0x7fff; light == inverted {
				l.Left, l.Top = min(l.Left, x), min(l.Top, y)
			}
		}
	}
	if l.Left > 0 {
		l.Left -= reach(size.X)
	}
	if l.Top > 0 {
		l.Top -= reach(size.Y)
	}
	return l
}

// Check tells whether a picture of w × h pixels can be put on the canvas.
func (l Layout) Check(w, h int) error {
	switch {
	case w < 1 || h < 1:
		return fmt.Errorf("there is no picture to put on the canvas")
	case l.Left < 0 || l.Top < 0 || l.W < l.Left+w || l.H < l.Top+h:
		return fmt.Errorf("the picture of %d×%d pixels does not fit the canvas of %d×%d", w, h, l.W, l.H)
	case l.W == w && l.H == h:
		return fmt.Errorf("there is no border yet: choose a shape or widen a border")
	case l.W > MaxSide || l.H > MaxSide || l.W*l.H > MaxPixels:
		return fmt.Errorf("%d×%d pixels are too many: at most %d a side and %d million in total", l.W, l.H, MaxSide, MaxPixels/1_000_000)
	}
	return nil
}

// ForRatio returns the smallest canvas of the shape rw:rh that holds a picture
// of w × h pixels, with the picture in the middle. A side that is no whole
// number of pixels is rounded.
func ForRatio(w, h, rw, rh int) Layout {
	l := Layout{W: w, H: h}
	if w < 1 || h < 1 || rw < 1 || rh < 1 {
		return l
	}
	if w*rh >= h*rw {
		l.H = max(h, (2*w*rh+rw)/(2*rw))
	} else {
		l.W = max(w, (2*h*rw+rh)/(2*rh))
	}
	l.Left, l.Top = (l.W-w)/2, (l.H-h)/2
	return l
}
