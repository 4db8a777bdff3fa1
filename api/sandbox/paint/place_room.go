package paint

// wallColour is what the room's wall is painted in.
func (s *scene) wallColour(r *rng) col {
	for _, part := range []string{"wall", "place"} {
		if c, ok := s.b.tint(part); ok {
			return c
		}
	}
	if len(s.b.cols) > 0 {
		return s.b.cols[0].mix(0xd8ccc0, 90)
	}
	return pick(r, col(0xd8c4a8), 0xa8c0b8, 0xc8a89a, 0x9fb0c8, 0xd8b87a, 0xb8a8c0)
}

// indoors dims the light of the hour to that of a room.
func (s *scene) indoors() {
	if s.light.night || s.b.hour == dusk {
		s.light.amb = s.light.amb.mix(0xffc890, 130)
		s.light.key = col(0xffd8a0).mix(s.light.key, 60)
		return
	}
	s.light.amb = s.light.amb.mix(0xf4e8dc, 130)
	s.light.haze = s.light.haze.mix(0xd8c8b8, 128)
}

func (s *scene) drawRoom() stage {
	r := stream(s.key, "room")
	s.indoors()
	wall := s.wallColour(r)
	y := s.horizon
	s.shape(s.path().rect(-one, -one, s.w+2*one, y+2*one, 0), mat{c: wall, form: face, grain: 40, bare: true})
	side := pick(r, int64(230), 770)
	s.pane(s.x(side), s.y(330), s.n(330), s.n(360))
	s.frames(r, 1000-side)
	// Skirting, then boards that run towards the viewer.
	s.shape(s.path().rect(-one, y-s.n(26), s.w+2*one, s.n(30), 0), mat{c: wall.lit(120), form: flat, bare: true})
	wood := pick(r, col(0xa8744a), 0x8a5a38, 0xb88a5a)
	s.shape(s.path().rect(-one, y, s.w+2*one, s.h, 0), mat{c: wood, form: land, grain: 120, bare: true})
	vx, vy := s.w/2, y-s.n(300)
	for i := int64(-14); i <= 14; i++ {
		x := vx + s.n(90)*i
		far := vx + (x-vx)*(y-vy)/(s.h-vy+s.n(60))
		s.fill((&path{}).stroke(max(s.n(2), one), pt{far, y}, pt{x, s.h + one}), s.lit(mat{c: wood.dim(80)}), 150)
	}
	s.k.ground(s, y)
	s.rug()
	s.corner(r, 1000-side)
	return stage{ground: s.y(900), back: s.y(820), scale: 100, air: s.y(400)}
}

// pane is a window with the sky behind it.
func (s *scene) pane(cx, cy, w, h int64) {
	frame := mat{c: 0xf4f0e8, form: face}
	s.shape(s.path().rect(cx-w/2-s.n(16), cy-h/2-s.n(16), w+s.n(32), h+s.n(32), s.n(6)), frame)
	sky := s.path().rect(cx-w/2, cy-h/2, w, h, 0)
	if m, ok := s.c.cover(sky); ok {
		st := s.skyStops()
		k := (&ink{}).stops(stop{0, st[0]}, stop{110, st[1]}, stop{200, st[2]}, stop{255, st[3]})
		s.c.paint(m, k.along(pt{cx, cy - h/2}, pt{cx, cy + h/2}))
	}
	hill := s.path()
	hill.move(pt{cx - w/2, cy + h/2}).line(pt{cx - w/2, cy + h/4}).quad(pt{cx - w/6, cy + h/8}, pt{cx, cy + h/4})
	hill.quad(pt{cx + w/4, cy + h*3/8}, pt{cx + w/2, cy + h/5}).line(pt{cx + w/2, cy + h/2}).close()
	s.shape(hill, mat{c: s.grass(), form: land, depth: 120, bare: true})
	if s.light.night {
		s.fill((&path{}).ellipse(pt{cx + w/5, cy - h/4}, w/12, w/12), s.light.sun, 256)
	}
	bar := s.path().rect(cx-s.n(6), cy-h/2, s.n(12), h, 0)
	bar.rect(cx-w/2, cy-s.n(6), w, s.n(12), 0)
	s.shape(bar, frame)
	s.shape(s.path().rect(cx-w/2-s.n(30), cy+h/2+s.n(10), w+s.n(60), s.n(18), s.n(4)), frame)
	cloth := s.accents[1].mix(0xe8dcd0, 60)
	for _, d := range []int64{-1, 1} {
		x := cx + d*(w/2+s.n(10))
		p := s.path()
		p.move(pt{x - d*s.n(60), cy - h/2 - s.n(40)}).quad(pt{x - d*s.n(40), cy}, pt{x + d*s.n(6), cy + h/2 + s.n(50)})
		p.line(pt{x + d*s.n(70), cy + h/2 + s.n(50)}, pt{x + d*s.n(64), cy - h/2 - s.n(40)}).close()
		s.shape(p, mat{c: cloth, form: tall})
	}
	rod := s.path().rect(cx-w/2-s.n(90), cy-h/2-s.n(50), w+s.n(180), s.n(10), s.n(4))
	s.shape(rod, mat{c: 0x6a4a30, form: flat})
}

