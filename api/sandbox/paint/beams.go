package paint

// lampGlow lets the lamps shine: fully in the dark, a little by day.
func (e *easel) lampGlow(wide, strength int64) {
	strength = strength * (300 - e.light.amb.luma()) / 240
	for _, l := range e.lamps {
		e.c.glow(l.o, l.r*wide, l.c, strength)
	}
}

// mist is a bank of haze, strongest at y.
func (e *easel) mist(y, half int64) {
	c := e.tone(e.light.haze)
	src := c.pixel()
	e.c.rows((y-half)>>8, (y+half)>>8, func(py int64, row []uint32) {
		d := py<<8 - y
		if d < 0 {
			d = -d
		}
		a := uint32(ease(256-d*256/half) * e.style.haze * 110 >> 16)
		for x := range row {
			row[x] = over(row[x], src, a)
		}
	})
}

// shafts are beams of light that fall through the leaves.
func (e *easel) shafts(from pt, r *rng) {
	c := e.tone(e.light.key)
	top := pt{from.x + e.n(r.in(-160, 160)), -e.n(120)}
	for range r.in(4, 6) {
		x := from.x + e.n(r.in(-420, 420))
		w := e.n(r.in(14, 60))
		p := e.path().poly(top.add(-w/4, 0), top.add(w/4, 0), pt{x + w, e.y(940)}, pt{x - w, e.y(940)})
		e.beam(p, c, 46)
	}
}

// beam adds light inside a path, fading towards its lower end.
func (e *easel) beam(p *path, c col, strength int64) {
	m, ok := e.c.cover(p)
	if !ok {
		return
	}
	r, g, b := c.parts()
	for y := range m.h {
		row := e.c.pix[(m.y+y)*e.c.w+m.x:][:m.w]
		f := strength * int64(m.h-y) / int64(m.h)
		for x, v := range m.cov[y*m.w:][:m.w] {
			if v != 0 {
				t := int64(v) * f >> 8
				row[x] = plus(row[x], uint32(r*t>>8), uint32(g*t>>8), uint32(b*t>>8))
			}
		}
	}
}
