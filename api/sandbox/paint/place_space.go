package paint

// cosmos is the space between the stars.
type cosmos struct{ *scenery }

func (s cosmos) space() stage {
	s.horizon = s.h
	r := s.rng("space")
	s.c.rows(0, int64(s.c.h), func(y int64, row []uint32) {
		p := s.tone(col(0x05060f).mix(0x0d1030, y*256/int64(s.c.h))).pixel()
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
	s.sky.stars(420)
	s.far(r)
	st := stage{ground: s.y(560), back: s.y(480), scale: 100, air: s.y(480), float: true}
	if s.ashore() {
		s.regolith(r)
		st = stage{ground: s.y(880), back: s.y(800), scale: 95, air: s.y(300)}
	}
	return st
}

// nebula is glowing gas in two colours.
func (s cosmos) nebula(a, b col) {
	t := tile()
	px := max(s.u>>8, 1)
	k := 90 * 1024 / px // texels a pixel, 1/256
	off := int64(s.seed & 0x1ffff)
	ca, cb := s.tone(a), s.tone(b)
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
func (s cosmos) far(r *rng) {
	for _, sub := range s.b.subjects {
		switch sub.sprite.name {
		case "planet", "earth", "moon", "sun":
			return
		}
	}
	name := pick(r, "planet", "planet", "moon")
	sp := prop(name)
	d := dressed(sp, nil, r)
	o := pt{s.x(pick(r, int64(150), 850)), s.y(r.in(300, 480))}
	s.figures.draw(sp, spot{o: o, s: s.n(r.in(260, 460)), tilt: r.in(-turn/12, turn/12)}, d)
}

// regolith is the ground of a moon.
func (s cosmos) regolith(r *rng) {
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
