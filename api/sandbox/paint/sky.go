package paint

// skyStops are the colours of the sky from the top to the horizon, graded.
func (s *scene) skyStops() [4]col {
	l := s.light
	return [4]col{s.k.tone(s, l.top), s.k.tone(s, l.mid), s.k.tone(s, l.low), s.k.tone(s, l.rim)}
}

// skyAt is the sky's colour at a height, 0 (top) … 256 (horizon).
func skyAt(st [4]col, t int64) col {
	t = clampTo(t, 0, 256) * 3
	i := min(t>>8, 2)
	return st[i].mix(st[i+1], t-i<<8)
}

// skyRamp fills the canvas from the top to the horizon, and on below it with
// the horizon's colour. With bands it is made of that many flat stripes. A
// little noise keeps dark skies from showing steps.
func (s *scene) skyRamp(bands int64) {
	st := s.skyStops()
	hz := max(s.horizon>>8, 1)
	s.c.rows(0, int64(s.c.h), func(y int64, row []uint32) {
		t := y * 256 * 16 / hz
		if bands > 0 {
			t = t * bands / 4096 * 4096 / bands
		}
		a := skyAt(st, t>>4)
		b := skyAt(st, t>>4+1)
		pa, pb := a.pixel(), b.pixel()
		if bands > 0 || pa == pb {
			for x := range row {
				row[x] = pa
			}
			return
		}
		f := uint32(t & 15)
		h := uint32(y)*0x9E3779B1 + 77
		for x := range row {
			h = h*1664525 + 1013904223
			if h>>28 < f {
				row[x] = pb
			} else {
				row[x] = pa
			}
		}
	})
}

// stars are drawn at night and a little at dusk, more the higher they stand.
func (s *scene) stars(n int64) {
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
func (s *scene) disc(rings int64) {
	if s.light.sunAt < 0 || s.b.weather&(storm|fog) != 0 || s.b.weather&rain != 0 && !s.light.night {
		return
	}
	r := s.sunSize()
	c := s.k.tone(s, s.light.sun)
	shine := s.k.tone(s, s.light.key)
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

func (s *scene) sunSize() int64 {
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
func (s *scene) moonFace(o pt, r int64, c col) {
	g := s.rng("moon")
	if g.chance(40) {
		st := s.skyStops()
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

// cloudAmount is how many clouds the weather wants, of 100.
func (s *scene) cloudAmount() int64 {
	w := s.b.weather
	switch {
	case w&(storm|cloudy) != 0:
		return 100
	case w&(rain|snowfall|fog) != 0:
		return 70
	case w&rainbow != 0:
		return 60
	}
	return s.rng("clouds").in(20, 60)
}

// cloudTones are the lit and the dark colour of clouds under this light.
func (s *scene) cloudTones() (lit, dark col) {
	l := s.light
	lit = col(0xffffff).times(l.key).mix(l.rim, 60)
	dark = l.mid.mix(l.shade, 50).mix(lit, 90)
	if l.night {
		lit, dark = l.rim.mix(l.key, 60), l.mid
	}
	if s.b.weather&(storm|rain) != 0 {
		lit, dark = lit.mix(l.mid, 120), dark.dim(70)
	}
	if c, ok := s.b.tint("cloud"); ok {
		lit, dark = c.lit(90), c.dim(50)
	}
	return s.k.tone(s, lit), s.k.tone(s, dark)
}

// puffs are soft rounded clouds, flat below.
func (s *scene) puffs() {
	r := s.rng("puffs")
	lit, dark := s.cloudTones()
	for range s.cloudAmount() / 12 {
		o := pt{r.in(-s.w/10, s.w), s.horizon * r.in(8, 66) / 100}
		size := s.n(r.in(60, 150)) * (1100 - o.y*600/max(s.horizon, 1)) / 1000
		p := cloudShape(r, o, size, 6)
		m, ok := s.c.cover(p)
		if !ok {
			continue
		}
		lo, hi := p.box()
		k := (&ink{}).stops(stop{0, lit}, stop{120, lit.mix(dark, 60)}, stop{255, dark})
		k.along(lo, pt{lo.x + (hi.x-lo.x)/8, hi.y})
		k.alpha = r.in(150, 226)
		s.c.paint(m, k)
	}
}

// cloudShape is a heap of circles on a flat base.
func cloudShape(r *rng, o pt, size int64, n int64) *path {
	p := &path{}
	for i := range n {
		x := o.x - size + size*2*i/(n-1)
		mid := 100 - (i*2-n+1)*(i*2-n+1)*60/((n-1)*(n-1))
		rad := size * r.in(26, 46) / 100 * mid / 100
		p.ellipse(pt{x, o.y - rad*r.in(50, 90)/100}, rad, rad)
	}
	h := size * 26 / 100
	return p.rect(o.x-size*11/10, o.y-h, size*22/10, h, h/2)
}
