package paint

// schnell is flux-schnell: bold and geometric. Few corners, few flat colours,
// every shape split into a light and a dark half, the sky in rings.
var schnell = look{
	id: "flux-schnell", coarse: 3, haze: 170,
	tone:   schnellTone,
	shape:  schnellShape,
	sky:    schnellSky,
	ground: schnellGround,
	behind: func(*scene) {},
	finish: func(s *scene) { s.grain(9) },
}

// schnellTone keeps few levels of each channel, so that colours become those
// of a poster.
func schnellTone(_ *scene, c col) col {
	c = c.sat(370).contrast(300)
	r, g, b := c.parts()
	q := func(v int64) int64 { return (v + 21) / 42 * 42 }
	return rgb(q(r), q(g), q(b)).mix(0xf2e4cc, 26)
}

func schnellShape(s *scene, p *path, m mat) {
	mk, ok := s.c.cover(p)
	if !ok {
		return
	}
	lo, hi := p.box()
	c := s.lit(m)
	a, b := c.lit(34), c.mix(s.k.tone(s, s.light.shade), 96)
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

func schnellSky(s *scene) {
	s.skyRamp(6)
	st := s.skyStops()
	// Rings around the sun, or wedges from it, as the seed says.
	r := s.rng("rays")
	if r.chance(50) {
		for i := int64(7); i > 0; i-- {
			n := s.n(70) * i
			c := skyAt(st, 256-i*30).mix(s.k.tone(s, s.light.sun), 130-i*14)
			s.c.fill((&path{coarse: 4}).ellipse(s.sun, n, n), c, 256)
		}
	} else {
		far := s.w + s.h
		n := r.in(9, 14)
		for i := range n {
			a, b := i*turn/n, i*turn/n+turn/(2*n)
			p := (&path{}).poly(s.sun, s.sun.add(far*icos(a)>>14, far*isin(a)>>14), s.sun.add(far*icos(b)>>14, far*isin(b)>>14))
			s.c.fill(p, s.k.tone(s, s.light.rim), 80)
		}
	}
	s.stars(90)
	if s.light.sunAt >= 0 {
		n := s.sunSize() * 3 / 2
		s.c.fill((&path{}).ellipse(s.sun, n, n), s.k.tone(s, s.light.sun), 256)
		if s.light.night {
			s.moonFace(s.sun, n, s.k.tone(s, s.light.sun))
		}
	}
	s.bow()
	s.slabs()
}

// slabs are clouds out of triangles and bars.
func (s *scene) slabs() {
	r := s.rng("slabs")
	lit, dark := s.cloudTones()
	for range s.cloudAmount() / 14 {
		o := pt{r.in(0, s.w), s.horizon * r.in(10, 60) / 100}
		n := s.n(r.in(60, 130))
		s.c.fill((&path{}).poly(o.add(-n, 0), o.add(-n/4, -n/2), o.add(n/5, -n/5), o.add(n/2, -n*2/5), o.add(n, 0)), lit, 256)
		s.c.fill((&path{}).poly(o.add(-n/4, -n/2), o.add(n/5, -n/5), o.add(n/4, 0), o.add(-n/8, 0)), dark, 200)
	}
}

// schnellGround lays large flat triangles over the ground.
func schnellGround(s *scene, y int64) {
	r := s.rng("facets")
	c := s.k.tone(s, s.light.shade)
	l := s.k.tone(s, s.light.key)
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
