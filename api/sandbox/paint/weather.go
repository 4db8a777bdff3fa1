package paint

// weather is what falls, drifts or strikes in front of everything.
func (s *scene) weather() {
	w := s.b.weather
	if !s.b.place.underSky() {
		return
	}
	if w&fog != 0 {
		s.drift()
	}
	if w&(rain|storm) != 0 {
		s.pour()
	}
	if w&snowfall != 0 {
		s.flakes()
	}
}

// drift is fog in banks, thickest at the horizon.
func (s *scene) drift() {
	t := tile()
	px := max(s.u>>8, 1)
	src := s.k.tone(s, s.light.haze).pixel()
	off := int64(s.seed >> 8 & 0xffff)
	hz := s.horizon >> 8
	s.c.rows(0, int64(s.c.h), func(y int64, row []uint32) {
		d := y - hz
		if d < 0 {
			d = -d
		}
		thick := 150 - min(d*260/px, 110)
		ky := y * 26 * 1024 / px
		for x := range row {
			n := tex(t, off+int64(x)*9*1024/px, ky)
			row[x] = over(row[x], src, uint32(clampTo(thick*(96+n)>>8, 0, 236)))
		}
	})
}

// pour is rain: long thin streaks, slanting more in a storm.
func (s *scene) pour() {
	r := s.rng("rain")
	lean, n := s.n(14), 420
	if s.b.weather&storm != 0 {
		lean, n = s.n(44), 620
	}
	c := s.k.tone(s, col(0xdfe8f2).mix(s.light.haze, 60))
	far, near := &path{}, &path{}
	for i := range n {
		o := pt{r.in(-s.w/10, s.w), r.in(-s.h/10, s.h)}
		l := s.n(r.in(26, 90))
		p, w := far, max(s.n(1), one*2/3)
		if i%5 == 0 {
			p, w = near, max(s.n(2), one)
			l = l * 3 / 2
		}
		d := lean * l / s.n(90)
		p.poly(o, o.add(w, 0), o.add(w-d, l), o.add(-d, l))
	}
	s.c.fill(far, c, 80)
	s.c.fill(near, c, 120)
}

// flakes are snow, some of it close to the eye.
func (s *scene) flakes() {
	r := s.rng("snow")
	p := &path{}
	for range 420 {
		n := s.n(1) + s.n(r.in(4, 30))/10
		p.ellipse(pt{r.in(0, s.w), r.in(0, s.h)}, n, n)
	}
	s.c.fill(p, s.k.tone(s, 0xffffff), 210)
	for range 26 {
		n := s.n(r.in(6, 15))
		s.c.soft(pt{r.in(0, s.w), r.in(0, s.h)}, n, n, s.k.tone(s, 0xffffff), 190)
	}
}

// flash is a bolt of lightning with its light on the clouds.
func (s *scene) flash() {
	r := s.rng("flash")
	at := pt{s.x(r.in(150, 850)), s.horizon / 8}
	s.c.glow(at, s.n(420), s.k.tone(s, 0xb8c8ff), 110)
	p := &path{}
	s.bolt(r, p, at, s.horizon-at.y, s.n(5), 2)
	s.c.fill(p.outline(s.n(7)), s.k.tone(s, 0xb8c8ff), 70)
	s.c.fill(p, s.k.tone(s, 0xfdfdff), 256)
}

func (s *scene) bolt(r *rng, p *path, o pt, length, w int64, forks int) {
	pts := []pt{o}
	for i := range int64(9) {
		o = o.add(s.n(r.in(-36, 36)), length/9)
		pts = append(pts, o)
		if forks > 0 && i > 1 && r.chance(26) {
			s.bolt(r, p, o, length/3, max(w/2, one), forks-1)
		}
	}
	p.stroke(w, pts...)
}

// beacon lets the light of a lighthouse sweep when it is dark enough.
func (s *scene) beacon(t spot) {
	if s.light.amb.luma() > 175 && s.b.weather&(fog|storm) == 0 {
		return
	}
	o := t.place(0, 815*fine)
	c := s.k.tone(s, 0xffeeb0)
	tilt := s.rng("beacon").in(turn/90, turn/28)
	for _, a := range []int64{tilt, turn/2 + tilt} {
		far, wide := t.s*3/2, int64(turn/70)
		tip := func(a int64) pt { return o.add(far*icos(a)>>14, -far*isin(a)>>14) }
		m, ok := s.c.cover((&path{}).poly(o, tip(a-wide), tip(a+wide)))
		if !ok {
			continue
		}
		r, g, b := c.parts()
		for y := range m.h {
			row := s.c.pix[(m.y+y)*s.c.w+m.x:][:m.w]
			for x, v := range m.cov[y*m.w:][:m.w] {
				if v == 0 {
					continue
				}
				d := int64(m.x+x)<<8 - o.x
				f := max(256-max(d, -d)*256/far, 0) * int64(v) * 120 >> 16
				row[x] = plus(row[x], uint32(r*f>>8), uint32(g*f>>8), uint32(b*f>>8))
			}
		}
	}
	s.c.glow(o, t.s/5, c, 170)
}

// bow is a rainbow over the horizon.
func (s *scene) bow() {
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
		s.c.fill((&path{}).stroke(s.n(16), pts...), s.k.tone(s, c), 130)
	}
}
