package picture

import "strings"

// pen is a style of the blanks under a picture, 0 for none. They all look the same,
// and yet renderers paint a cell anew when its style changed, and what they write
// tells which picture, at which place, the cell is of.
type pen byte

// A pen is one of sixteen colours of the letter, which all terminals with colours
// have, and bold or faint or italic, or several of them.
const (
	bold    pen = 1 << (iota + 4)
	faint       // of 16 colours
	italic      //
	lastPen = bold | faint | italic | 15
)

// on is what begins to paint with it, off what ends that.
func (p pen) on() string {
	number := [...]string{"30", "31", "32", "33", "34", "35", "36", "37", "90", "91", "92", "93", "94", "95", "96", "97"}[p&15]
	style := "\x1b[" + number
	for i, part := range [...]string{";1", ";2", ";3"} {
		if p&(bold<<i) != 0 {
			style += part
		}
	}
	return style + "m"
}

const penOff = "\x1b[22;23;39m"

// styles is how letters are written now, as far as pens go.
type styles struct {
	colour int // 0 to 15, -1 for any other
	attrs  pen
}

// plain is how letters are written at first.
var plainStyle = styles{colour: -1}

// pen is the pen that blanks are painted with, 0 for none.
func (s styles) pen() pen {
	if s.colour < 0 {
		return 0
	}
	return s.attrs | pen(s.colour)
}

// set takes one parameter of a style that is no colour of several.
func (s *styles) set(n int) {
	switch {
	case n == 0:
		*s = plainStyle
	case n == 22:
		s.attrs &= italic
	case n == 23:
		s.attrs &^= italic
	case n >= 1 && n <= 3:
		s.attrs |= bold << (n - 1)
	case n >= 30 && n <= 37:
		s.colour = n - 30
	case n >= 90 && n <= 97:
		s.colour = n - 90 + 8
	case n == 39:
		s.colour = -1
	}
}

// paint writes blanks with it.
func (p pen) paint(b *strings.Builder, g *Graphic, row, from, to int) {
	b.WriteString(p.on())
	g.under(b, row, from, to)
	b.WriteString(penOff)
}
