package paint

// dev is flux-dev: a detailed painting full of light. Colours go from teal
// shadows to amber lights, the sky flows, beams and sparks hang in the air.
var dev = look{
	id: "flux-dev", haze: 256,
	tone: func(_ *scene, c col) col {
		l := c.luma()
		c = c.sat(250).contrast(286)
		return c.mix(0x0c3a4a, clampTo((120-l)*80/120, 0, 80)).mix(0xffd8a0, clampTo((l-120)*52/120, 0, 52))
	},
	shape: func(s *scene, p *path, m mat) {
		s.draw(p, m, shading{lit: 130, dark: 180, grain: 200, rim: 170, rimWide: 5})
	},
	sky:    devSky,
	ground: func(*scene, int64) {},
	behind: func(*scene) {},
	finish: devFinish,
}

func devSky(s *scene) {
	s.skyRamp(0)
	s.stars(320)
	s.disc(0)
	s.bow()
	s.flow()
}

// flow paints streams of light and cloud that wind around the sun.
func (s *scene) flow() {
	t := tile()
	px := max(s.u>>8, 1)
	lit, dark := s.cloudTones()
	warm := s.k.tone(s, s.light.rim)
	off := int64(s.seed >> 4 & 0xffff)
	k := 60 * 1024 / px
	hz := min(max(s.horizon>>8, 1), int64(s.c.h))
	sx, sy := s.sun.x>>8, s.sun.y>>8
	s.c.rows(0, hz, func(y int64, row []uint32) {
		for xi := range row {
			x := int64(xi)
			u, v := off+x*k/2, y*k
			w := tex(t, u, v)
			n := tex(t, u+w*70, v+(w-128)*70)
			dx, dy := x-sx, y-sy
			near := clampTo(256-(dx*dx+dy*dy)*256/(px*px/2), 0, 256)
			switch {
			case n > 168:
				c := lit.mix(warm, near)
				row[xi] = over(row[xi], c.pixel(), uint32((n-168)*3/2))
			case n < 84:
				row[xi] = over(row[xi], dark.pixel(), uint32((84-n)*3/2))
			}
		}
	})
}

func devFinish(s *scene) {
	n := max(int(s.u>>8)/150, 3)
	s.strokes(s.brushes(n, n*5, n*2), 256)
	s.strokes(s.brushes(max(n/2, 2), n*2, n), 18)
	s.lampGlow(3, 150)
	if s.light.sunAt >= 0 && s.b.weather&(storm|rain) == 0 && s.b.place.underSky() && s.b.place != forest {
		s.rays()
	}
	s.bloom(206, 110)
	s.sparks()
	s.vignette(0x04121c, 130)
}

// rays are beams that spread from the sun over the whole picture.
func (s *scene) rays() {
	r := s.rng("rays")
	c := s.k.tone(s, s.light.key)
	far := s.w + s.h
	for range 12 {
		a := r.in(0, turn-1)
		b := a + turn*r.in(6, 22)/1000
		p := (&path{}).poly(s.sun, s.sun.add(far*icos(a)>>14, far*isin(a)>>14), s.sun.add(far*icos(b)>>14, far*isin(b)>>14))
		s.beam(p, c, 16)
	}
}

// sparks float in the air, sharp and out of focus.
func (s *scene) sparks() {
	r := s.rng("sparks")
	c := s.k.tone(s, s.light.key.mix(0xffc060, 120))
	for range 60 {
		o := pt{r.in(0, s.w), r.in(0, s.h)}
		if r.chance(20) {
			n := s.n(r.in(8, 26))
			s.c.fill((&path{}).ellipse(o, n, n), c, 26)
			continue
		}
		n := s.n(r.in(2, 5))
		s.c.glow(o, n*5/2, c, 150)
		s.c.fill((&path{}).ellipse(o, n/3, n/3), c.lit(150), 230)
	}
}
