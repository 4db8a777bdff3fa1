package paint

func (d *devFast) backdrop() {
	top, mid, low, rim := col(0x07041c), col(0x2a0f5a), col(0x8a1f8a), col(0xff5fa8)
	l := d.light
	if d.light.night || d.b.hour == dusk {
		low, rim = 0x3a1a7a, 0x8a3fd0
	}
	l.top, l.mid = top.mix(l.top, 30), mid.mix(l.mid, 50)
	l.low, l.rim = low.mix(l.low, 56), rim.mix(l.rim, 70)
	d.light = l
	d.raw = true
	d.sky.ramp(0)
	d.raw = false
	r := d.rng("neon stars")
	for range 190 {
		o := pt{r.in(0, d.w), r.in(0, d.horizon)}
		n := d.n(1) + d.n(r.in(0, 12))/10
		d.c.fill((&path{}).ellipse(o, n/2+one/3, n/2+one/3), pick(r, col(0xffffff), 0xffb0f0, 0xa0f0ff), 230-o.y*170/max(d.horizon, 1))
	}
	d.slats()
	d.sky.bow()
}

// slats is the sun of the look: large, low, cut into bars.
func (d *devFast) slats() {
	n := d.n(190)
	o := pt{d.sun.x, d.horizon - n*6/10}
	if d.light.sunAt > 500 {
		o.y = d.horizon - n
	}
	hot, cold := col(0xffe06a), col(0xff2f9a)
	if d.light.night {
		hot, cold = 0xd8f4ff, 0x6a5cff
	}
	hot = hot.mix(d.light.sun, 60)
	d.c.glow(o, n*2, cold, 130)
	p := (&path{}).ellipse(o, n, n)
	m, ok := d.c.cover(p)
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
		row := d.c.pix[(m.y+y)*d.c.w+m.x:][:m.w]
		for x, v := range m.cov[y*m.w:][:m.w] {
			if v != 0 {
				row[x] = over(row[x], px, weight(v))
			}
		}
	}
}

// ground lays a glowing grid over the ground.
func (d *devFast) ground(y int64) {
	if y >= d.h {
		return
	}
	c := col(0xff4fd8)
	if d.light.night {
		c = 0x4fe8ff
	}
	src := col(0x0c0526)
	d.c.rows(y>>8, int64(d.c.h), func(_ int64, row []uint32) {
		for x := range row {
			row[x] = over(row[x], src.pixel(), 120)
		}
	})
	vx := d.sun.x
	for i := int64(-22); i <= 22; i++ {
		p := (&path{}).stroke(max(d.n(2), one), pt{vx + d.n(16)*i, y}, pt{vx + d.n(190)*i, d.h + one})
		d.c.fill(p, c, 170)
	}
	for i := range int64(14) {
		t := 256 * 256 / (256 + i*150)
		py := y + (d.h-y)*t>>8
		p := (&path{}).rect(0, py, d.w, max(d.n(3)*t>>8, one*2/3), 0)
		d.c.fill(p, c, 60+t*3/4)
	}
}
