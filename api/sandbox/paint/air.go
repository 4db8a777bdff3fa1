package paint

// air is what falls or drifts in front of everything.
type air struct {
	*easel
	*motif
}

// fall lets the weather come down.
func (a *air) fall() {
	w := a.b.weather
	if !a.b.place.underSky() {
		return
	}
	if w&fog != 0 {
		a.drift()
	}
	if w&(rain|storm) != 0 {
		a.pour()
	}
	if w&snowfall != 0 {
		a.flakes()
	}
}

// drift is fog in banks, thickest at the horizon.
func (a *air) drift() {
	t := tile()
	px := max(a.u>>8, 1)
	src := a.tone(a.light.haze).pixel()
	off := int64(a.seed >> 8 & 0xffff)
	hz := a.horizon >> 8
	a.c.rows(0, int64(a.c.h), func(y int64, row []uint32) {
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
func (a *air) pour() {
	r := a.rng("rain")
	lean, n := a.n(14), 420
	if a.b.weather&storm != 0 {
		lean, n = a.n(44), 620
	}
	c := a.tone(col(0xdfe8f2).mix(a.light.haze, 60))
	far, near := &path{}, &path{}
	for i := range n {
		o := pt{r.in(-a.w/10, a.w), r.in(-a.h/10, a.h)}
		l := a.n(r.in(26, 90))
		p, w := far, max(a.n(1), one*2/3)
		if i%5 == 0 {
			p, w = near, max(a.n(2), one)
			l = l * 3 / 2
		}
		d := lean * l / a.n(90)
		p.poly(o, o.add(w, 0), o.add(w-d, l), o.add(-d, l))
	}
	a.c.fill(far, c, 80)
	a.c.fill(near, c, 120)
}

// flakes are snow, some of it close to the eye.
func (a *air) flakes() {
	r := a.rng("snow")
	p := &path{}
	for range 420 {
		n := a.n(1) + a.n(r.in(4, 30))/10
		p.ellipse(pt{r.in(0, a.w), r.in(0, a.h)}, n, n)
	}
	a.c.fill(p, a.tone(0xffffff), 210)
	for range 26 {
		n := a.n(r.in(6, 15))
		a.c.soft(pt{r.in(0, a.w), r.in(0, a.h)}, n, n, a.tone(0xffffff), 190)
	}
}
