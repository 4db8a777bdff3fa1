package paint

// grassAt and foliage give the colours of plants in a season.
func (s *scene) grass() col {
	if c, ok := s.b.tint("place"); ok {
		return c
	}
	switch {
	case s.snowy():
		return 0xeaf0f8
	case s.b.season == autumn:
		return 0xb8963c
	case s.b.season == spring:
		return 0x86c24a
	}
	return 0x6aa844
}

func (s *scene) foliage(r *rng) col {
	if c, ok := s.b.tint("leaf"); ok {
		return c
	}
	switch {
	case s.snowy():
		return pick(r, col(0xdfe8f0), 0x9ab0b8, 0xc8d6de)
	case s.b.season == autumn:
		return pick(r, col(0xd8702a), 0xe0a030, 0xb8452a, 0xc88a2a)
	case s.b.season == spring:
		return pick(r, col(0xf2b0c8), 0x8fc84a, 0xf6d0dc)
	}
	return pick(r, col(0x3f8a3c), 0x4a9a42, 0x2f7444)
}

func (s *scene) snowy() bool {
	return s.b.weather&snowfall != 0 || s.b.season == winter || s.b.place == arctic
}

// plant draws a tree that is part of the scenery.
func (s *scene) plant(name string, o pt, size int64, r *rng) {
	d := dressed(sprites()[name], nil, r)
	if name != "cactus" {
		d.own[0] = s.foliage(r)
	}
	if name == "pine" && !s.snowy() {
		d.own[0] = d.own[0].mix(0x1f5a48, 150)
	}
	s.figure(sprites()[name], spot{o: o, s: size, flip: r.chance(50)}, d)
}

// hill is one layer of land.
func (s *scene) hill(base, height, wide int64, rough int, c col, depth int64, name string) {
	p := s.ridge(base, height, wide, rough, mix64(s.seed^hashText(name)))
	s.shape(p, mat{c: c, form: land, depth: depth, grain: 120, bare: true})
}

// hillAt is the height of the hill drawn by hill with the same arguments.
func (s *scene) hillAt(x, base, height, wide int64, rough int, name string) int64 {
	seed := mix64(s.seed ^ hashText(name))
	v := noise1(int64(seed&0xffffff)+x*256/max(s.n(wide), 1), rough, uint32(seed>>24))
	return base - v*height>>15
}

func (s *scene) drawField() stage {
	s.k.sky(s)
	r := s.rng("field")
	hz, g := s.horizon, s.grass()
	if r.chance(60) {
		s.peaks(hz+s.y(60), s.n(r.in(130, 220)), 200, r)
	}
	s.hill(hz+s.y(10), s.n(40), 420, 3, g.mix(0x5a8a9a, 110), 150, "far")
	s.copse(r, hz+s.y(14), s.n(40), s.n(46), 8, 130)
	mid := hz + s.y(70)
	s.hill(mid, s.n(60), 600, 2, g.mix(0x3f7a3a, 60), 80, "mid")
	s.depth = 60
	for range r.in(2, 5) {
		x := r.in(0, s.w)
		y := s.hillAt(x, mid, s.n(60), 600, 2, "mid") + s.n(12)
		s.plant(pick(r, "tree", "tree", "pine"), pt{x, y}, s.n(r.in(110, 190)), r)
	}
	s.depth = 0
	near := hz + s.y(150)
	s.hill(near, s.n(36), 800, 2, g, 20, "near")
	s.k.ground(s, near)
	s.track(r, near)
	s.meadow(r, near)
	return stage{ground: s.y(880), back: near + s.y(50), scale: 100, air: hz * 45 / 100}
}

// copse is a line of far trees.
func (s *scene) copse(r *rng, y, spread, size int64, n int, depth int64) {
	s.depth = depth
	for range n {
		o := pt{r.in(0, s.w), y + r.in(-spread/4, spread/4)}
		s.plant("tree", o, size*r.in(70, 130)/100, r)
	}
	s.depth = 0
}

