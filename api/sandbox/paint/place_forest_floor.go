package paint

// floor scatters leaves over the ground in autumn, flowers in spring.
func (s woods) floor(r *rng, y int64) {
	if s.snowy() {
		return
	}
	for i := range int64(170) {
		t := i * 256 / 170
		o := pt{r.in(0, s.w), y + (s.h-y)*t*t>>16}
		size := s.n(3) + s.n(9)*t>>8
		c := s.foliage(r)
		if s.b.season == noSeason && r.chance(80) {
			c = c.mix(pick(r, col(0x8fbf4a), 0x3a6a2a), 130)
		}
		turned := s.path()
		a := r.in(0, turn-1)
		dx, dy := size*icos(a)>>14, size*isin(a)>>15
		turned.poly(o.add(dx, dy), o.add(-dy, dx/2), o.add(-dx, -dy), o.add(dy, -dx/2))
		s.fill(turned, s.lit(mat{c: c}), 256)
	}
}

// fireflies glow in a dark wood.
func (s woods) fireflies(r *rng) {
	if !s.light.night && s.b.hour != dusk {
		return
	}
	for range 34 {
		o := pt{r.in(0, s.w), r.in(s.h/3, s.h)}
		c := s.tone(0xf8f07a)
		s.c.glow(o, s.n(r.in(10, 22)), c, 200)
		s.c.fill((&path{}).ellipse(o, s.n(2), s.n(2)), c.lit(120), 256)
	}
}

// ferns frame the lower corners.
func (s woods) ferns(r *rng) {
	c := s.foliage(r).mix(0x1f4a2a, 120)
	for i := range int64(14) {
		x := s.x(r.in(-30, 240))
		if i%2 == 0 {
			x = s.w - x
		}
		b := pt{x, s.h + s.n(10)}
		a := turn/4 + r.in(-turn/8, turn/8)
		n := s.n(r.in(90, 200))
		tip := b.add(n*icos(a)>>14, -n*isin(a)>>14)
		p := s.path()
		for j := int64(1); j < 8; j++ {
			q := b.to(tip, j*32)
			l := n * (9 - j) / 26
			for _, d := range []int64{-1, 1} {
				e := a + d*turn/7
				o := q.add(l*icos(e)>>14, -l*isin(e)>>14)
				p.poly(q, q.to(o, 128).add(l/6, l/8), o)
			}
		}
		p.stroke(s.n(4), b, tip)
		s.shape(p, mat{c: c, form: flat, bare: true})
	}
}
