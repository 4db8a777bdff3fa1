package paint

// col is an opaque colour, 0xRRGGBB.
type col uint32

func rgb(r, g, b int64) col {
	return col(clampTo(r, 0, 255)<<16 | clampTo(g, 0, 255)<<8 | clampTo(b, 0, 255))
}

func (c col) parts() (r, g, b int64) {
	return int64(c >> 16 & 255), int64(c >> 8 & 255), int64(c & 255)
}

// mix goes from c (t=0) to d (t=256).
func (c col) mix(d col, t int64) col {
	t = clampTo(t, 0, 256)
	r, g, b := c.parts()
	s, h, e := d.parts()
	return rgb(r+(s-r)*t>>8, g+(h-g)*t>>8, b+(e-b)*t>>8)
}

// lit goes towards white by t of 256.
func (c col) lit(t int64) col { return c.mix(0xffffff, t) }

// dim goes towards black by t of 256.
func (c col) dim(t int64) col { return c.mix(0, t) }

// times multiplies by a light: 0xffffff leaves c as it is.
func (c col) times(l col) col {
	r, g, b := c.parts()
	s, h, e := l.parts()
	return rgb(r*s/255, g*h/255, b*e/255)
}

// luma is the perceived brightness, 0 … 255.
func (c col) luma() int64 {
	r, g, b := c.parts()
	return (r*77 + g*150 + b*29) >> 8
}

// sat scales the distance from grey: 256 leaves c, 0 gives grey.
func (c col) sat(t int64) col {
	l := c.luma()
	r, g, b := c.parts()
	return rgb(l+(r-l)*t>>8, l+(g-l)*t>>8, l+(b-l)*t>>8)
}

// contrast scales the distance from middle grey: 256 leaves c.
func (c col) contrast(t int64) col {
	r, g, b := c.parts()
	return rgb(128+(r-128)*t>>8, 128+(g-128)*t>>8, 128+(b-128)*t>>8)
}

// hue returns the colour at an angle of the colour wheel (turn = once round,
// 0 is red), with a saturation and lightness of 0 … 256.
func hue(angle, sat, light int64) col {
	ch := func(shift int64) int64 {
		p := (angle + shift) & (turn - 1) * 6 >> 8 // 0 … 1535
		v := p
		if p >= 768 {
			v = 1536 - p
		}
		// A trapezoid: rising in the first sixth, on for two, falling.
		return clampTo(v-256, 0, 256)
	}
	r, g, b := ch(turn/2), ch(turn/2-turn/3), ch(turn/2+turn/3)
	c := min(light, 256-light) * 2 * sat >> 8
	f := func(v int64) int64 { return (light + (v-128)*c>>8) * 255 >> 8 }
	return rgb(f(r), f(g), f(b))
}

// angle returns where c lies on the colour wheel; greys are at 0.
func (c col) angle() int64 {
	r, g, b := c.parts()
	hi, lo := max(r, g, b), min(r, g, b)
	d := hi - lo
	if d == 0 {
		return 0
	}
	const sixth = turn / 6
	switch hi {
	case r:
		return ((g-b)*sixth/d + turn) & (turn - 1)
	case g:
		return (b-r)*sixth/d + 2*sixth
	default:
		return (r-g)*sixth/d + 4*sixth
	}
}

// turned shifts the hue of c by an angle and keeps its brightness.
func (c col) turned(by int64) col {
	r, g, b := c.parts()
	hi, lo := max(r, g, b), min(r, g, b)
	if hi == lo {
		return c
	}
	light := (hi + lo) * 256 / 510
	room := min(hi+lo, 510-hi-lo)
	return hue(c.angle()+by, clampTo((hi-lo)*256/room, 0, 256), light)
}

// pixel is c as a canvas pixel: premultiplied, opaque.
func (c col) pixel() uint32 { return 0xff000000 | uint32(c) }
