package paint

// sdxl is sdxl-1.0: oil on canvas. Strong light and dark, then everything is
// laid again in brush strokes, thick enough to throw shadows.
var sdxl = look{
	id: "sdxl-1.0", haze: 210,
	tone: func(_ *scene, c col) col {
		// An old varnish: warm, deep, rich.
		return c.sat(300).contrast(310).times(0xfff0d4).mix(0x2a1408, 20)
	},
	shape: func(s *scene, p *path, m mat) {
		s.draw(p, m, shading{lit: 150, dark: 190, grain: 120, rim: 90, rimWide: 6})
	},
	sky:    sdxlSky,
	ground: func(*scene, int64) {},
	behind: func(*scene) {},
	finish: func(s *scene) {
		s.lampGlow(2, 120)
		s.vignette(0x140802, 210)
		n := max(int(s.u>>8)/52, 4)
		s.strokes(s.brushes(n*3/4+1, n*3, n*3/2), 256)
		s.strokes(s.brushes(n/3+2, n*5/4, n*2/3+1), 256)
		s.strokes(s.brushes(n/6+1, n/2+2, n/4+1), 30)
		s.strokes(s.brushes(n/9+1, n/4+2, n/8+1), 44)
		s.impasto()
	},
}

func sdxlSky(s *scene) {
	s.skyRamp(0)
	s.stars(160)
	s.disc(0)
	s.bow()
	s.vapour(230, 60)
}
