package paint

// country is open land.
type country struct{ *scenery }

func (s country) field() stage {
	s.look.backdrop()
	r := s.rng("field")
	hz, g := s.horizon, s.grass()
	if r.chance(60) {
		s.land.peaks(hz+s.y(60), s.n(r.in(130, 220)), 200, r)
	}
	s.land.hill(hz+s.y(10), s.n(40), 420, 3, g.mix(0x5a8a9a, 110), 150, "far")
	s.flora.copse(r, hz+s.y(14), s.n(40), s.n(46), 8, 130)
	mid := hz + s.y(70)
	s.land.hill(mid, s.n(60), 600, 2, g.mix(0x3f7a3a, 60), 80, "mid")
	s.depth = 60
	for range r.in(2, 5) {
		x := r.in(0, s.w)
		y := s.land.hillAt(x, mid, s.n(60), 600, 2, "mid") + s.n(12)
		s.flora.plant(pick(r, "tree", "tree", "pine"), pt{x, y}, s.n(r.in(110, 190)), r)
	}
	s.depth = 0
	near := hz + s.y(150)
	s.land.hill(near, s.n(36), 800, 2, g, 20, "near")
	s.look.ground(near)
	s.track(r, near)
	s.flora.meadow(r, near)
	return stage{ground: s.y(880), back: near + s.y(50), scale: 100, air: hz * 45 / 100}
}

// track is a way that winds to the horizon, now and then.
func (s country) track(r *rng, top int64) {
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