// frames hang on the wall, one for each word nobody knows, and one anyway.
// What is painted in them comes from the word.
func (s *scene) frames(r *rng, side int64) {
	words := append([]uint64{s.b.hash}, s.b.strangers...)
	for i, h := range words[:min(len(words), 3)] {
		w, tall := s.n(120+int64(h&31)), s.n(150+int64(h>>5&31))
		x := s.x(side) + s.n(190)*(int64(i)-int64(min(len(words), 3)-1)/2)
		y := s.y(300) + s.n(r.in(-30, 30))
		s.shape(s.path().rect(x-w/2-s.n(9), y-tall/2-s.n(9), w+s.n(18), tall+s.n(18), 0), mat{c: 0x7a5a38, form: face})
		s.shape(s.path().rect(x-w/2, y-tall/2, w, tall, 0), mat{c: 0xf4eee2, form: flat, bare: true})
		s.emblem(pt{x, y + tall/3}, tall*2/3, h)
	}
}

func (s *scene) rug() {
	c := s.accents[0].mix(0x8a4a4a, 60)
	o := pt{s.w / 2, s.y(910)}
	for i, k := range []col{c, c.lit(120), c.dim(40), s.accents[2].mix(0xe0d0c0, 80)} {
		w := s.n(430 - int64(i)*60)
		s.shape(s.path().ellipse(o, w, w*22/100), mat{c: k, form: flat, grain: 60, bare: true})
	}
}

// corner puts a plant or a lamp beside the subject.
func (s *scene) corner(r *rng, side int64) {
	x := s.x(side + (side-500)*r.in(20, 70)/100)
	y := s.horizon + s.n(r.in(30, 60))
	if r.chance(50) {
		sp := sprites()["lamp"]
		s.figure(sp, spot{o: pt{x, y}, s: s.n(430)}, dressed(sp, nil, r))
		s.c.glow(pt{x, y - s.n(260)}, s.n(240), s.k.tone(s, 0xffd090), 70)
		return
	}
	pot := s.path().poly(pt{x - s.n(44), y - s.n(90)}, pt{x + s.n(44), y - s.n(90)}, pt{x + s.n(32), y}, pt{x - s.n(32), y})
	s.shape(pot, mat{c: 0xc87a4a, form: tall})
	for i := range int64(9) {
		a := turn/4 + (i-4)*turn/20 + r.in(-turn/50, turn/50)
		n := s.n(r.in(130, 230))
		b := pt{x, y - s.n(90)}
		tip := b.add(n*icos(a)>>14, -n*isin(a)>>14)
		m := b.to(tip, 150)
		d := n / 7
		p := s.path()
		p.move(b).quad(m.add(-d*isin(a)>>14, -d*icos(a)>>14), tip).quad(m.add(d*isin(a)>>14, d*icos(a)>>14), b).close()
		s.shape(p, mat{c: pick(r, col(0x3f8a4a), 0x5aa050, 0x2f7048), form: flat})
	}
}

func (s *scene) drawTable() stage {
	r := stream(s.key, "table")
	s.indoors()
	wall := s.wallColour(r).dim(40)
	y := s.horizon
	s.shape(s.path().rect(-one, -one, s.w+2*one, y+2*one, 0), mat{c: wall, form: face, grain: 60, bare: true})
	// Light from a window lies on the wall.
	lx := s.x(500 + s.side*180)
	s.c.soft(pt{lx, y * 45 / 100}, s.n(460), s.n(360), s.k.tone(s, s.lit(mat{c: wall}).lit(110)), 170)
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
	s.k.ground(s, y)
	s.garnish(r)
	return stage{ground: s.y(870), back: s.y(800), scale: 128, air: s.y(500), kind: onTable}
}

// cloth lies on the table, a corner hanging forward.
func (s *scene) cloth(r *rng, y int64) {
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
func (s *scene) garnish(r *rng) {
	if len(s.b.subjects) > 2 {
		return
	}
	for range r.in(1, 3) {
		name := pick(r, "apple", "pear", "lemon", "orange", "cup", "cherries")
		sp := sprites()[name]
		x := s.x(r.in(60, 240))
		if r.chance(50) {
			x = s.w - x
		}
		t := spot{o: pt{x, s.y(r.in(760, 800))}, s: s.n(150)}
		s.shadow(t)
		s.figure(sp, t, dressed(sp, nil, r))
	}
}
