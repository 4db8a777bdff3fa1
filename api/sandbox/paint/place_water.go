package paint

// water lays a mirror from y down: what stands above it upside down, broken
// by ripples, more of the water's own colour towards the viewer.
func (s *scene) water(y int64, c col) {
	if t, ok := s.b.tint("water"); ok {
		c = t
	}
	c = s.k.tone(s, c.times(s.light.amb).mix(s.light.mid, 60))
	deep := c.dim(70).pixel()
	near := c.pixel()
	y0 := clampTo(y>>8, 1, int64(s.c.h))
	h := max(int64(s.c.h)-y0, 1)
	t := tile()
	off := int64(s.seed & 0xffff)
	px := max(s.u>>8, 1)
	shine := s.k.tone(s, s.light.key).pixel()
	rough := int64(1)
	if s.b.weather&(storm|rain) != 0 {
		rough = 2
	}
	ky := off
	s.c.rows(y0, int64(s.c.h), func(py int64, row []uint32) {
		d := (py - y0) * 256 / h // 0 … 256
		sy := max(y0-1-(py-y0)*(200+d/4)/256, 0)
		src := s.c.pix[sy*int64(s.c.w):][:s.c.w]
		up := s.c.pix[max(sy-4*px/1024, 0)*int64(s.c.w):][:s.c.w]
		// Ripples are flat, and larger the nearer they are.
		kx := 32 * 256 * 1000 / (px * (40 + d))
		ky += 32 * 256 * 1000 / (px * (4 + d/9))
		amp := (px*(2+d/6)*rough)>>10 + 1
		keep := uint32(210 - d*110>>8)
		for x := range row {
			n := tex(t, off+int64(x)*kx, ky) - 128
			sx := clampTo(int64(x)+n*amp>>6, 0, int64(s.c.w)-1)
			base := over(near, deep, uint32(clampTo(128+n, 0, 256)))
			p := over(base, over(src[sx], up[(sx+int64(x))/2], 128), keep)
			if n > 104 {
				p = over(p, shine, uint32((n-104)*5))
			}
			row[x] = p
		}
	})
}

// glitter is the path of light the sun or the moon lays on water.
func (s *scene) glitter(y int64) {
	if s.light.sunAt < 0 || s.b.weather&(storm|fog|rain) != 0 {
		return
	}
	r := s.rng("glitter")
	c := s.k.tone(s, s.light.sun)
	for i := range int64(90) {
		t := i * 256 / 90
		py := y + (s.h-y)*t*t>>16
		wide := s.n(24) + s.n(110)*t>>8
		x := s.sun.x + r.in(-wide, wide)
		w := s.n(5) + s.n(30)*t>>8
		h := max(s.n(1)+s.n(3)*t>>8, one/2)
		s.c.fill((&path{}).ellipse(pt{x, py}, w, h), c, 150-t/3)
	}
}

// surf is a few crests of waves on open water.
func (s *scene) surf(y int64, n int64, c col) {
	r := s.rng("surf")
	high := int64(1)
	if s.b.weather&storm != 0 {
		n, high = n*2, 3
	}
	for i := range n {
		t := (i + 1) * 256 / n
		py := y + (s.h-y)*t*t>>16
		x := r.in(-s.w/10, s.w)
		w := s.n(40) + s.n(170)*t>>8
		h := (s.n(2) + s.n(9)*t>>8) * high
		p := s.path()
		p.move(pt{x, py}).quad(pt{x + w/2, py - h*2}, pt{x + w, py}).quad(pt{x + w/2, py - h}, pt{x, py})
		s.shape(p.close(), mat{c: c, form: flat, depth: 120 - t/3, alpha: 170, bare: true})
	}
}

func (s *scene) drawSea() stage {
	s.k.sky(s)
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
		s.flash()
	}
	s.water(hz, 0x2a6f9e)
	s.glitter(hz)
	s.surf(hz, 14, 0xeaf6fa)
	s.k.ground(s, hz)
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

// crown is a cliff above the water: a face of rock with grass on top.
func (s *scene) crown(r *rng, st stage) stage {
	dir := int64(1) // the side the land comes from
	if s.side < 0 {
		dir = -1
	}
	at := func(x, y int64) pt { return pt{s.w/2 + dir*s.x(x), s.y(y)} }
	top := s.horizon*1000/s.h + r.in(60, 90)
	rock := col(0x86756a)
	face := []pt{at(560, 1010), at(560, top-20), at(180, top), at(-120, top+6)}
	edge := []pt{face[3]}
	for i := int64(1); i < 9; i++ {
		step := at(-120-i*13+r.in(-18, 18), top+6+(1000-top)*i/9)
		face = append(face, step)
		edge = append(edge, step)
	}
	face = append(face, at(-260, 1010))
	s.shape(s.path().poly(face...), mat{c: rock, form: land, grain: 230})
	s.strata(r, at, top, rock)
	// Planes of the rock, lit and dark by turns.
	for i := 0; i+1 < len(edge); i++ {
		a, b := edge[i], edge[i+1]
		in := dir * s.n(r.in(40, 150))
		c := rock.dim(70)
		if i%2 == 0 {
			c = rock.lit(40)
		}
		p := s.path().poly(a, b, b.add(in, s.n(r.in(-10, 40))), a.add(in*3/4, s.n(r.in(10, 60))))
		s.shape(p, mat{c: c, form: flat, grain: 200, bare: true})
	}
	grass := s.path()
	grass.move(at(560, top+40)).line(at(560, top-24)).quad(at(200, top-16), at(-126, top+2))
	grass.line(at(-104, top+26), at(-70, top+20), at(-20, top+44), at(80, top+28), at(200, top+52), at(340, top+34)).close()
	s.shape(grass, mat{c: s.grass(), form: land, grain: 160, bare: true})
	s.spray(r, at(-260, 985), dir)
	st.ground, st.back = s.y(top+12), s.y(top+4)
	st.scale, st.air = 76, s.horizon*40/100
	return st
}

