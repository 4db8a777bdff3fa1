package resize

import (
	"image"

	"imagine-tui/tui/widget/dots"
)

// Sight is where the picture is drawn on its canvas, which a terminal may draw
// better than characters do. Sights can be compared.
type Sight struct {
	Cols, Rows int // of the whole cells it takes
	seq        int // of the picture
	pic        image.Rectangle
}

// sharp is the picture as the terminal draws it.
type sharp struct {
	sight Sight
	lines []string
}

// Sight returns what is seen now; false while there is no picture to see.
func (p *Pane) Sight() (Sight, bool) {
	p.View()
	s := Sight{Cols: p.pic.Dx(), Rows: p.pic.Max.Y/2 - (p.pic.Min.Y+1)/2, seq: p.seq, pic: p.pic}
	return s, !p.plain && len(p.shades) > 0 && s.Cols > 0 && s.Rows > 0
}

// Draw makes the picture for ShowSharp, cells having so many pixels. It takes some
// milliseconds.
func (p *Pane) Draw(s Sight, cellW, cellH int) func() image.Image {
	shades := p.shades
	of := image.Rect(0, s.pic.Min.Y%2, s.pic.Dx(), s.pic.Min.Y%2+2*s.Rows)
	return func() image.Image { return shades.Part(of, s.pic.Dx(), s.pic.Dy(), s.Cols*cellW, s.Rows*cellH) }
}

// ShowSharp shows the picture as the terminal draws it, for as long as it is seen
// so.
func (p *Pane) ShowSharp(s Sight, lines []string) {
	p.sharp, p.view = &sharp{s, lines}, nil
}

// DropSharp forgets it: the terminal has it no more.
func (p *Pane) DropSharp() { p.sharp, p.view = nil, nil }

// sharpLine is a line of the canvas with the terminal's picture in it. It tells
// whether there is one.
func (p *Pane) sharpLine(pic image.Rectangle, w, y int) (string, bool) {
	s := p.sharp
	if s == nil || s.sight.pic != pic || s.sight.seq != p.seq {
		return "", false
	}
	row := (y - pic.Min.Y - pic.Min.Y%2) / 2
	if y < pic.Min.Y || row >= len(s.lines) || y+2 > pic.Max.Y {
		return "", false
	}
	edge := dots.RGBOf(p.st.Edge)
	beside := func(n int) string {
		var l dots.Line
		for range n {
			l.Over(edge, signBorder)
		}
		return l.String()
	}
	return beside(pic.Min.X) + s.lines[row] + beside(w-pic.Max.X), true
}
