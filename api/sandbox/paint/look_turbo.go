package paint

// turbo is imagine-turbo: clean and vivid, loose gradients, soft round light.
var turbo = look{
	id: "imagine-turbo", haze: 256,
	tone:   func(_ *scene, c col) col { return c.sat(310).lit(6) },
	shape:  turboShape,
	sky:    turboSky,
	ground: func(*scene, int64) {},
	behind: func(*scene) {},
	finish: turboFinish,
}

func turboShape(s *scene, p *path, m mat) {
	s.draw(p, m, shading{lit: 110, dark: 96, rim: 60, rimWide: 5})
}

func turboSky(s *scene) {
	s.skyRamp(0)
	// Large soft patches of colour: the loose part.
	r := s.rng("patches")
	for range 5 {
		o := pt{r.in(0, s.w), r.in(0, s.horizon)}
		c := s.k.tone(s, pick(r, s.light.low, s.light.rim, s.light.mid.turned(turn/14)))
		s.c.soft(o, s.n(r.in(260, 520)), s.n(r.in(120, 260)), c, 90)
	}
	s.stars(150)
	s.disc(0)
	s.bow()
	s.puffs()
}

func turboFinish(s *scene) {
	s.lampGlow(2, 120)
	s.bloom(215, 60)
}
