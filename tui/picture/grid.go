package picture

import (
	"image/color"

	"imagine-tui/history/pixels"
)

// rgb is a colour as SGR writes it.
type rgb struct{ r, g, b uint8 }

// grid holds the pixels that the cells are made of.
type grid struct {
	w, h int
	px   []rgb
}

// checkers are the two colours behind transparent parts.
type checkers [2]rgb

var defaultCheckers = checkers{{42, 42, 49}, {58, 58, 68}}

// checkersOf takes none (the default), one (a plain ground) or two colours.
func checkersOf(bg []color.Color) checkers {
	var c checkers
	n := 0
	for _, col := range bg {
		if col == nil || n == len(c) {
			continue
		}
		v, ok := color.NRGBAModel.Convert(col).(color.NRGBA)
		if ok {
			c[n] = rgb{v.R, v.G, v.B}
			n++
		}
	}
	switch n {
	case 0:
		return defaultCheckers
	case 1:
		c[1] = c[0]
	}
	return c
}

// light tells whether the ground is that of a terminal with a light background.
func (c checkers) light() bool { return luma(c[0]) > 127 }

// luma returns the brightness of c as eyes see it, 0 to 255.
func luma(c rgb) int { return (299*int(c.r) + 587*int(c.g) + 114*int(c.b) + 500) / 1000 }

// over lays s on a checkerboard whose squares are fw × fh pixels.
func over(s pixels.Scaled, c checkers, fw, fh int) grid {
	g := grid{w: s.W, h: s.H, px: make([]rgb, s.W*s.H)}
	fw, fh = max(1, fw), max(1, fh)
	for i := range g.px {
		p := s.Pix[i*4 : i*4+4]
		if p[3] == 255 {
			g.px[i] = rgb{p[0], p[1], p[2]}
			continue
		}
		bg := c[((i%s.W)/fw+(i/s.W)/fh)&1]
		g.px[i] = rgb{blend(p[0], bg.r, p[3]), blend(p[1], bg.g, p[3]), blend(p[2], bg.b, p[3])}
	}
	return g
}

// blend lays a colour already multiplied by its alpha over another.
func blend(over, under, alpha uint8) uint8 {
	return uint8(min(255, int(over)+(int(under)*(255-int(alpha))+127)/255))
}
