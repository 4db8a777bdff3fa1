package mask

import (
	"strings"

	"imagine-tui/tui/widget/dots"
)

// tint is what painted dots take on, far from the colours of most pictures.
var tint = dots.RGB{255, 0, 128}

// shown returns the colour of a dot: tinted as far as it is painted, lighter
// or darker under the brush.
func (d dot) shown() dots.RGB {
	c := d.base
	if d.amount > 0 {
		c = c.Mix(tint, 30+int(d.amount)*2/5)
	}
	if d.brush {
		c = c.Mix(c.Against(), 110)
	}
	return c
}

// colourLine draws a line of cells in half blocks. Every other cell that is
// painted all over is hatched: the mask must be seen without telling colours
// apart, and in sixteen of them.
func colourLine(upper, lower []dot, row int) string {
	var l dots.Line
	for x := range upper {
		u, d := upper[x], lower[x]
		switch {
		case d.none:
			l.Over(u.shown(), "▀")
		case u.painted() && d.painted() && (x+row)%2 == 0:
			ground := u.shown().Mix(d.shown(), 127)
			l.Put(ground.Against(), ground, "╱")
		default:
			l.Put(u.shown(), d.shown(), "▀")
		}
	}
	return l.String()
}

// signLine draws a line of cells without colour: characters by brightness,
// blocks where it is painted, reversed under the brush.
func signLine(upper, lower []dot, dark bool) string {
	var b strings.Builder
	reversed := false
	for x := range upper {
		u, d := upper[x], lower[x]
		if d.none {
			d = u
		}
		if on := u.brush || d.brush; on != reversed {
			b.WriteString(map[bool]string{true: "\x1b[7m", false: "\x1b[27m"}[on])
			reversed = on
		}
		switch {
		case u.painted() && d.painted():
			b.WriteString("▓")
		case u.painted():
			b.WriteString("▀")
		case d.painted():
			b.WriteString("▄")
		default:
			b.WriteString(dots.Sign((u.base.Luma()+d.base.Luma())/2, dark))
		}
	}
	return b.String() + "\x1b[m"
}
