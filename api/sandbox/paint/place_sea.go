package paint

// coast is land by the water.
type coast struct{ *scenery }

func (s coast) sea() stage {
	s.look.backdrop()
	r := s.rng("sea")
	hz := s.horizon
	if r.chance(60) {
		// A headland far away.
		s.depth = 150
		x := s.x(pick(r, int64(-60), 640))
		p := s.path()
		w := s.n(r.in(300, 520))
		p.move(pt{x, hz + one}).cubic(pt{x + w/5, hz - s.n(90)}, pt{x + w/2, hz - s.n(50)}, pt{x + w, hz + one}).close()
		s.shape(p, mat{c: 0x5a7a78, form: land, grain: 120, bare: true})
		s.depth = 0
	}
	if s.b.weather&storm != 0 {
		s.sky.flash()
	}
	s.water.lay(hz, 0x2a6f9e)
	s.water.glitter(hz)
	s.water.surf(hz, 14, 0xeaf6fa)
	s.look.ground(hz)
	st := stage{ground: s.y(860), back: hz + s.y(120), water: hz + (s.h-hz)*50/100, scale: 100, air: hz * 45 / 100}
	if s.b.cliff {
		return s.crown(r, st)
	}
	if s.ashore() {
		s.shore(r, s.y(800))
		st.back = s.y(850)
		st.ground = s.y(860)
	}
	return st
}

// shore is land in front of the water.
func (s coast) shore(r *rng, y int64) {
	g := s.grass()
	cx := s.x(r.in(350, 650))
	p := s.path()
	w := s.w * 3 / 4
	p.move(pt{cx - w, s.h + one}).cubic(pt{cx - w*2/3, y + s.n(60)}, pt{cx - w/3, y}, pt{cx, y})
	p.cubic(pt{cx + w/3, y}, pt{cx + w*2/3, y + s.n(60)}, pt{cx + w, s.h + one}).close()
	s.shape(p, mat{c: 0x7a7068, form: land, grain: 200})
	q := s.path()
	y += s.n(14)
	w = w * 92 / 100
	q.move(pt{cx - w, s.h + one}).cubic(pt{cx - w*2/3, y + s.n(70)}, pt{cx - w/3, y}, pt{cx, y})
	q.cubic(pt{cx + w/3, y}, pt{cx + w*2/3, y + s.n(70)}, pt{cx + w, s.h + one}).close()
	s.shape(q, mat{c: g, form: land, grain: 160, bare: true})
}
