package paint

// devFast is flux-dev-fast: night drives and neon. Shapes are dark glass with
// glowing edges over a grid that runs to the horizon.
type devFast struct {
	hand
	raw bool // leaves colours as they are: the sky brings its own
}

// tone darkens what is painted without an edge that glows: backdrops,
// light on walls, mist. The sky brings colours of its own.
func (d *devFast) tone(c col) col {
	if d.raw {
		return c
	}
	return c.sat(330).times(0x8468c4).mix(0x10062c, 110)
}

// electric is the glowing version of a colour: greys become one of the two
// colours of the look.
func (d *devFast) electric(c col) col {
	r, g, b := c.parts()
	if max(r, g, b)-min(r, g, b) < 40 {
		if c.luma() > 120 {
			return 0x5ff2ff
		}
		return 0xb45cff
	}
	hot := hue(c.angle(), 250, 150)
	if d.side > 0 {
		return hot.mix(0xff4fd8, 40)
	}
	return hot.mix(0x4fe8ff, 30)
}

func (d *devFast) shape(p *path, m mat) {
	lo, hi := p.box()
	hot := d.electric(m.c)
	depth := clampTo(m.depth+d.depth, 0, 256)
	fog := d.light.low.mix(0x5a1a7a, 150).dim(60)
	if m.form == emit {
		mk, ok := d.c.cover(p)
		if !ok {
			return
		}
		k := (&ink{}).stops(stop{0, 0xffffff}, stop{120, m.c.lit(120)}, stop{255, hot})
		k.around(lo.to(hi, 128), (hi.x-lo.x)*5/8, (hi.y-lo.y)*5/8)
		k.alpha = m.alpha
		d.c.paint(mk, k)
		return
	}
	body := m.c.sat(360).times(0x9a80d0)
	top := body.mix(0x1a0a3c, 150).mix(fog, depth)
	low := col(0x0a0420).mix(body, 26).mix(fog, depth*3/4)
	if m.form == wire {
		d.c.fill(p, hot, 150*m.alpha>>8)
		return
	}
	if hi.x-lo.x >= 6*one && hi.y-lo.y >= 6*one && m.alpha >= 120 {
		// The edges first: inside, the shape covers them again.
		wide := max(d.n(5), one*2)
		d.c.fill(p.outline(wide), hot, (256-depth*7/8)*m.alpha>>8)
		if depth < 100 && !m.bare {
			d.c.fill(p.outline(wide*4/10), hot.lit(170), 200)
		}
	}
	mk, ok := d.c.cover(p)
	if !ok {
		return
	}
	k := (&ink{}).stops(stop{0, top.mix(hot, 50)}, stop{110, top}, stop{255, low})
	k.along(lo, pt{lo.x + (hi.x-lo.x)/3, hi.y})
	k.alpha = m.alpha
	d.c.paint(mk, k)
}

func (d *devFast) finish() {
	for _, l := range d.lamps {
		d.c.glow(l.o, l.r*3, l.c.sat(400), 150)
	}
	d.c.bloom(96, 330)
	d.scanlines()
}

func (d *devFast) scanlines() {
	n := max(int64(d.c.h)/340, 1)
	d.c.rows(0, int64(d.c.h), func(y int64, row []uint32) {
		if y/n%2 == 0 {
			return
		}
		for x := range row {
			row[x] = over(row[x], 0xff08041a, 30)
		}
	})
}
