package paint

// facade is how one building of a skyline looks.
type facade struct {
	x, y, w, h int64 // the box, y is its foot
	c          col
	depth      int64
	lights     int64 // lit windows, of 100
	roof       int64
}

// windowLights says how many windows are lit at this hour, of 100.
func (s *scene) windowLights() int64 {
	switch s.b.hour {
	case night:
		return 55
	case dusk:
		return 45
	case sunset, dawn:
		return 22
	default:
	}
	if s.b.weather&(storm|rain|fog) != 0 {
		return 30
	}
	return 4
}

// skyline is a row of buildings on a line.
func (s *scene) skyline(y, low, high, wide, depth int64, name string) {
	r := s.rng(name)
	palette := []col{0x8a97a8, 0x9c8f86, 0x78869a, 0xa89a90, 0x6f7f8e, 0xb0a494}
	if c, ok := s.b.tint("place"); ok {
		palette = []col{c, c.lit(50), c.dim(50)}
	}
	for x := -s.n(wide); x < s.w; {
		w := s.n(r.in(wide*60/100, wide*140/100))
		// Taller towards the middle: a skyline has a centre.
		mid := 256 - min((x+w/2-s.w/2)*(x+w/2-s.w/2)/(s.w/2)*256/(s.w/2), 256)
		h := s.n(low + (high-low)*mid/256*r.in(30, 100)/100)
		s.building(facade{x, y, w, h, pick(r, palette...), depth, s.windowLights(), r.below(7)}, r)
		x += w + s.n(r.in(-4, 6))
	}
}

// building draws one building: front, side in shade, roof, windows.
func (s *scene) building(f facade, r *rng) {
	c := f.c
	if s.b.hour == night || s.b.hour == dusk {
		c = c.mix(0x2a3350, 110)
	}
	p := s.path()
	p.rect(f.x, f.y-f.h, f.w, f.h, 0)
	switch f.roof {
	case 0:
		p.rect(f.x+f.w/5, f.y-f.h-f.w/4, f.w*3/5, f.w/4+one, 0)
		p.rect(f.x+f.w*2/5, f.y-f.h-f.w/2, f.w/5, f.w/2, 0)
	case 1:
		p.poly(pt{f.x + f.w*2/5, f.y - f.h}, pt{f.x + f.w/2, f.y - f.h - f.w}, pt{f.x + f.w*3/5, f.y - f.h})
	case 2:
		p.poly(pt{f.x, f.y - f.h}, pt{f.x + f.w, f.y - f.h - f.w/3}, pt{f.x + f.w, f.y - f.h})
	case 3:
		p.ellipse(pt{f.x + f.w/2, f.y - f.h}, f.w*2/5, f.w/3)
	case 4:
		p.rect(f.x+f.w/6, f.y-f.h-f.w/8, f.w/6, f.w/8+one, 0)
	}
	s.shape(p, mat{c: c, form: face, depth: f.depth, grain: 60})
	side := s.path()
	sw := f.w * 30 / 100
	sx := f.x + f.w - sw
	if s.side > 0 {
		sx = f.x
	}
	side.rect(sx, f.y-f.h, sw, f.h, 0)
	s.shape(side, mat{c: c.mix(0x1c2244, 90), form: face, depth: f.depth, bare: true})
	if f.depth < 170 {
		s.windows(f, c, r)
	}
}

// windows are rows of panes on a building: glass by day, light by night.
func (s *scene) windows(f facade, c col, r *rng) {
	px := max(s.n(5), one*2)
	gapX, gapY := px*5/2, px*3
	if r.chance(40) {
		gapX = px * 3 / 2
	}
	glass := s.lit(mat{c: c.mix(0x9fc8e8, 90), depth: f.depth})
	dark := s.lit(mat{c: c.mix(0x101830, 120), depth: f.depth})
	warm := []col{0xffd98a, 0xffe9b8, 0xffc46a, 0xdff0ff}
	lit, unlit, shade := &path{}, &path{}, s.k.tone(s, pick(r, warm...))
	lit2, shade2 := &path{}, s.k.tone(s, pick(r, warm...))
	for y := f.y - f.h + gapY; y < f.y-gapY; y += gapY {
		for x := f.x + gapX/2; x < f.x+f.w-px; x += gapX {
			switch {
			case !r.chance(f.lights):
				unlit.rect(x, y, px, px*3/2, 0)
			case r.chance(50):
				lit.rect(x, y, px, px*3/2, 0)
			default:
				lit2.rect(x, y, px, px*3/2, 0)
			}
		}
	}
	if s.light.night || s.b.hour == dusk {
		glass = dark
	}
	s.c.fill(unlit, glass, 150-f.depth/3)
	s.c.fill(lit, shade, 256-f.depth/2)
	s.c.fill(lit2, shade2, 226-f.depth/2)
}

