package dots

import (
	"image/color"
	"strconv"
	"strings"
)

// RGB is a colour as the terminal gets it.
type RGB [3]uint8

// RGBOf returns a colour without its alpha.
func RGBOf(c color.Color) RGB {
	r, g, b, _ := c.RGBA()
	return RGB{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}
}

// Mix returns c with part of 255 of another colour.
func (c RGB) Mix(o RGB, part int) RGB {
	for i := range c {
		c[i] = uint8((int(c[i])*(255-part) + int(o[i])*part) / 255)
	}
	return c
}

// Luma returns the brightness as eyes see it, 0 to 255.
func (c RGB) Luma() int { return (299*int(c[0]) + 587*int(c[1]) + 114*int(c[2])) / 1000 }

// Against returns black or white, whichever is easier to see on c.
func (c RGB) Against() RGB {
	if c.Luma() > 127 {
		return RGB{}
	}
	return RGB{255, 255, 255}
}

// Line collects the cells of a line, with as few changes of colour as it can.
// The zero Line is empty and ready.
type Line struct {
	b            strings.Builder
	fg, bg       RGB
	hasFg, hasBg bool
}

// Put writes a character of one cell in two colours.
func (l *Line) Put(fg, bg RGB, glyph string) {
	l.setFg(fg)
	if !l.hasBg || l.bg != bg {
		l.set("48", bg)
		l.bg, l.hasBg = bg, true
	}
	l.b.WriteString(glyph)
}

// Over writes a character of one cell on the terminal's own background.
func (l *Line) Over(fg RGB, glyph string) {
	if l.hasBg {
		l.b.WriteString("\x1b[49m")
		l.hasBg = false
	}
	l.setFg(fg)
	l.b.WriteString(glyph)
}

func (l *Line) setFg(fg RGB) {
	if !l.hasFg || l.fg != fg {
		l.set("38", fg)
		l.fg, l.hasFg = fg, true
	}
}

func (l *Line) set(ground string, c RGB) {
	l.b.WriteString("\x1b[" + ground + ";2;" + strconv.Itoa(int(c[0])) + ";" + strconv.Itoa(int(c[1])) + ";" + strconv.Itoa(int(c[2])) + "m")
}

// String returns the line, with the colours reset at its end.
func (l *Line) String() string { return l.b.String() + "\x1b[m" }

// ramp are characters by the light they give off on a dark ground.
const ramp = " .,:;-=+xo*X#%@"

// Sign returns the character for a brightness of 0 to 255 where there are no
// colours, on a dark or a light ground.
func Sign(luma int, dark bool) string {
	if !dark {
		luma = 255 - luma
	}
	at := luma * (len(ramp) - 1) / 255
	return ramp[at : at+1]
}
