package paint

func (s *schnell) backdrop() {
	s.sky.ramp(6)
	st := s.sky.stops()
	// Rings around the sun, or wedges from it, as the seed says.
	r := s.rng("rays")
	if r.chance(50) {
		for i := int64(7); i > 0; i-- {
			n := s.n(70) * i
			c := skyAt(st, 256-i*30).mix(s.tone(s.light.sun), 130-i*14)
			s.c.fill((&path{coarse: 4}).ellipse(s.sun, n, n), c, 256)
		}
	} else {
		far := s.w + s.h
		n := r.in(9, 14)
		for i := range n {
			a, b := i*turn/n, i*turn/n+turn/(2*n)
			p := (&path{}).poly(s.sun, s.sun.add(far*icos(a)>>14, far*isin(a)>>14), s.sun.add(far*icos(b)>>14, far*isin(b)>>14))
			s.c.fill(p, s.tone(s.light.rim), 80)
		}
	}
	s.sky.stars(90)
	if s.light.sunAt >= 0 {
		n := s.sky.sunSize() * 3 / 2
		s.c.fill((&path{}).ellipse(s.sun, n, n), s.tone(s.light.sun), 256)
		if s.light.night {
			s.sky.moonFace(s.sun, n, s.tone(s.light.sun))
		}
	}
	s.sky.bow()
	s.slabs()
}

// slabs are clouds out of triangles and bars.
func (s *schnell) slabs() {
	r := s.rng("slabs")
	lit, dark := s.sky.cloudTones()
	for range s.sky.cloudAmount() / 14 {
		o := pt{r.in(0, s.w), s.horizon * r.in(10, 60) / 100}
		n := s.n(r.in(60, 130))
		s.c.fill((&path{}).poly(o.add(-n, 0), o.add(-n/4, -n/2), o.add(n/5, -n/5), o.add(n/2, -n*2/5), o.add(n, 0)), lit, 256)
		s.c.fill((&path{}).poly(o.add(-n/4, -n/2), o.add(n/5, -n/5), o.add(n/4, 0), o.add(-n/8, 0)), dark, 200)
	}
}
