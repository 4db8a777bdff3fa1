package paint

func (s country) desert() stage {
	s.look.backdrop()
	r := s.rng("desert")
	sand := col(0xe0b070)
	if c, ok := s.b.tint("place"); ok {
		sand = c
	}
	hz := s.horizon
	if r.chance(50) {
		s.land.peaks(hz+s.y(50), s.n(r.in(100, 160)), 190, r)
	}
	for i := range int64(4) {
		s.dune(hz+s.y(20+i*i*28), i, sand, r)
	}
	s.look.ground(hz + s.y(150))
	if r.chance(60) && len(s.b.subjects) < 3 {
		x := s.x(pick(r, int64(120), 880))
		s.figures.draw(prop("cactus"), spot{o: pt{x, hz + s.y(150)}, s: s.n(150)}, dressed(prop("cactus"), nil, r))
	}
	return stage{ground: s.y(870), back: hz + s.y(190), scale: 100, air: hz * 45 / 100}
}

// dune is one wave of sand: a lit side, and a dark side below its crest.
func (s country) dune(y, i int64, sand col, r *rng) {
	depth := 150 - i*45
	h := s.n(30 + i*22)
	cx := s.x(r.in(150, 850))
	l := pt{-s.n(60), y + h*r.in(20, 90)/100}
	rr := pt{s.w + s.n(60), y + h*r.in(20, 90)/100}
	top := pt{cx, y - h}
	p := s.path()
	p.move(pt{l.x, s.h + one}).line(l).cubic(pt{l.x + (cx-l.x)/2, y + h/2}, pt{cx - (cx-l.x)/3, top.y}, top)
	p.cubic(pt{cx + (rr.x-cx)/5, top.y + h/3}, pt{cx + (rr.x-cx)/2, y + h}, rr)
	p.line(pt{rr.x, s.h + one}).close()
	s.shape(p, mat{c: sand, form: land, depth: max(depth, 0), grain: 140, bare: true})
	// The lee side.
	q := s.path()
	far := l
	if s.side < 0 {
		far = rr
	}
	q.move(top).cubic(top.to(far, 50).add(0, h/3), top.to(far, 120).add(0, h*3/4), far)
	q.line(pt{far.x, s.h + one}, pt{cx + (far.x-cx)/4, s.h + one})
	q.cubic(pt{cx - (far.x-cx)/8, y + h*3}, pt{cx + (far.x-cx)/6, y + h}, top).close()
	s.shape(q, mat{c: sand.mix(0x8a4a2a, 110), form: land, depth: max(depth, 0), grain: 140, bare: true})
}