func (s *scene) drawCity() stage {
	s.k.sky(s)
	r := s.rng("city")
	hz := s.horizon
	s.skyline(hz, 130, 470, 56, 190, "far towers")
	s.mistAt(hz, s.n(150))
	s.skyline(hz, 100, 400, 74, 110, "mid towers")
	s.skyline(hz, 60, 300, 104, 40, "near towers")
	s.neon(r, hz)
	// A waterfront or a wet square in front: the lights mirror in it.
	s.water(hz+s.n(6), 0x2c4a66)
	if r.chance(50) || s.ashore() || len(s.b.subjects) == 0 {
		s.quay(r, s.y(860))
	}
	s.k.ground(s, hz+s.n(6))
	return stage{ground: s.y(910), back: s.y(880), water: hz + s.y(110), scale: 90, air: hz * 34 / 100}
}

// quay is a promenade in front, with lamps.
func (s *scene) quay(r *rng, y int64) {
	p := s.path().rect(-one, y, s.w+one*2, s.h-y+one, 0)
	s.shape(p, mat{c: 0x6a6a74, form: land, grain: 120, bare: true})
	s.shape(s.path().rect(-one, y-s.n(8), s.w+one*2, s.n(10), 0), mat{c: 0x8a8a92, form: flat, bare: true})
	on := s.windowLights() > 20
	x0 := s.x(r.in(20, 120))
	for i := range int64(5) {
		x := x0 + s.w*i*22/100
		h := s.n(170)
		s.shape(s.path().rect(x-s.n(3), y-h, s.n(6), h+s.n(30), 0), mat{c: 0x2c2f3a, form: tall, bare: true})
		o := pt{x, y - h}
		head := s.path().ellipse(o, s.n(13), s.n(11))
		if on {
			s.shape(head, mat{c: 0xffe0a0, form: emit})
			s.c.glow(o, s.n(70), s.k.tone(s, 0xffc870), 90)
			s.lamp(o, s.n(40), 0xffd890)
			continue
		}
		s.shape(head, mat{c: 0xe8ecf0, form: ball})
	}
}

// neon puts glowing signs on the near buildings when it is dark.
func (s *scene) neon(r *rng, y int64) {
	if s.windowLights() < 30 {
		return
	}
	for i := range int64(9) {
		c := s.accents[i%4].sat(400).lit(60)
		x, h := s.x(r.in(20, 960)), s.n(r.in(40, 120))
		top := y - s.n(r.in(20, 120)) - h
		w := s.n(r.in(9, 18))
		s.shape(s.path().rect(x, top, w, h, s.n(4)), mat{c: c, form: emit})
		o := pt{x + w/2, top + h/2}
		s.c.glow(o, h, s.k.tone(s, c), 80)
		s.lamp(o, h/2, c)
	}
}

func (s *scene) drawStreet() stage {
	s.k.sky(s)
	r := s.rng("street")
	hz := s.horizon
	vx := s.x(r.in(400, 600))
	s.skyline(hz, 60, 240, 46, 190, "street end")
	s.mistAt(hz, s.n(100))
	road := s.path().poly(pt{vx, hz}, pt{s.w * 6 / 5, s.h + one}, pt{-s.w / 5, s.h + one})
	s.shape(road, mat{c: 0x4c505c, form: land, depth: 10, grain: 90, bare: true})
	for _, dir := range []int64{-1, 1} {
		s.row(r, vx, hz, dir)
	}
	wet := s.b.weather&(rain|storm) != 0 || s.light.night || s.b.hour == dusk
	s.kerb(vx, hz, wet)
	s.k.ground(s, hz+s.y(40))
	return stage{ground: s.y(900), back: hz + s.y(230), scale: 92, air: hz * 40 / 100}
}

// row is one side of a street: houses in perspective towards vx.
func (s *scene) row(r *rng, vx, hz, dir int64) {
	edge := s.w - vx // how far to the side the wall is, near the viewer
	if dir < 0 {
		edge = vx
	}
	palette := []col{0xa86a52, 0x8a7a6e, 0x6f7f92, 0xb08a62, 0x7a6a78}
	// From far to near; t is how near, 256 at the viewer.
	cuts := []int64{14, 26, 46, 84, 150, 300}
	for i := 0; i+1 < len(cuts); i++ {
		t0, t1 := cuts[i], cuts[i+1]
		x0, x1 := vx+dir*edge*t0>>8, vx+dir*edge*t1>>8
		tall := r.in(90, 190)
		top := func(t int64) int64 { return hz - s.h*tall/100*t>>8 }
		foot := func(t int64) int64 { return hz + s.h*30/100*t>>8 }
		c := pick(r, palette...)
		depth := 150 - int64(i)*36
		p := s.path().poly(pt{x0, top(t0)}, pt{x1, top(t1)}, pt{x1, foot(t1)}, pt{x0, foot(t0)})
		if s.windowLights() > 30 {
			c = c.mix(0x1c2244, 120)
		}
		s.shape(p, mat{c: c.mix(0x1c2244, 30), form: face, depth: max(depth, 0), grain: 120, bare: true})
		s.storeys(r, facadeQuad{x0, x1, t0, t1, tall, hz}, c, max(depth, 0))
	}
}

