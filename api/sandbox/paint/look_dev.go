package paint

// dev is flux-dev: a detailed painting full of light. Colours go from teal
// shadows to amber lights, the sky flows, beams and sparks hang in the air.
type dev struct{ hand }

func (d *dev) tone(c col) col {
	l := c.luma()
	c = c.sat(250).contrast(286)
	return c.mix(0x0c3a4a, clampTo((120-l)*80/120, 0, 80)).mix(0xffd8a0, clampTo((l-120)*52/120, 0, 52))
}

func (d *dev) shape(p *path, m mat) {
	d.draw(p, m, shading{lit: 130, dark: 180, grain: 200, rim: 170, rimWide: 5})
}

func (d *dev) backdrop() {
	d.sky.ramp(0)
	d.sky.stars(320)
	d.sky.disc(0)
	d.sky.bow()
	d.flow()
}

// flow paints streams of light and cloud that wind around the sun.
func (d *dev) flow() {
	t := tile()
	px := max(d.u>>8, 1)
	lit, dark := d.sky.cloudTones()
	warm := d.tone(d.light.rim)
	off := int64(d.seed >> 4 & 0xffff)
	k := 60 * 1024 / px
	hz := min(max(d.horizon>>8, 1), int64(d.c.h))
	sx, sy := d.sun.x>>8, d.sun.y>>8
	d.c.rows(0, hz, func(y int64, row []uint32) {
		for xi := range row {
			x := int64(xi)
			u, v := off+x*k/2, y*k
			w := tex(t, u, v)
			n := tex(t, u+w*70, v+(w-128)*70)
			dx, dy := x-sx, y-sy
			near := clampTo(256-(dx*dx+dy*dy)*256/(px*px/2), 0, 256)
			switch {
			case n > 168:
				c := lit.mix(warm, near)
				row[xi] = over(row[xi], c.pixel(), uint32((n-168)*3/2))
			case n < 84:
				row[xi] = over(row[xi], dark.pixel(), uint32((84-n)*3/2))
			}
		}
	})
}

func (d *dev) finish() {
	n := max(int(d.u>>8)/150, 3)
	d.oils.strokes(newBrush(n, n*5, n*2), 256)
	d.oils.strokes(newBrush(max(n/2, 2), n*2, n), 18)
	d.lampGlow(3, 150)
	if d.light.sunAt >= 0 && d.b.weather&(storm|rain) == 0 && d.b.place.underSky() && d.b.place != forest {
		d.rays()
	}
	d.c.bloom(206, 110)
	d.sparks()
	d.c.vignette(0x04121c, 130)
}

// rays are beams that spread from the sun over the whole picture.
func (d *dev) rays() {
	r := d.rng("rays")
	c := d.tone(d.light.key)
	far := d.w + d.h
	for range 12 {
		a := r.in(0, turn-1)
		b := a + turn*r.in(6, 22)/1000
		p := (&path{}).poly(d.sun, d.sun.add(far*icos(a)>>14, far*isin(a)>>14), d.sun.add(far*icos(b)>>14, far*isin(b)>>14))
		d.beam(p, c, 16)
	}
}

// sparks float in the air, sharp and out of focus.
func (d *dev) sparks() {
	r := d.rng("sparks")
	c := d.tone(d.light.key.mix(0xffc060, 120))
	for range 60 {
		o := pt{r.in(0, d.w), r.in(0, d.h)}
		if r.chance(20) {
			n := d.n(r.in(8, 26))
			d.c.fill((&path{}).ellipse(o, n, n), c, 26)
			continue
		}
		n := d.n(r.in(2, 5))
		d.c.glow(o, n*5/2, c, 150)
		d.c.fill((&path{}).ellipse(o, n/3, n/3), c.lit(150), 230)
	}
}
