package paint

func (s coast) beach() stage {
	s.look.backdrop()
	r := s.rng("beach")
	hz := s.horizon
	s.water.lay(hz, 0x2a9ab0)
	s.water.glitter(hz)
	s.water.surf(hz, 8, 0xeaf6fa)
	// Foam, then dry sand.
	y := hz + (s.h-hz)*48/100
	lean := s.y(r.in(-60, 60))
	for i, c := range []col{0x9fd8d8, 0xf6fbfb, 0xd8c090, 0xecd6a4} {
		d := s.y(int64(i) * 16)
		p := s.path()
		p.move(pt{-one, s.h + one}).line(pt{-one, y + d - lean})
		p.cubic(pt{s.w / 3, y + d + s.y(40)}, pt{s.w * 2 / 3, y + d - s.y(30)}, pt{s.w + one, y + d + lean})
		p.line(pt{s.w + one, s.h + one}).close()
		s.shape(p, mat{c: c, form: land, grain: 110, depth: 10, bare: true})
	}
	s.look.ground(y + s.y(60))
	side := pick(r, int64(70), 930)
	d := dressed(prop("palm"), nil, r)
	s.figures.draw(prop("palm"), spot{o: pt{s.x(side), y + s.y(150)}, s: s.n(r.in(480, 600)), flip: side > 500}, d)
	return stage{ground: s.y(890), back: y + s.y(130), water: hz + s.y(120), scale: 95, air: hz * 50 / 100}
}

func (s coast) lake() stage {
	s.look.backdrop()
	r := s.rng("lake")
	hz := s.horizon
	s.land.peaks(hz, s.n(r.in(170, 260)), 150, r)
	s.mist(hz, s.n(40))
	s.land.hill(hz+s.y(4), s.n(26), 200, 4, s.grass().mix(0x24584a, 120), 90, "bank")
	s.flora.copse(r, hz+s.y(6), s.n(20), s.n(80), 10, 80)
	s.flora.pines(r, hz+s.y(8), s.n(20), s.n(90), 12, 80)
	s.water.lay(hz+s.y(14), 0x2f7a94)
	s.water.glitter(hz + s.y(14))
	s.look.ground(hz + s.y(14))
	s.reeds(r)
	st := stage{ground: s.y(880), back: s.y(860), water: s.y(720), scale: 90, air: hz * 45 / 100}
	if s.ashore() {
		s.shore(r, s.y(820))
	}
	return st
}

// reeds stand at the lower corners.
func (s coast) reeds(r *rng) {
	for i := range int64(26) {
		x := s.x(r.in(-20, 190))
		if i%2 == 0 {
			x = s.w - x
		}
		h := s.n(r.in(90, 230))
		lean := s.n(r.in(-30, 30))
		b := pt{x, s.h + one}
		p := s.path().poly(b.add(-s.n(4), 0), b.add(lean, -h), b.add(s.n(4), 0))
		s.shape(p, mat{c: s.grass().mix(0x2f5a3a, 130), form: flat, bare: true})
	}
}
