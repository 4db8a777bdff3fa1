package paint

// devFast is flux-dev-fast: night drives and neon. Shapes are dark glass with
// glowing edges over a grid that runs to the horizon.
var devFast = look{
	id: "flux-dev-fast", haze: 200,
	tone:   neonTone,
	shape:  neonShape,
	sky:    neonSky,
	ground: neonGrid,
	behind: func(*scene) {},
	finish: func(s *scene) {
		for _, l := range s.lamps {
			s.c.glow(l.o, l.r*3, l.c.sat(400), 150)
		}
		s.bloom(96, 330)
		s.scanlines()
	},
}

// neonTone darkens what is painted without an edge that glows: backdrops,
// light on walls, mist. The sky brings colours of its own.
func neonTone(s *scene, c col) col {
	if s.raw {
		return c
	}
	return c.sat(330).times(0x8468c4).mix(0x10062c, 110)
}

// electric is the glowing version of a colour: greys become one of the two
// colours of the look.
func electric(s *scene, c col) col {
	r, g, b := c.parts()
	if max(r, g, b)-min(r, g, b) < 40 {
		if c.luma() > 120 {
			return 0x5ff2ff
		}
		return 0xb45cff
	}
	hot := hue(c.angle(), 250, 150)
	if s.side > 0 {
		return hot.mix(0xff4fd8, 40)
	}
	return hot.mix(0x4fe8ff, 30)
}

func neonShape(s *scene, p *path, m mat) {
	lo, hi := p.box()
	hot := electric(s, m.c)
	depth := clampTo(m.depth+s.depth, 0, 256)
	fog := s.light.low.mix(0x5a1a7a, 150).dim(60)
	if m.form == emit {
		mk, ok := s.c.cover(p)
		if !ok {
			return
		}
		k := (&ink{}).stops(stop{0, 0xffffff}, stop{120, m.c.lit(120)}, stop{255, hot})
		k.around(lo.to(hi, 128), (hi.x-lo.x)*5/8, (hi.y-lo.y)*5/8)
		k.alpha = m.alpha
		s.c.paint(mk, k)
		return
	}
	body := m.c.sat(360).times(0x9a80d0)
	top := body.mix(0x1a0a3c, 150).mix(fog, depth)
	low := col(0x0a0420).mix(body, 26).mix(fog, depth*3/4)
	if m.form == wire {
		s.c.fill(p, hot, 150*m.alpha>>8)
		return
	}
	if hi.x-lo.x >= 6*one && hi.y-lo.y >= 6*one && m.alpha >= 120 {
		// The edges first: inside, the shape covers them again.
		wide := max(s.n(5), one*2)
		s.c.fill(p.outline(wide), hot, (256-depth*7/8)*m.alpha>>8)
		if depth < 100 && !m.bare {
			s.c.fill(p.outline(wide*4/10), hot.lit(170), 200)
		}
	}
	mk, ok := s.c.cover(p)
	if !ok {
		return
	}
	k := (&ink{}).stops(stop{0, top.mix(hot, 50)}, stop{110, top}, stop{255, low})
	k.along(lo, pt{lo.x + (hi.x-lo.x)/3, hi.y})
	k.alpha = m.alpha
	s.c.paint(mk, k)
}

func neonSky(s *scene) {
	top, mid, low, rim := col(0x07041c), col(0x2a0f5a), col(0x8a1f8a), col(0xff5fa8)
	l := s.light
	if s.light.night || s.b.hour == dusk {
		low, rim = 0x3a1a7a, 0x8a3fd0
	}
	l.top, l.mid = top.mix(l.top, 30), mid.mix(l.mid, 50)
	l.low, l.rim = low.mix(l.low, 56), rim.mix(l.rim, 70)
	s.light = l
	s.raw = true
	s.skyRamp(0)
	s.raw = false
	r := s.rng("neon stars")
	for range 190 {
		o := pt{r.in(0, s.w), r.in(0, s.horizon)}
		n := s.n(1) + s.n(r.in(0, 12))/10
		s.c.fill((&path{}).ellipse(o, n/2+one/3, n/2+one/3), pick(r, col(0xffffff), 0xffb0f0, 0xa0f0ff), 230-o.y*170/max(s.horizon, 1))
	}
	s.slats()
	s.bow()
}

// slats is the sun of the look: large, low, cut into bars.
func (s *scene) slats() {
	n := s.n(190)
	o := pt{s.sun.x, s.horizon - n*6/10}
	if s.light.sunAt > 500 {
		o.y = s.horizon - n
	}
	hot, cold := col(0xffe06a), col(0xff2f9a)
	if s.light.night {
		hot, cold = 0xd8f4ff, 0x6a5cff
	}
	hot = hot.mix(s.light.sun, 60)
	s.c.glow(o, n*2, cold, 130)
	p := (&path{}).ellipse(o, n, n)
	m, ok := s.c.cover(p)
	if !ok {
		return
	}
	for y := range m.h {
		t := int64(y) * 256 / int64(m.h)
		bar := t * 14 % 256
		if t > 110 && bar < (t-110)*3/2 {
			continue
		}
		px := hot.mix(cold, t).pixel()
		row := s.c.pix[(m.y+y)*s.c.w+m.x:][:m.w]
		for x, v := range m.cov[y*m.w:][:m.w] {
			if v != 0 {
				row[x] = over(row[x], px, weight(v))
			}
		}
	}
}

// neonGrid lays a glowing grid over the ground.
func neonGrid(s *scene, y int64) {
	if y >= s.h {
		return
	}
	c := col(0xff4fd8)
	if s.light.night {
		c = 0x4fe8ff
	}
	src := col(0x0c0526)
	s.c.rows(y>>8, int64(s.c.h), func(_ int64, row []uint32) {
		for x := range row {
			row[x] = over(row[x], src.pixel(), 120)
		}
	})
	vx := s.sun.x
	for i := int64(-22); i <= 22; i++ {
		p := (&path{}).stroke(max(s.n(2), one), pt{vx + s.n(16)*i, y}, pt{vx + s.n(190)*i, s.h + one})
		s.c.fill(p, c, 170)
	}
	for i := range int64(14) {
		t := 256 * 256 / (256 + i*150)
		py := y + (s.h-y)*t>>8
		p := (&path{}).rect(0, py, s.w, max(s.n(3)*t>>8, one*2/3), 0)
		s.c.fill(p, c, 60+t*3/4)
	}
}

func (s *scene) scanlines() {
	n := max(int64(s.c.h)/340, 1)
	s.c.rows(0, int64(s.c.h), func(y int64, row []uint32) {
		if y/n%2 == 0 {
			return
		}
		for x := range row {
			row[x] = over(row[x], 0xff08041a, 30)
		}
	})
}
