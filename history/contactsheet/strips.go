package contactsheet

import (
	"image"
	"image/color"
)

// band is a strip across a PNG, as wide as it.
type band struct {
	height int
	draw   func(dst *image.RGBA) // nil: nothing is on it
}

// strips is a picture that is drawn a band at a time, while it is read from
// top to bottom. Only one band is in memory.
type strips struct {
	size  image.Point
	bands []band
	paper color.RGBA
	// left are the bands not drawn yet; top is the line where the drawn one
	// begins.
	left  []band
	drawn *image.RGBA
	top   int
}

func newStrips(size image.Point, bands []band, paper color.RGBA) *strips {
	return &strips{size: size, bands: bands, left: bands, paper: paper, drawn: &image.RGBA{}}
}

func (s *strips) ColorModel() color.Model { return color.RGBAModel }

func (s *strips) Bounds() image.Rectangle { return image.Rectangle{Max: s.size} }

// Opaque spares an encoder looking.
func (s *strips) Opaque() bool { return true }

// At returns a pixel. Lines have to be asked for from top to bottom.
func (s *strips) At(x, y int) color.Color {
	for y-s.top >= s.drawn.Rect.Dy() && len(s.left) > 0 {
		s.advance()
	}
	return s.drawn.RGBAAt(x, y-s.top)
}

func (s *strips) advance() {
	next := s.left[0]
	s.left = s.left[1:]
	s.top += s.drawn.Rect.Dy()
	need := s.size.X * next.height * 4
	pixels := s.drawn.Pix[:cap(s.drawn.Pix)]
	if len(pixels) < need {
		pixels = make([]byte, need)
	}
	s.drawn = &image.RGBA{Pix: pixels[:need], Stride: s.size.X * 4, Rect: image.Rect(0, 0, s.size.X, next.height)}
	fill(s.drawn, s.drawn.Rect, s.paper)
	if next.draw != nil {
		next.draw(s.drawn)
	}
}
