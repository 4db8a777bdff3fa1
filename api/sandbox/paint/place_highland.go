package paint

// highland is land with mountains, and what is as high or as cold.
type highland struct{ *scenery }

func (s highland) mountains() stage {
	s.look.backdrop()
	r := s.rng("mountains")
	hz := s.horizon
	s.land.peaks(hz+s.y(40), s.n(r.in(280, 350)), 190, r)
	s.mist(hz-s.y(30), s.n(90))
	s.land.peaks(hz+s.y(100), s.n(r.in(220, 310)), 110, r)
	s.mist(hz+s.y(10), s.n(60))
	s.land.hill(hz+s.y(40), s.n(50), 260, 4, s.grass().mix(0x24584a, 150), 80, "woods")
	s.flora.pines(r, hz+s.y(50), s.n(50), s.n(70), 22, 80)
	near := hz + s.y(120)
	s.land.hill(near, s.n(44), 500, 3, s.grass().mix(0x4a7a4a, 70), 20, "slope")
	s.look.ground(near)
	s.flora.pines(r, near+s.y(10), s.n(40), s.n(150), 7, 20)
	s.flora.meadow(r, near+s.n(30))
	return stage{ground: s.y(890), back: near + s.y(60), scale: 95, air: hz * 40 / 100}
}

func (s highland) openSky() stage {
	s.look.backdrop()
	r := s.rng("open sky")
	hz := s.horizon
	s.land.peaks(hz+s.y(10), s.n(r.in(60, 110)), 190, r)
	s.land.hill(hz+s.y(14), s.n(14), 400, 3, s.grass().mix(0x5a8a9a, 110), 150, "land far")
	s.land.hill(hz+s.y(50), s.n(20), 500, 2, s.grass(), 90, "land")
	s.flora.copse(r, hz+s.y(46), s.n(40), s.n(40), 12, 110)
	// Clouds nearer than the ones of the sky.
	lit, dark := s.sky.cloudTones()
	for i := range r.in(2, 4) {
		o := pt{r.in(0, s.w), s.y(r.in(700, 980))}
		p := cloudShape(r, o, s.n(r.in(130, 260)), 7)
		m, ok := s.c.cover(p)
		if !ok {
			continue
		}
		lo, hi := p.box()
		k := (&ink{}).stops(stop{0, lit}, stop{130, lit}, stop{255, dark}).along(lo, pt{lo.x, hi.y})
		k.alpha = 200 + i*10
		s.c.paint(m, k)
	}
	return stage{ground: s.y(700), back: s.y(640), scale: 95, air: s.y(470)}
}

func (s highland) arctic() stage {
	s.look.backdrop()
	r := s.rng("arctic")
	hz := s.horizon
	s.land.peaks(hz+s.y(24), s.n(r.in(130, 220)), 120, r)
	s.land.hill(hz+s.y(14), s.n(16), 300, 3, 0xdfeaf4, 110, "ice far")
	s.water.lay(hz+s.y(26), 0x3f7a9a)
	for range r.in(2, 4) {
		d := dressed(prop("iceberg"), nil, r)
		s.depth = 90
		s.figures.draw(prop("iceberg"), spot{o: pt{r.in(0, s.w), hz + s.y(r.in(40, 90))}, s: s.n(r.in(90, 200)), flip: r.chance(50)}, d)
		s.depth = 0
	}
	s.land.hill(hz+s.y(180), s.n(30), 500, 2, 0xf2f7fc, 10, "ice near")
	s.look.ground(hz + s.y(180))
	return stage{ground: s.y(880), back: hz + s.y(220), water: hz + s.y(130), scale: 100, air: hz * 45 / 100}
}
