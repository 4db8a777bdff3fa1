package paint

// peaks is a range of mountains standing on base, of about the given height.
func (s *scene) peaks(base, height, depth int64, r *rng) {
	n := r.in(4, 6)
	for i := range n {
		// The ones at the sides first, so that the middle stands in front.
		k := i / 2
		if i%2 == 1 {
			k = n - 1 - i/2
		}
		x := s.w*(2*k+1)/(2*n) + s.x(r.in(-70, 70))
		h := height * r.in(65, 125) / 100
		s.peak(pt{x, base}, h*r.in(110, 150)/100, h, depth, r)
	}
}

// peak is one mountain: a lit face, a dark face, snow on top.
func (s *scene) peak(o pt, half, h, depth int64, r *rng) {
	rock := pick(r, col(0x6f7f96), 0x7a8290, 0x66788a)
	switch s.b.place {
	case desert:
		rock = pick(r, col(0xb8744a), 0xa8603c)
	case arctic:
		rock = 0xa8bccc
	default:
	}
	if c, ok := s.b.tint("place"); ok && s.b.place == mountains {
		rock = c
	}
	top := pt{o.x + half*r.in(-16, 16)/100, o.y - h}
	l := s.crag(pt{o.x - half, o.y + s.n(4)}, top, h/14, r)
	rt := s.crag(top, pt{o.x + half, o.y + s.n(4)}, h/14, r)
	mid := s.crag(top, pt{o.x + half*r.in(-22, 22)/100, o.y + s.n(4)}, h/9, r)
	face := s.path()
	face.open = append(append([]pt(nil), l...), rt...)
	s.shape(face.close(), mat{c: rock, form: land, depth: depth, grain: 200, bare: true})
	dark := s.path()
	dark.open = append([]pt(nil), mid...)
	edge := rt
	if s.side > 0 {
		edge = l
	}
	for i := range edge {
		if s.side > 0 {
			dark.open = append(dark.open, edge[i])
		} else {
			dark.open = append(dark.open, edge[len(edge)-1-i])
		}
	}
	s.shape(dark.close(), mat{c: rock.mix(0x2a3050, 110), form: land, depth: depth, grain: 200, bare: true})
	if s.b.place != desert && h > s.n(70) {
		s.cap(l, rt, mid, top, h, depth, r)
	}
}

// crag is a line from a to b with kinks.
func (s *scene) crag(a, b pt, kink int64, r *rng) []pt {
	n := int64(9)
	if s.k.coarse > 0 {
		n, kink = 2, 0
	}
	out := []pt{a}
	for i := int64(1); i < n; i++ {
		p := a.to(b, i*256/n)
		out = append(out, p.add(r.in(-kink, kink)/2, r.in(-kink, kink)))
	}
	return append(out, b)
}

// cap is the snow of a peak: the part of both faces above a ragged line.
func (s *scene) cap(l, rt, mid []pt, top pt, h, depth int64, r *rng) {
	line := top.y + h*r.in(26, 44)/100
	if s.snowy() {
		line = top.y + h*70/100
	}
	side := func(edge []pt, c col) {
		p := s.path()
		p.open = append(p.open, top)
		low := top
		for _, q := range edge {
			if q.y > line {
				break
			}
			p.open = append(p.open, q)
			low = q
		}
		end := top
		for _, q := range mid {
			if q.y > line {
				break
			}
			end = q
		}
		// The ragged lower edge.
		for i := int64(1); i < 6; i++ {
			q := low.to(end, i*256/6)
			drop := h / 16
			if i%2 == 0 {
				drop = -h / 22
			}
			if s.k.coarse > 0 {
				drop /= 2
			}
			p.open = append(p.open, pt{q.x, max(q.y, line-h/12) + drop})
		}
		for i := len(mid) - 1; i >= 0; i-- {
			if mid[i].y <= line {
				p.open = append(p.open, mid[i])
			}
		}
		s.shape(p.close(), mat{c: c, form: flat, depth: depth * 3 / 4, bare: true})
	}
	up := make([]pt, len(l))
	for i := range l {
		up[i] = l[len(l)-1-i]
	}
	lit, dark := col(0xfbfdff), col(0xb4c4de)
	if s.side > 0 {
		lit, dark = dark, lit
	}
	side(up, lit)
	side(rt, dark)
}

