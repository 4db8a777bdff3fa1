package mask

import (
	"strconv"
	"strings"
)

// rgb is a colour as the terminal gets it.
type rgb [3]uint8

// tint is what painted dots take on, far from the colours of most pictures.
var tint = rgb{255, 0, 128}

// mix returns c with part of 255 of another colour.
func (c rgb) mix(o rgb, part int) rgb {
	for i := range c {
		c[i] = uint8((int(c[i])*(255-part) + int(o[i])*part) / 255)
	}
	return c
}

// luma returns the brightness as eyes see it, 0 to 255.
func (c rgb) luma() int { return (299*int(c[0]) + 587*int(c[1]) + 114*int(c[2])) / 1000 }

// against returns black or white, whichever is easier to see on c.
func (c rgb) against() rgb {
	if c.luma() > 127 {
		return rgb{}
	}
	return rgb{255, 255, 255}
}

// shown returns the colour of a dot: tinted as far as it is painted, lighter
// or darker under the brush.
func (d dot) shown() rgb {
	c := d.base
	if d.amount > 0 {
		c = c.mix(tint, 40+int(d.amount)/2)
	}
	if d.brush {
		c = c.mix(c.against(), 110)
	}
	return c
}

// line collects the cells of a line, with as few changes of colour as it can.
type line struct {
	b      strings.Builder
	fg, bg int // colours set, -1 for the terminal's own
}

func newLine() *line { return &line{fg: -1, bg: -1} }

func packed(c rgb) int { return int(c[0])<<16 | int(c[1])<<8 | int(c[2]) }

// put writes a character; bg of -1 is the terminal's own.
func (l *line) put(fg, bg int, glyph string) {
	if bg == -1 && l.bg != -1 {
		l.b.WriteString("\x1b[49m")
		l.bg = -1
	}
	if fg != l.fg {
		l.set("38", fg)
		l.fg = fg
	}
	if bg != l.bg {
		l.set("48", bg)
		l.bg = bg
	}
	l.b.WriteString(glyph)
}

func (l *line) set(ground string, c int) {
	l.b.WriteString("\x1b[" + ground + ";2;" + strconv.Itoa(c>>16) + ";" + strconv.Itoa(c>>8&255) + ";" + strconv.Itoa(c&255) + "m")
}

func (l *line) end() string { return l.b.String() + "\x1b[m" }

// colourLine draws a line of cells in half blocks. Every other cell that is
// painted all over is hatched: the mask must be seen without telling colours
// apart, and in sixteen of them.
func colourLine(upper, lower []dot, row int) string {
	l := newLine()
	for x := range upper {
		u, d := upper[x], lower[x]
		switch {
		case d.none:
			l.put(packed(u.shown()), -1, "▀")
		case u.painted() && d.painted() && (x+row)%2 == 0:
			ground := u.shown().mix(d.shown(), 127)
			l.put(packed(ground.against()), packed(ground), "╱")
		default:
			l.put(packed(u.shown()), packed(d.shown()), "▀")
		}
	}
	return l.end()
}

// ramp are characters by the light they give off on a dark ground.
const ramp = " .,:;-=+xo*X#%@"

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
			light := (u.base.luma() + d.base.luma()) / 2
			if !dark {
				light = 255 - light
			}
			b.WriteByte(ramp[light*(len(ramp)-1)/255])
		}
	}
	return b.String() + "\x1b[m"
}
