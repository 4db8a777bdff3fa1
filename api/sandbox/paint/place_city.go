package paint

// town is a place among buildings.
type town struct{ *scenery }

func (s town) city() stage {
	s.look.backdrop()
	r := s.rng("city")
	hz := s.horizon
	s.skyline(hz, 130, 470, 56, 190, "far towers")
	s.mist(hz, s.n(150))
	s.skyline(hz, 100, 400, 74, 110, "mid towers")
	s.skyline(hz, 60, 300, 104, 40, "near towers")
	s.neon(r, hz)
	// A waterfront or a wet square in front: the lights mirror in it.
	s.water.lay(hz+s.n(6), 0x2c4a66)
	if r.chance(50) || s.ashore() || len(s.b.subjects) == 0 {
		s.quay(r, s.y(860))
	}
	s.look.ground(hz + s.n(6))
	return stage{ground: s.y(910), back: s.y(880), water: hz + s.y(110), scale: 90, air: hz * 34 / 100}
}

// skyline is a row of buildings on a line.
func (s town) skyline(y, low, high, wide, depth int64, name string) {
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

// quay is a promenade in front, with lamps.
func (s town) quay(r *rng, y int64) {
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
			s.c.glow(o, s.n(70), s.tone(0xffc870), 90)
			s.lamp(o, s.n(40), 0xffd890)
			continue
		}
		s.shape(head, mat{c: 0xe8ecf0, form: ball})
	}
}

// neon puts glowing signs on the near buildings when it is dark.
func (s town) neon(r *rng, y int64) {
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
		s.c.glow(o, h, s.tone(c), 80)
		s.lamp(o, h/2, c)
	}
}