func (s *scene) drawMountains() stage {
	s.k.sky(s)
	r := s.rng("mountains")
	hz := s.horizon
	s.peaks(hz+s.y(40), s.n(r.in(280, 350)), 190, r)
	s.mistAt(hz-s.y(30), s.n(90))
	s.peaks(hz+s.y(100), s.n(r.in(220, 310)), 110, r)
	s.mistAt(hz+s.y(10), s.n(60))
	s.hill(hz+s.y(40), s.n(50), 260, 4, s.grass().mix(0x24584a, 150), 80, "woods")
	s.pines(r, hz+s.y(50), s.n(50), s.n(70), 22, 80)
	near := hz + s.y(120)
	s.hill(near, s.n(44), 500, 3, s.grass().mix(0x4a7a4a, 70), 20, "slope")
	s.k.ground(s, near)
	s.pines(r, near+s.y(10), s.n(40), s.n(150), 7, 20)
	s.meadow(r, near+s.n(30))
	return stage{ground: s.y(890), back: near + s.y(60), scale: 95, air: hz * 40 / 100}
}

// pines is a row of conifers that leaves the middle free when they are large.
func (s *scene) pines(r *rng, y, spread, size int64, n int, depth int64) {
	s.depth = depth
	for range n {
		x := r.in(0, s.w)
		if size > s.n(100) {
			x = x * 30 / 100
			if r.chance(50) {
				x = s.w - x
			}
		}
		o := pt{x, y + r.in(-spread/3, spread/2)}
		s.plant("pine", o, size*r.in(60, 130)/100, r)
	}
	s.depth = 0
}

// mistAt is a bank of haze, strongest at y.
func (s *scene) mistAt(y, half int64) {
	c := s.k.tone(s, s.light.haze)
	src := c.pixel()
	s.c.rows((y-half)>>8, (y+half)>>8, func(py int64, row []uint32) {
		d := py<<8 - y
		if d < 0 {
			d = -d
		}
		a := uint32(ease(256-d*256/half) * s.k.haze * 110 >> 16)
		for x := range row {
			row[x] = over(row[x], src, a)
		}
	})
}

func (s *scene) drawRoad() stage {
	s.k.sky(s)
	r := s.rng("road")
	hz := s.horizon
	s.peaks(hz+s.y(40), s.n(r.in(130, 220)), 170, r)
	g, verge := s.grass(), "tree"
	switch {
	case s.b.names(desert):
		g, verge = 0xe0b070, "cactus"
	case s.b.names(forest) || s.b.names(mountains):
		verge = "pine"
	}
	s.hill(hz+s.y(10), s.n(26), 400, 3, g.mix(0x8a9aa0, 100), 140, "road far")
	if verge != "cactus" {
		s.copse(r, hz+s.y(16), s.n(30), s.n(50), 12, 120)
	}
	s.hill(hz+s.y(30), s.n(6), 700, 1, g, 40, "verge")
	s.k.ground(s, hz+s.y(30))
	vx := s.x(r.in(380, 620))
	s.roadway(vx, hz+s.y(22))
	for i := int64(5); i > 0; i-- {
		// Posts and trees come closer along the verge.
		y := hz + s.y(26) + s.y(40)/i
		off := s.n(60) + s.n(420)/i
		s.depth = i * 22
		s.plant(verge, pt{vx - off, y}, s.n(300)/i, r)
		s.plant(verge, pt{vx + off, y}, s.n(300)/i, r)
	}
	s.depth = 0
	return stage{ground: s.y(880), back: hz + s.y(170), scale: 100, air: hz * 45 / 100}
}

// roadway is a road straight to the horizon, with its markings.
func (s *scene) roadway(vx, top int64) {
	b := s.h + one*2
	cx := s.w / 2
	band := func(l0, r0, l1, r1 int64) *path {
		return s.path().poly(pt{vx + l1, top}, pt{vx + r1, top}, pt{cx + r0, b}, pt{cx + l0, b})
	}
	half, far := s.n(560), s.n(7)
	s.shape(band(-half, half, -far, far), mat{c: 0x565a66, form: land, depth: 10, grain: 90, bare: true})
	edge := s.n(16)
	s.shape(band(-half+edge, -half+edge*3, -far, -far+one), mat{c: 0xf2f0e6, form: wire, bare: true})
	s.shape(band(half-edge*3, half-edge, far-one, far), mat{c: 0xf2f0e6, form: wire, bare: true})
	for i := range int64(7) {
		t0, t1 := 256*256/(256+i*150), 256*256/(256+i*150+62)
		at := func(t, dx int64) pt {
			return pt{vx + ((cx-vx)+dx)*t>>8, top + (b-top)*t>>8}
		}
		w := s.n(13)
		p := s.path().poly(at(t1, -w), at(t1, w), at(t0, w), at(t0, -w))
		s.shape(p, mat{c: 0xf5d04a, form: wire, bare: true})
	}
}