// facadeQuad is a house front seen at an angle.
type facadeQuad struct{ x0, x1, t0, t1, tall, hz int64 }

// at maps u, v in 0 … 256 (along, up) to the canvas.
func (f facadeQuad) at(s *scene, u, v int64) pt {
	// Even steps along the wall come closer together far away.
	t := f.t0 * f.t1 * 256 / (f.t1*256 - (f.t1-f.t0)*u)
	x := f.x0
	if f.t1 != f.t0 {
		x += (f.x1 - f.x0) * (t - f.t0) / (f.t1 - f.t0)
	}
	low, high := f.hz+s.h*30/100*t>>8, f.hz-s.h*f.tall/100*t>>8
	return pt{x, low + (high-low)*v>>8}
}

// storeys are the windows and signs of a house front.
func (s *scene) storeys(r *rng, f facadeQuad, c col, depth int64) {
	lights := s.windowLights()
	cols, floors := r.in(3, 5), f.tall/14
	quad := func(u0, u1, v0, v1 int64) *path {
		return s.path().poly(f.at(s, u0, v0), f.at(s, u1, v0), f.at(s, u1, v1), f.at(s, u0, v1))
	}
	for j := range floors {
		v0 := 40 + j*216/floors
		v1 := v0 + 130/floors
		for i := range cols {
			u0 := 18 + i*238/cols
			u1 := u0 + 130/cols
			m := mat{c: c.mix(0x26344e, 150), form: flat, depth: depth, bare: true}
			if r.chance(lights) {
				m = mat{c: pick(r, col(0xffd98a), 0xffe9b8, 0xffb85a), form: emit, depth: depth}
			}
			p := quad(u0, u1, v0, v1)
			s.fill(p, s.lit(m), 240)
		}
	}
	s.fill(quad(10, 246, 2, 30), s.lit(mat{c: pick(r, s.accents[:]...).mix(0x2a3040, 90), depth: depth}), 256)
	if lights < 30 || !r.chance(80) {
		return
	}
	v := r.in(50, 130)
	u := r.in(20, 190)
	sign := pick(r, s.accents[:]...).sat(400).lit(60)
	s.shape(quad(u, u+30, v, v+r.in(40, 90)), mat{c: sign, form: emit})
	o := f.at(s, u+15, v+30)
	s.c.glow(o, s.n(110)*f.t1>>7, s.k.tone(s, sign), 110)
	s.lamp(o, s.n(40)*f.t1>>7, sign)
}

// kerb is the pavement's edge and the middle line; a wet street mirrors.
func (s *scene) kerb(vx, hz int64, wet bool) {
	b := s.h + one
	if wet {
		s.wet(hz + s.y(30))
	}
	for i := range int64(7) {
		t0, t1 := 256*256/(256+i*150), 256*256/(256+i*150+62)
		at := func(t, dx int64) pt { return pt{vx + (s.w/2-vx+dx)*t>>8, hz + (b-hz)*t>>8} }
		w := s.n(9)
		s.shape(s.path().poly(at(t1, -w), at(t1, w), at(t0, w), at(t0, -w)), mat{c: 0xe8e2c8, form: wire, alpha: 190, bare: true})
	}
}

// wet makes a street shine: what stands above it, smeared downwards.
func (s *scene) wet(y int64) {
	y0 := clampTo(y>>8, 1, int64(s.c.h))
	t := tile()
	px := max(s.u>>8, 1)
	s.c.rows(y0, int64(s.c.h), func(py int64, row []uint32) {
		sy := clampTo(y0-(py-y0)*3/2, 0, y0-1)
		src := s.c.pix[sy*int64(s.c.w):][:s.c.w]
		for x := range row {
			n := tex(t, int64(x)*20*1024/px, py*5*1024/px)
			a := uint32(max(n-70, 0)) * 3 / 4
			sx := clampTo(int64(x)+(n-128)*px>>14, 0, int64(s.c.w)-1)
			row[x] = over(row[x], src[sx], a)
		}
	})
}
