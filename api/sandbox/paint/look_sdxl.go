package paint

// sdxl is sdxl-1.0: oil on canvas. Strong light and dark, then everything is
// laid again in brush strokes, thick enough to throw shadows.
type sdxl struct{ hand }

// tone is an old varnish: warm, deep, rich.
func (x *sdxl) tone(c col) col {
	return c.sat(300).contrast(310).times(0xfff0d4).mix(0x2a1408, 20)
}

func (x *sdxl) shape(p *path, m mat) {
	x.draw(p, m, shading{lit: 150, dark: 190, grain: 120, rim: 90, rimWide: 6})
}

func (x *sdxl) backdrop() {
	x.sky.ramp(0)
	x.sky.stars(160)
	x.sky.disc(0)
	x.sky.bow()
	x.sky.vapour(230, 60)
}

func (x *sdxl) finish() {
	x.lampGlow(2, 120)
	x.c.vignette(0x140802, 210)
	n := max(int(x.u>>8)/52, 4)
	x.oils.strokes(newBrush(n*3/4+1, n*3, n*3/2), 256)
	x.oils.strokes(newBrush(n/3+2, n*5/4, n*2/3+1), 256)
	x.oils.strokes(newBrush(n/6+1, n/2+2, n/4+1), 30)
	x.oils.strokes(newBrush(n/9+1, n/4+2, n/8+1), 44)
	x.oils.impasto()
}