// strata are the broken planes of a cliff's face.
func (s *scene) strata(r *rng, at func(x, y int64) pt, top int64, rock col) {
	for i := range int64(34) {
		x, y := r.in(-60, 500), top+50+(960-top-50)*i/34
		w, h := r.in(50, 150), r.in(14, 46)
		c := rock.mix(pick(r, col(0x4a3c44), 0xb8a48e, 0x5f5a66), r.in(60, 130))
		x = max(x, w-60-(y-top)/4)
		p := s.path().poly(at(x-w, y+r.in(-6, 6)), at(x-w/3, y-h), at(x+w*2/3, y-h*2/3), at(x+w, y+r.in(0, 12)), at(x+w/4, y+h/2))
		s.shape(p, mat{c: c, form: flat, grain: 200, alpha: 200, bare: true})
	}
}

// spray is surf that breaks at the foot of the land.
func (s *scene) spray(r *rng, o pt, dir int64) {
	for range 46 {
		q := o.add(dir*s.n(r.in(-190, 330)), s.n(r.in(-26, 30)))
		n := s.n(r.in(5, 22))
		s.c.fill((&path{}).ellipse(q, n*3/2, n), s.k.tone(s, s.lit(mat{c: 0xf2f8fa})), r.in(60, 170))
	}
}

// ashore says whether something wants to stand on land.
func (s *scene) ashore() bool {
	for _, sub := range s.b.subjects {
		if sub.sprite.at == onGround || sub.sprite.at == onTable {
			return true
		}
	}
	return false
}

// shore is land in front of the water.
func (s *scene) shore(r *rng, y int64) {
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

func (s *scene) drawBeach() stage {
	s.k.sky(s)
	r := s.rng("beach")
	hz := s.horizon
	s.water(hz, 0x2a9ab0)
	s.glitter(hz)
	s.surf(hz, 8, 0xeaf6fa)
	// Foam, then dry sand.
	y := hz + (s.h-hz)*48/100
	lean := s.y(r.in(-60, 60))
	for i, c := range []col{0x9fd8d8, 0xf6fbfb, 0xd8c090, 0xecd6a4} {
		d := s.y(int64(i) * 16)
		p := s.path()
		p.move(pt{-one, s.h + one}).line(pt{-one, y + d - lean})
		p.cubic(pt{s.w / 3, y + d + s.y(40)}, pt{s.w * 2 / 3, y + d - s.y(30)}, pt{s.w + one, y + d + lean})
		p.line(pt{s.w + one, s.h + one}).close()
		s.shape(p, mat{c: c, form: land, grain: 110, depth: 10, bare: true})
	}
	s.k.ground(s, y+s.y(60))
	side := pick(r, int64(70), 930)
	d := dressed(sprites()["palm"], nil, r)
	s.figure(sprites()["palm"], spot{o: pt{s.x(side), y + s.y(150)}, s: s.n(r.in(480, 600)), flip: side > 500}, d)
	return stage{ground: s.y(890), back: y + s.y(130), water: hz + s.y(120), scale: 95, air: hz * 50 / 100}
}

func (s *scene) drawLake() stage {
	s.k.sky(s)
	r := s.rng("lake")
	hz := s.horizon
	s.peaks(hz, s.n(r.in(170, 260)), 150, r)
	s.mistAt(hz, s.n(40))
	s.hill(hz+s.y(4), s.n(26), 200, 4, s.grass().mix(0x24584a, 120), 90, "bank")
	s.copse(r, hz+s.y(6), s.n(20), s.n(80), 10, 80)
	s.pines(r, hz+s.y(8), s.n(20), s.n(90), 12, 80)
	s.water(hz+s.y(14), 0x2f7a94)
	s.glitter(hz + s.y(14))
	s.k.ground(s, hz+s.y(14))
	s.reeds(r)
	st := stage{ground: s.y(880), back: s.y(860), water: s.y(720), scale: 90, air: hz * 45 / 100}
	if s.ashore() {
		s.shore(r, s.y(820))
	}
	return st
}

// reeds stand at the lower corners.
func (s *scene) reeds(r *rng) {
	for i := range int64(26) {
		x := s.x(r.in(-20, 190))
		if i%2 == 0 {
			x = s.w - x
		}
		h := s.n(r.in(90, 230))
		lean := s.n(r.in(-30, 30))
		b := pt{x, s.h + one}
		p := s.path().poly(b.add(-s.n(4), 0), b.add(lean, -h), b.add(s.n(4), 0))
		s.shape(p, mat{c: s.grass().mix(0x2f5a3a, 130), form: flat, bare: true})
	}
}
