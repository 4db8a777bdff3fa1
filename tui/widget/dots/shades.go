// Package dots draws pictures by the half cell, for screens that mix them with
// signs of their own: any size at once, without decoding or scaling again.
package dots

import (
	"image"
	"image/draw"

	"imagine-tui/history/pixels"
)

// maxBase is the longest side of the copy of the picture that is kept to draw
// from. No screen shows more, and a large picture need not stay in memory.
const maxBase = 2048

// Shades is a picture in several sizes, each half as large as the one before,
// so that any size can be drawn at once. Colours have their alpha multiplied in.
type Shades []*image.RGBA

// Of makes the sizes of a picture. For a large one that takes a while: it
// belongs in a command.
func Of(img image.Image) Shades {
	b := img.Bounds()
	if b.Empty() {
		return nil
	}
	long := max(b.Dx(), b.Dy())
	var base *image.RGBA
	if long > maxBase {
		base = pixels.Shrink(img, pixels.All(img), max(1, b.Dx()*maxBase/long), max(1, b.Dy()*maxBase/long)).Image()
	} else {
		base = image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
		draw.Draw(base, base.Rect, img, b.Min, draw.Src)
	}
	out := Shades{base}
	for s := base; s.Rect.Dx() > 1 && s.Rect.Dy() > 1; {
		s = pixels.Half(s)
		out = append(out, s)
	}
	return out
}

// At returns the size to draw cols × rows dots from: the smallest that still
// has a pixel for each. A Shades without any gives an empty Level.
func (s Shades) At(cols, rows int) Level {
	if len(s) == 0 {
		return Level{}
	}
	img := s[0]
	for _, smaller := range s[1:] {
		if smaller.Rect.Dx() < cols || smaller.Rect.Dy() < rows {
			break
		}
		img = smaller
	}
	return Level{img, cols, rows}
}

// Level is a picture of cols × rows dots.
type Level struct {
	img        *image.RGBA
	cols, rows int
}

// Over returns the colour in the middle of dot x, y of the picture, over
// another colour where it is transparent.
func (l Level) Over(x, y int, under RGB) RGB {
	if l.img == nil {
		return under
	}
	w, h := l.img.Rect.Dx(), l.img.Rect.Dy()
	px, py := min(w-1, (2*x+1)*w/(2*l.cols)), min(h-1, (2*y+1)*h/(2*l.rows))
	c := l.img.Pix[py*l.img.Stride+px*4:][:4]
	if c[3] == 255 {
		return RGB{c[0], c[1], c[2]}
	}
	rest := 255 - int(c[3])
	lay := func(over, under uint8) uint8 { return uint8(min(255, int(over)+int(under)*rest/255)) }
	return RGB{lay(c[0], under[0]), lay(c[1], under[1]), lay(c[2], under[2])}
}

// Part is a part of the picture, in pixels of a picture of w × h, as toW × toH
// pixels.
func (s Shades) Part(of image.Rectangle, w, h, toW, toH int) *image.RGBA {
	if len(s) == 0 || of.Empty() || w < 1 || h < 1 || toW < 1 || toH < 1 {
		return nil
	}
	b := s[0].Rect
	fx, fy := float64(b.Dx())/float64(w), float64(b.Dy())/float64(h)
	area := pixels.Area{X: float64(of.Min.X) * fx, Y: float64(of.Min.Y) * fy, W: float64(of.Dx()) * fx, H: float64(of.Dy()) * fy}
	return pixels.Shrink(s[0], area, toW, toH).Image()
}

// Mixed is a picture with part of 255 of a colour over all of it.
func Mixed(img *image.RGBA, c RGB, part int) *image.RGBA {
	out := image.NewRGBA(img.Rect)
	for i := 0; i < len(img.Pix); i += 4 {
		for k := range c {
			out.Pix[i+k] = uint8((int(img.Pix[i+k])*(255-part) + int(c[k])*part) / 255)
		}
		out.Pix[i+3] = uint8((int(img.Pix[i+3])*(255-part) + 255*part) / 255)
	}
	return out
}
