package paint

// streets is a town seen from the ground.
type streets struct{ town }

func (s streets) street() stage {
	s.look.backdrop()
	r := s.rng("street")
	hz := s.horizon
	vx := s.x(r.in(400, 600))
	s.skyline(hz, 60, 240, 46, 190, "street end")
	s.mist(hz, s.n(100))
	road := s.path().poly(pt{vx, hz}, pt{s.w * 6 / 5, s.h + one}, pt{-s.w / 5, s.h + one})
	s.shape(road, mat{c: 0x4c505c, form: land, depth: 10, grain: 90, bare: true})
	for _, dir := range []int64{-1, 1} {
		s.row(r, vx, hz, dir)
	}
	wet := s.b.weather&(rain|storm) != 0 || s.light.night || s.b.hour == dusk
	s.kerb(vx, hz, wet)
	s.look.ground(hz + s.y(40))
	return stage{ground: s.y(900), back: hz + s.y(230), scale: 92, air: hz * 40 / 100}
}

// row is one side of a street: houses in perspective towards vx.
func (s streets) row(r *rng, vx, hz, dir int64) {
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
		s.storeys(r, facadeQuad{x0, x1, t0, t1, tall, hz, s.h}, c, max(depth, 0))
	}
}

// facadeQuad is a house front seen at an angle.
type facadeQuad struct {
	x0, x1, t0, t1 int64 // where it begins and ends, and how near that is
	tall           int64
	hz, h          int64 // the horizon and the height of the canvas
}

// at maps u, v in 0 … 256 (along, up) to the canvas.
func (f facadeQuad) at(u, v int64) pt {
	// Even steps along the wall come closer together far away.
	t := f.t0 * f.t1 * 256 / (f.t1*256 - (f.t1-f.t0)*u)
	x := f.x0
	if f.t1 != f.t0 {
		x += (f.x1 - f.x0) * (t - f.t0) / (f.t1 - f.t0)
	}
	low, high := f.hz+f.h*30/100*t>>8, f.hz-f.h*f.tall/100*t>>8
	return pt{x, low + (high-low)*v>>8}
}

// storeys are the windows and signs of a house front.
func (s streets) storeys(r *rng, f facadeQuad, c col, depth int64) {
	lights := s.windowLights()
	cols, floors := r.in(3, 5), f.tall/14
	quad := func(u0, u1, v0, v1 int64) *path {
		return s.path().poly(f.at(u0, v0), f.at(u1, v0), f.at(u1, v1), f.at(u0, v1))
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
	o := f.at(u+15, v+30)
	s.c.glow(o, s.n(110)*f.t1>>7, s.tone(sign), 110)
	s.lamp(o, s.n(40)*f.t1>>7, sign)
}
