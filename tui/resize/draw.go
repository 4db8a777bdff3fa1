package resize

import (
	"image"

	"imagine-tui/tui/widget/dots"
)

// Signs of the drawing without colours, and of its border always.
const (
	signBorder  = "░"
	signPicture = "█"
)

// drawLine draws the dots of lines y and y+1 in w cells; pic is where the
// picture is.
func (p *Pane) drawLine(pic image.Rectangle, w, y int) string {
	var l dots.Line
	level := p.shades.At(pic.Dx(), pic.Dy())
	checker := [2]dots.RGB{dots.RGBOf(p.st.Checker[0]), dots.RGBOf(p.st.Checker[1])}
	edge := dots.RGBOf(p.st.Edge)
	plain := ""
	for x := range w {
		upper, lower := image.Pt(x, y).In(pic), image.Pt(x, y+1).In(pic)
		colour := func(y int) dots.RGB {
			return level.Over(x-pic.Min.X, y-pic.Min.Y, checker[(x/2+y/2)%2])
		}
		switch {
		case p.plain:
			plain += sign(upper, lower)
		case upper && lower:
			l.Put(colour(y), colour(y+1), "▀")
		case upper:
			l.Over(colour(y), "▀")
		case lower:
			l.Over(colour(y+1), "▄")
		default:
			l.Over(edge, signBorder)
		}
	}
	if p.plain {
		return plain
	}
	return l.String()
}

// sign is a cell without colours.
func sign(upper, lower bool) string {
	switch {
	case upper && lower:
		return signPicture
	case upper:
		return "▀"
	case lower:
		return "▄"
	}
	return signBorder
}
