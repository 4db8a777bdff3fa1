package paint

// Places without a ground: space, the deep, the sky.

func (s *scene) drawSpace() stage {
	s.horizon = s.h
	r := s.rng("space")
	s.c.rows(0, int64(s.c.h), func(y int64, row []uint32) {
		p := s.k.tone(s, col(0x05060f).mix(0x0d1030, y*256/int64(s.c.h))).pixel()
		for x := range row {
			row[x] = p
		}
	})
	a, b := s.accents[0], s.accents[1]
	if len(s.b.cols)+len(s.b.mood)+len(s.b.strangers) == 0 {
		a = pick(r, col(0x7a3ad8), 0xd83a8a, 0x2a6ad8)
		b = pick(r, col(0x2ac8d8), 0xf08a3a, 0xd84a6a)
	}
	s.nebula(a, b)
	s.stars(420)
	s.far(r)
	st := stage{ground: s.y(560), back: s.y(480), scale: 100, air: s.y(480), float: true}
	if s.ashore() {
		s.regolith(r)
		st = stage{ground: s.y(880), back: s.y(800), scale: 95, air: s.y(300)}
	}
	return st
}

// nebula is glowing gas in two colours.
func (s *scene) nebula(a, b col) {
	t := tile()
	px := max(s.u>>8, 1)
	k := 90 * 1024 / px // texels a pixel, 1/256
	off := int64(s.seed & 0x1ffff)
	ca, cb := s.k.tone(s, a), s.k.tone(s, b)
	ra, ga, ba := ca.parts()
	rb, gb, bb := cb.parts()
	s.c.rows(0, int64(s.c.h), func(y int64, row []uint32) {
		for x := range row {
			u, v := off+int64(x)*k, y*k
			w := tex(t, u/2+9000, v/2)
			n := tex(t, u+w*90, v+w*60)
			d := max(n-120, 0) * w >> 7
			e := max(200-n, 0) * max(w-110, 0) >> 8
			row[x] = plus(row[x],
				uint32((ra*d+rb*e)>>8), uint32((ga*d+gb*e)>>8), uint32((ba*d+bb*e)>>8))
		}
	})
}

// far is a planet or a moon at the edge of the view.
func (s *scene) far(r *rng) {
	for _, sub := range s.b.subjects {
		switch sub.sprite.name {
		case "planet", "earth", "moon", "sun":
			return
		}
	}
	name := pick(r, "planet", "planet", "moon")
	sp := sprites()[name]
	d := dressed(sp, nil, r)
	o := pt{s.x(pick(r, int64(150), 850)), s.y(r.in(300, 480))}
	s.figure(sp, spot{o: o, s: s.n(r.in(260, 460)), tilt: r.in(-turn/12, turn/12)}, d)
}

// regolith is the ground of a moon.
func (s *scene) regolith(r *rng) {
	c := col(0x9a948e)
	if v, ok := s.b.tint("place"); ok {
		c = v
	}
	p := s.path()
	y := s.y(r.in(740, 780))
	p.move(pt{-one, s.h + one}).line(pt{-one, y + s.n(50)})
	p.quad(pt{s.w / 2, y - s.n(50)}, pt{s.w + one, y + s.n(50)}).line(pt{s.w + one, s.h + one}).close()
	s.shape(p, mat{c: c, form: land, grain: 230, bare: true})
	for i := range int64(14) {
		o := pt{r.in(0, s.w), y + s.n(30) + (s.h-y)*i/14}
		w := s.n(10 + i*r.in(3, 6))
		s.shape(s.path().ellipse(o, w, w/4), mat{c: c.dim(70), form: flat, bare: true})
		s.shape(s.path().ellipse(o.add(s.side*w/10, w/14), w*9/10, w/5), mat{c: c.lit(20), form: flat, bare: true})
	}
}

func (s *scene) drawDeep() stage {
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
		p := s.k.tone(s, c.lit(130-t).mix(0x0a3a66, t*3/4)).pixel()
		for x := range row {
			row[x] = p
		}
	})
	s.horizon = s.y(700)
	s.shafts(pt{s.x(r.in(300, 700)), s.y(300)}, r)
	s.hill(s.y(790), s.n(70), 260, 3, 0x3f6a7a, 190, "reef far")
	s.hill(s.y(840), s.n(40), 400, 2, 0xd8c48a, 80, "sand far")
	s.hill(s.y(880), s.n(24), 500, 2, 0xe8d6a0, 20, "sand")
	s.k.ground(s, s.y(880))
	s.corals(r)
	s.shoal(r)
	for range 26 {
		o := pt{r.in(0, s.w), r.in(0, s.y(820))}
		n := s.n(r.in(3, 13))
		s.c.fill((&path{}).ellipse(o, n, n), s.k.tone(s, 0xe8fbff), 60)
		s.c.fill((&path{}).ellipse(o.add(-n/3, -n/3), n/3, n/3), s.k.tone(s, 0xffffff), 190)
	}
	return stage{ground: s.y(600), back: s.y(520), scale: 100, air: s.y(480), kind: inDeep}
}

// corals and weed grow at both sides.
func (s *scene) corals(r *rng) {
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

func (s *scene) weed(r *rng, b pt) {
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
func (s *scene) shoal(r *rng) {
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

func (s *scene) drawOpenSky() stage {
	s.k.sky(s)
	r := s.rng("open sky")
	hz := s.horizon
	s.peaks(hz+s.y(10), s.n(r.in(60, 110)), 190, r)
	s.hill(hz+s.y(14), s.n(14), 400, 3, s.grass().mix(0x5a8a9a, 110), 150, "land far")
	s.hill(hz+s.y(50), s.n(20), 500, 2, s.grass(), 90, "land")
	s.copse(r, hz+s.y(46), s.n(40), s.n(40), 12, 110)
	// Clouds nearer than the ones of the sky.
	lit, dark := s.cloudTones()
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
