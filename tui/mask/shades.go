package mask

import (
	"image"
	"image/draw"

	scale "golang.org/x/image/draw"
)

// maxBase is the longest side of the copy of the picture that is kept to draw
// from. No screen shows more, and a large picture need not stay in memory.
const maxBase = 2048

// shades is a picture in several sizes, each half as large as the one before,
// so that any size can be drawn at once.
type shades []*image.RGBA

// shadesOf makes them; for a large picture that takes a while.
func shadesOf(img image.Image) shades {
	b := img.Bounds()
	if b.Empty() {
		return nil
	}
	long := max(b.Dx(), b.Dy())
	base := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*min(maxBase, long)/long), max(1, b.Dy()*min(maxBase, long)/long)))
	if long > maxBase {
		scale.BiLinear.Scale(base, base.Rect, img, b, draw.Src, nil)
	} else {
		draw.Draw(base, base.Rect, img, b.Min, draw.Src)
	}
	out := shades{base}
	for s := base; s.Rect.Dx() > 1 && s.Rect.Dy() > 1; {
		s = half(s)
		out = append(out, s)
	}
	return out
}

// half returns a picture half as large; an odd last line or column is left out.
func half(s *image.RGBA) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, s.Rect.Dx()/2, s.Rect.Dy()/2))
	for y := range out.Rect.Dy() {
		a, b := s.Pix[2*y*s.Stride:], s.Pix[(2*y+1)*s.Stride:]
		to := out.Pix[y*out.Stride:][:out.Rect.Dx()*4]
		for i := range to {
			at := i/4*8 + i%4
			to[i] = uint8((int(a[at]) + int(a[at+4]) + int(b[at]) + int(b[at+4]) + 2) / 4)
		}
	}
	return out
}

// level returns the smallest size that still has a pixel for every dot of a
// grid, nil while there is none at all.
func (s shades) level(g grid) *image.RGBA {
	if len(s) == 0 {
		return nil
	}
	at := s[0]
	for _, smaller := range s[1:] {
		if smaller.Rect.Dx() < g.cols || smaller.Rect.Dy() < g.rows {
			break
		}
		at = smaller
	}
	return at
}

// dotColour returns the colour of a picture, with its alpha multiplied in, in
// the middle of a dot of a grid.
func dotColour(img *image.RGBA, g grid, dot image.Point) [4]uint8 {
	if img == nil {
		return [4]uint8{}
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	x, y := min(w-1, (2*dot.X+1)*w/(2*g.cols)), min(h-1, (2*dot.Y+1)*h/(2*g.rows))
	return [4]uint8(img.Pix[y*img.Stride+x*4:][:4])
}
