package paint

func (s country) road() stage {
	s.look.backdrop()
	r := s.rng("road")
	hz := s.horizon
	s.land.peaks(hz+s.y(40), s.n(r.in(130, 220)), 170, r)
	g, verge := s.grass(), "tree"
	switch {
	case s.b.names(desert):
		g, verge = 0xe0b070, "cactus"
	case s.b.names(forest) || s.b.names(mountains):
		verge = "pine"
	}
	s.land.hill(hz+s.y(10), s.n(26), 400, 3, g.mix(0x8a9aa0, 100), 140, "road far")
	if verge != "cactus" {
		s.flora.copse(r, hz+s.y(16), s.n(30), s.n(50), 12, 120)
	}
	s.land.hill(hz+s.y(30), s.n(6), 700, 1, g, 40, "verge")
	s.look.ground(hz + s.y(30))
	vx := s.x(r.in(380, 620))
	s.roadway(vx, hz+s.y(22))
	for i := int64(5); i > 0; i-- {
		// Posts and trees come closer along the verge.
		y := hz + s.y(26) + s.y(40)/i
		off := s.n(60) + s.n(420)/i
		s.depth = i * 22
		s.flora.plant(verge, pt{vx - off, y}, s.n(300)/i, r)
		s.flora.plant(verge, pt{vx + off, y}, s.n(300)/i, r)
	}
	s.depth = 0
	return stage{ground: s.y(880), back: hz + s.y(170), scale: 100, air: hz * 45 / 100}
}

// roadway is a road straight to the horizon, with its markings.
func (s country) roadway(vx, top int64) {
	b := s.h + one*2
	cx := s.w / 2
	band := func(l0, r0, l1, r1 int64) *path {
		return s.path().poly(pt{vx + l1, top}, pt{vx + r1, top}, pt{cx + r0, b}, pt{cx + l0, b})
	}
	half, far := s.n(560), s.n(7)
	s.shape(band(-half, half, -far, far), mat{c: 0x565a66, form: land, depth: 10, grain: 90, bare: true})
	edge := s.n(16)
	s.shape(band(-half+edge, -half+edge*3, -far, -far+one), mat{c: 0xf2f0e6, form: wire, bare: true})
	s.shape(band(half-edge*3, half-edge, far-one, far), mat{c: 0xf2f0e6, form: wire, bare: true})
	for i := range int64(7) {
		t0, t1 := 256*256/(256+i*150), 256*256/(256+i*150+62)
		at := func(t, dx int64) pt {
			return pt{vx + ((cx-vx)+dx)*t>>8, top + (b-top)*t>>8}
		}
		w := s.n(13)
		p := s.path().poly(at(t1, -w), at(t1, w), at(t0, w), at(t0, -w))
		s.shape(p, mat{c: 0xf5d04a, form: wire, bare: true})
	}
}
