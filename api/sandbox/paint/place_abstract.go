package paint

func (s backdrops) abstract() stage {
	s.horizon = s.h
	r := stream(s.key, "abstract")
	p := s.accents
	t := s.b.hash
	if mk, ok := s.c.cover(s.path().rect(0, 0, s.w, s.h, 0)); ok {
		a, b := s.lit(mat{c: p[0].mix(0x1a1c3a, 60)}), s.lit(mat{c: p[1].mix(0xfff0e0, 60)})
		k := (&ink{}).stops(stop{0, a}, stop{128, a.mix(b, 110)}, stop{255, b})
		s.c.paint(mk, k.along(s.at(r.in(0, 300), 0), s.at(r.in(700, 1000), 1000)))
	}
	switch t % 3 {
	case 0:
		s.ribbons(r)
	case 1:
		s.circles(r)
	default:
		s.shards(r)
	}
	s.look.ground(s.h)
	return stage{ground: s.y(840), back: s.y(780), scale: 120, air: s.y(560), kind: onTable}
}

// ribbons are waves of colour across the picture.
func (s backdrops) ribbons(r *rng) {
	n := r.in(5, 8)
	for i := range n {
		y := s.h * (i + 1) / (n + 1)
		c := s.accents[i%4].mix(s.accents[(i+1)%4], r.in(0, 140))
		p := s.ridge(y, s.n(r.in(60, 170)), r.in(300, 700), 2, r.next())
		s.shape(p, mat{c: c, form: land, grain: 60, alpha: 226})
	}
}

// circles overlap, large ones first.
func (s backdrops) circles(r *rng) {
	for i := range int64(16) {
		n := s.n(260 - i*13 + r.in(-20, 20))
		o := pt{r.in(0, s.w), r.in(0, s.h)}
		c := s.accents[r.below(4)]
		if r.chance(30) {
			ring := s.path().ellipse(o, n, n).outline(s.n(12))
			s.shape(ring, mat{c: c.lit(80), form: wire, alpha: 200, bare: true})
			continue
		}
		s.shape(s.path().ellipse(o, n, n), mat{c: c, form: ball, alpha: 190})
	}
}

// shards are triangles that meet at a point.
func (s backdrops) shards(r *rng) {
	o := s.at(r.in(300, 700), r.in(300, 700))
	n := r.in(9, 14)
	far := s.w + s.h
	for i := range n {
		a, b := i*turn/n, (i+1)*turn/n+turn/200
		e := func(a int64) pt { return o.add(far*icos(a)>>14, far*isin(a)>>14) }
		c := s.accents[i%4]
		if i%2 == 1 {
			c = c.mix(s.accents[(i+1)%4], 128).lit(40)
		}
		s.shape(s.path().poly(o, e(a), e(b)), mat{c: c, form: flat, grain: 80, alpha: 210})
	}
	for i := range int64(3) {
		m := s.n(60 + i*70)
		s.shape(s.path().ellipse(o, m, m).outline(s.n(8)), mat{c: 0xfdf6e8, form: wire, alpha: 150, bare: true})
	}
}
