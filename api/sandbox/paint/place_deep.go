package paint

// reef is the bottom of the sea.
type reef struct{ *scenery }

func (s reef) deep() stage {
	r := s.rng("deep")
	c := col(0x1f86b8)
	if v, ok := s.b.tint("water"); ok {
		c = v
	}
	if s.light.night {
		c = c.dim(150)
	}
	s.light.amb = s.light.amb.mix(0x9fd8f0, 120)
	s.light.haze, s.light.shade = c.mix(0x0a3a66, 60), 0x08284a
	s.light.key = 0xd8fbff
	s.c.rows(0, int64(s.c.h), func(y int64, row []uint32) {
		t := y * 256 / int64(s.c.h)
		p := s.tone(c.lit(130-t).mix(0x0a3a66, t*3/4)).pixel()
		for x := range row {
			row[x] = p
		}
	})
	s.horizon = s.y(700)
	s.shafts(pt{s.x(r.in(300, 700)), s.y(300)}, r)
	s.land.hill(s.y(790), s.n(70), 260, 3, 0x3f6a7a, 190, "reef far")
	s.land.hill(s.y(840), s.n(40), 400, 2, 0xd8c48a, 80, "sand far")
	s.land.hill(s.y(880), s.n(24), 500, 2, 0xe8d6a0, 20, "sand")
	s.look.ground(s.y(880))
	s.corals(r)
	s.shoal(r)
	for range 26 {
		o := pt{r.in(0, s.w), r.in(0, s.y(820))}
		n := s.n(r.in(3, 13))
		s.c.fill((&path{}).ellipse(o, n, n), s.tone(0xe8fbff), 60)
		s.c.fill((&path{}).ellipse(o.add(-n/3, -n/3), n/3, n/3), s.tone(0xffffff), 190)
	}
	return stage{ground: s.y(600), back: s.y(520), scale: 100, air: s.y(480), kind: inDeep}
}

// corals and weed grow at both sides.
func (s reef) corals(r *rng) {
	hues := []col{0xe8607a, 0xf09a4a, 0xb86ad8, 0xf0c84a}
	for i := range int64(9) {
		x := s.x(r.in(-20, 330))
		if i%2 == 0 {
			x = s.w - x
		}
		b := pt{x, s.y(r.in(880, 960))}
		if r.chance(45) {
			s.weed(r, b)
			continue
		}
		c := pick(r, hues...)
		h := s.n(r.in(60, 150))
		p := s.path()
		for range 6 {
			a := turn/4 + r.in(-turn/7, turn/7)
			m := b.add(h/2*icos(a)>>14, -h/2*isin(a)>>14)
			a += r.in(-turn/12, turn/12)
			p.stroke(s.n(18), b, m, m.add(h/2*icos(a)>>14, -h/2*isin(a)>>14))
		}
		s.shape(p, mat{c: c, form: ball, depth: 30})
	}
}

func (s reef) weed(r *rng, b pt) {
	for range 4 {
		x := b.x + s.n(r.in(-40, 40))
		pts := []pt{{x, b.y}}
		sway, phase, n := s.n(r.in(8, 20)), r.in(0, turn-1), r.in(14, 30)
		for j := range n {
			a := phase + j*turn/11
			pts = append(pts, pt{x + sway*isin(a)>>14, b.y - s.n(11)*(j+1)})
		}
		s.shape(s.path().stroke(s.n(11), pts...), mat{c: 0x3f9a5a, form: tall, depth: 40, bare: true})
	}
}

// shoal is a swarm of small fish far away.
func (s reef) shoal(r *rng) {
	o := pt{r.in(0, s.w), r.in(s.h/6, s.h/2)}
	p := s.path()
	for range 16 {
		q := o.add(s.n(r.in(-150, 150)), s.n(r.in(-60, 60)))
		n := s.n(r.in(8, 14))
		p.poly(q, q.add(n, -n/3), q.add(n*2, 0), q.add(n, n/3))
		p.poly(q, q.add(-n/2, -n/3), q.add(-n/2, n/3))
	}
	s.shape(p, mat{c: 0x5fa8c8, form: wire, depth: 120, alpha: 190, bare: true})
}
