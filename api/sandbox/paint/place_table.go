package paint

func (s indoors) table() stage {
	r := stream(s.key, "table")
	s.dimmed()
	wall := s.wallColour(r).dim(40)
	y := s.horizon
	s.shape(s.path().rect(-one, -one, s.w+2*one, y+2*one, 0), mat{c: wall, form: face, grain: 60, bare: true})
	// Light from a window lies on the wall.
	lx := s.x(500 + s.side*180)
	s.c.soft(pt{lx, y * 45 / 100}, s.n(460), s.n(360), s.tone(s.lit(mat{c: wall}).lit(110)), 170)
	if r.chance(45) {
		s.pane(s.x(500-s.side*250), y*46/100, s.n(300), s.n(330))
	} else {
		s.frames(r, 500-s.side*260)
	}
	for i := range int64(2) {
		x := lx - s.n(90) + i*s.n(130)
		p := s.path().poly(pt{x, y / 5}, pt{x + s.n(110), y / 6}, pt{x + s.n(90), y * 3 / 5}, pt{x - s.n(20), y * 3 / 5})
		s.fill(p, s.light.key, 36)
	}
	wood := pick(r, col(0x9a6238), 0x7a4a2a, 0xb07a48)
	if c, ok := s.b.tint("ground"); ok {
		wood = c
	}
	s.shape(s.path().rect(-one, y, s.w+2*one, s.h, 0), mat{c: wood, form: land, grain: 200, bare: true})
	for i := range int64(5) {
		ly := y + (s.h-y)*(i+1)*(i+2)/42
		s.fill((&path{}).stroke(max(s.n(2), one), pt{-one, ly}, pt{s.w + one, ly}), s.lit(mat{c: wood.dim(70)}), 120)
	}
	if r.chance(60) {
		s.cloth(r, y)
	}
	s.look.ground(y)
	s.garnish(r)
	return stage{ground: s.y(870), back: s.y(800), scale: 128, air: s.y(500), kind: onTable}
}

// cloth lies on the table, a corner hanging forward.
func (s indoors) cloth(r *rng, y int64) {
	c := s.accents[2].mix(0xf4ece0, 120)
	x0, x1 := s.x(r.in(60, 200)), s.x(r.in(800, 940))
	p := s.path().poly(pt{x0 + s.n(60), y + s.n(30)}, pt{x1 - s.n(60), y + s.n(30)}, pt{x1 + s.n(40), s.h + one}, pt{x0 - s.n(40), s.h + one})
	s.shape(p, mat{c: c, form: flat, grain: 80})
	for i := range int64(6) {
		q := s.path()
		t0, t1 := i*256/6, i*256/6+16
		a0, b0 := (pt{x0 + s.n(60), y + s.n(30)}), (pt{x1 - s.n(60), y + s.n(30)})
		a1, b1 := (pt{x0 - s.n(40), s.h + one}), (pt{x1 + s.n(40), s.h + one})
		q.poly(a0.to(b0, t0), a0.to(b0, t1), a1.to(b1, t1), a1.to(b1, t0))
		s.shape(q, mat{c: s.accents[0], form: wire, alpha: 120, bare: true})
	}
}

// garnish is small fare around the subject; a table that has enough on it
// stays as it is.
func (s indoors) garnish(r *rng) {
	if len(s.b.subjects) > 2 {
		return
	}
	for range r.in(1, 3) {
		name := pick(r, "apple", "pear", "lemon", "orange", "cup", "cherries")
		sp := prop(name)
		x := s.x(r.in(60, 240))
		if r.chance(50) {
			x = s.w - x
		}
		t := spot{o: pt{x, s.y(r.in(760, 800))}, s: s.n(150)}
		s.figures.shadow(t)
		s.figures.draw(sp, t, dressed(sp, nil, r))
	}
}