// track is a way that winds to the horizon, now and then.
func (s *scene) track(r *rng, top int64) {
	if !r.chance(45) || s.snowy() {
		return
	}
	x0, x1 := s.x(r.in(200, 800)), s.x(r.in(350, 650))
	bend := s.x(r.in(-160, 160))
	p := s.path()
	w0, w1 := s.n(110), s.n(7)
	h := s.h + one
	p.move(pt{x0 - w0, h}).cubic(pt{x0 - w0/2 + bend, h - (h-top)/3}, pt{x1 - bend, top + (h-top)/3}, pt{x1 - w1, top - s.n(10)})
	p.line(pt{x1 + w1, top - s.n(10)}).cubic(pt{x1 - bend + w1*3, top + (h-top)/3}, pt{x0 + w0/2 + bend, h - (h-top)/3}, pt{x0 + w0, h}).close()
	s.shape(p, mat{c: 0xd8bc8a, form: land, depth: 20, grain: 90, bare: true})
}

// meadow sprinkles flowers and blades over the near ground, larger towards
// the viewer.
func (s *scene) meadow(r *rng, top int64) {
	g := s.grass()
	for i := range int64(150) {
		t := i * 256 / 150
		y := top + s.n(10) + (s.h-top)*t*t>>16
		x := r.in(-s.w/50, s.w)
		size := s.n(4) + s.n(18)*t>>8
		if r.chance(62) {
			p := s.path()
			for j := range int64(3) {
				dx := (j - 1) * size / 3
				p.poly(pt{x + dx - size/8, y}, pt{x + dx*2, y - size*r.in(80, 160)/100}, pt{x + dx + size/8, y})
			}
			s.fill(p, s.lit(mat{c: g.mix(pick(r, col(0x2f6a2a), 0xd8e07a), 90)}), 230)
			continue
		}
		if s.snowy() {
			continue
		}
		c := s.lit(mat{c: pick(r, s.accents[:]...).lit(40)})
		p := (&path{}).ellipse(pt{x, y - size}, size/3+one/2, size/4+one/2)
		s.fill(p, c, 256)
		s.fill((&path{}).ellipse(pt{x, y - size}, size/9+one/4, size/10+one/4), s.lit(mat{c: 0xfff0a0}), 256)
	}
}

func (s *scene) drawDesert() stage {
	s.k.sky(s)
	r := s.rng("desert")
	sand := col(0xe0b070)
	if c, ok := s.b.tint("place"); ok {
		sand = c
	}
	hz := s.horizon
	if r.chance(50) {
		s.peaks(hz+s.y(50), s.n(r.in(100, 160)), 190, r)
	}
	for i := range int64(4) {
		s.dune(hz+s.y(20+i*i*28), i, sand, r)
	}
	s.k.ground(s, hz+s.y(150))
	if r.chance(60) && len(s.b.subjects) < 3 {
		x := s.x(pick(r, int64(120), 880))
		s.figure(sprites()["cactus"], spot{o: pt{x, hz + s.y(150)}, s: s.n(150)}, dressed(sprites()["cactus"], nil, r))
	}
	return stage{ground: s.y(870), back: hz + s.y(190), scale: 100, air: hz * 45 / 100}
}

// dune is one wave of sand: a lit side, and a dark side below its crest.
func (s *scene) dune(y, i int64, sand col, r *rng) {
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

func (s *scene) drawArctic() stage {
	s.k.sky(s)
	r := s.rng("arctic")
	hz := s.horizon
	s.peaks(hz+s.y(24), s.n(r.in(130, 220)), 120, r)
	s.hill(hz+s.y(14), s.n(16), 300, 3, 0xdfeaf4, 110, "ice far")
	s.water(hz+s.y(26), 0x3f7a9a)
	for range r.in(2, 4) {
		d := dressed(sprites()["iceberg"], nil, r)
		s.depth = 90
		s.figure(sprites()["iceberg"], spot{o: pt{r.in(0, s.w), hz + s.y(r.in(40, 90))}, s: s.n(r.in(90, 200)), flip: r.chance(50)}, d)
		s.depth = 0
	}
	s.hill(hz+s.y(180), s.n(30), 500, 2, 0xf2f7fc, 10, "ice near")
	s.k.ground(s, hz+s.y(180))
	return stage{ground: s.y(880), back: hz + s.y(220), water: hz + s.y(130), scale: 100, air: hz * 45 / 100}
}
