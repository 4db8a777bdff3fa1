package paint

// schnell is flux-schnell: bold and geometric. Few corners, few flat colours,
// every shape split into a light and a dark half, the sky in rings.
type schnell struct{ hand }

// tone keeps few levels of each channel, so that colours become those
// of a poster.
func (s *schnell) tone(c col) col {
	c = c.sat(370).contrast(300)
	r, g, b := c.parts()
	q := func(v int64) int64 { return (v + 21) / 42 * 42 }
	return rgb(q(r), q(g), q(b)).mix(0xf2e4cc, 26)
}

func (s *schnell) shape(p *path, m mat) {
	mk, ok := s.c.cover(p)
	if !ok {
		return
	}
	lo, hi := p.box()
	c := s.lit(m)
	a, b := c.lit(34), c.mix(s.tone(s.light.shade), 96)
	k := &ink{}
	switch m.form {
	case wire, emit:
		k.stops(stop{0, c})
	case land:
		k.stops(stop{0, a}, stop{126, a}, stop{129, c}, stop{255, c})
		k.along(pt{lo.x + (hi.x-lo.x)/3, lo.y}, pt{lo.x + (hi.x-lo.x)*2/3, lo.y + s.n(260)})
	default:
		k.stops(stop{0, a}, stop{126, a}, stop{129, b}, stop{255, b})
		x0, x1 := lo.x, hi.x
		if s.side > 0 {
			x0, x1 = hi.x, lo.x
		}
		k.along(pt{x0, lo.y + (hi.y-lo.y)/3}, pt{x1, hi.y - (hi.y-lo.y)/3})
	}
	k.alpha = m.alpha
	s.c.paint(mk, k)
}

// ground lays large flat triangles over the ground.
func (s *schnell) ground(y int64) {
	r := s.rng("facets")
	c := s.tone(s.light.shade)
	l := s.tone(s.light.key)
	for i := range int64(9) {
		x := s.w * (i - 1) / 7
		w := s.w / 6
		p := (&path{}).poly(pt{x, s.h}, pt{x + r.in(0, w), y + r.in(s.n(10), (s.h-y)/2)}, pt{x + w*2, s.h})
		if i%2 == 0 {
			s.c.fill(p, c, 40)
			continue
		}
		s.c.fill(p, l, 30)
	}
}

func (s *schnell) finish() { s.c.grain(9, s.key) }
