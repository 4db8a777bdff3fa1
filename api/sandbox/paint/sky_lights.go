package paint

// stars are drawn at night and a little at dusk, more the higher they stand.
func (s *sky) stars(n int64) {
	switch {
	case s.b.place == space || s.b.hour == night && s.b.weather&(rain|snowfall|storm|cloudy|fog) == 0:
	case s.b.hour == dusk && s.b.weather == 0:
		n /= 3
	default:
		return
	}
	r := s.rng("stars")
	for range n {
		o := pt{r.in(0, s.w), r.in(0, s.horizon)}
		fade := 256 - o.y*200/max(s.horizon, 1)
		size := s.n(1) + s.n(1)*r.below(200)/100
		c := pick(r, col(0xffffff), 0xfff0d0, 0xcfe0ff)
		if r.chance(6) {
			size *= 2
			s.c.glow(o, size*6, c, fade/2)
		}
		s.c.fill((&path{}).ellipse(o, size/2+one/3, size/2+one/3), c, fade)
	}
}

// disc paints the sun or the moon with its shine. rings is for styles that
// draw the shine as circles.
func (s *sky) disc(rings int64) {
	if s.light.sunAt < 0 || s.b.weather&(storm|fog) != 0 || s.b.weather&rain != 0 && !s.light.night {
		return
	}
	r := s.sunSize()
	c := s.tone(s.light.sun)
	shine := s.tone(s.light.key)
	for i := rings; i > 0; i-- {
		s.c.fill((&path{}).ellipse(s.sun, r+r*i*2/3, r+r*i*2/3), shine, 40)
	}
	s.c.fill((&path{}).ellipse(s.sun, r, r), c, 256)
	if s.light.night {
		s.moonFace(s.sun, r, c)
	}
	if rings == 0 {
		s.c.glow(s.sun, r*6, shine, 70)
		s.c.glow(s.sun, r*5/2, shine, 110)
	}
}

func (s *sky) sunSize() int64 {
	switch {
	case s.light.night:
		return s.n(38)
	case s.light.sunAt < 200:
		return s.n(58)
	}
	return s.n(36)
}

// moonFace adds the dark patches of a full moon, or makes it a crescent, as
// the seed says.
func (s *sky) moonFace(o pt, r int64, c col) {
	g := s.rng("moon")
	if g.chance(40) {
		st := s.stops()
		cut := skyAt(st, o.y*256/max(s.horizon, 1))
		s.c.fill((&path{}).ellipse(o.add(s.side*r*2/5, -r/6), r*9/10, r*9/10), cut, 236)
		return
	}
	for range 7 {
		a, d := g.in(0, turn-1), g.in(0, r*6/10)
		q := o.add(d*icos(a)>>14, d*isin(a)>>14)
		n := r * g.in(8, 24) / 100
		s.c.fill((&path{}).ellipse(q, n, n), c.mix(0x8a8fa0, 120), 120)
	}
}

// bow is a rainbow over the horizon.
func (s *sky) bow() {
	if s.b.weather&rainbow == 0 {
		return
	}
	r := s.rng("bow")
	o := pt{s.x(r.in(350, 650)), s.horizon + s.n(60)}
	rad := s.n(r.in(480, 560))
	for i, c := range []col{0xe03a3a, 0xf08a2e, 0xf5d83a, 0x4ab84a, 0x3a8ae0, 0x6a4ad0} {
		q := rad - s.n(15)*int64(i)
		pts := make([]pt, 0, 60)
		for j := range int64(60) {
			a := j * turn / 2 / 59
			pts = append(pts, pt{o.x + q*icos(a)>>14, o.y - q*isin(a)>>14})
		}
		s.c.fill((&path{}).stroke(s.n(16), pts...), s.tone(c), 130)
	}
}
