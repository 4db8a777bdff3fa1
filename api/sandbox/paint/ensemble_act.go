package paint

// act draws an actor with its shadow or reflection and what goes with it.
func (e *ensemble) act(a actor) {
	sp := a.sub.sprite
	for _, w := range a.with {
		if w.rel == ridden {
			a = e.mount(a, w)
		}
	}
	switch {
	case e.st.float || e.st.kind == inDeep || sp.at == inSky && e.st.kind != onTable:
	case sp.at == onWater && e.st.water > 0:
		e.mirror(a)
	default:
		e.figures.shadow(a.t)
	}
	e.figures.draw(sp, a.t, a.d)
	if sp.name == "lighthouse" {
		e.beacon(a.t)
	}
	for _, w := range a.with {
		switch w.rel {
		case held:
			t := a.t.on(sp.hand, sp.hand.size*w.size/100)
			t.o.y += t.s * 4 / 10
			t.tilt = 0
			e.figures.draw(w.sprite, t, dressed(w.sprite, w.cols, a.seed))
		case worn:
			e.wear(a, w)
		default: // Mounts are drawn before.
		}
	}
}

// wear puts a hat, glasses or a tie on.
func (e *ensemble) wear(a actor, w *subject) {
	h := a.sub.sprite.head
	var scale int64
	switch w.sprite.fit {
	case overEyes:
		h.y -= h.size * 62 / 100
		scale = h.size * 15 / 10
	case atNeck:
		h.y -= h.size * 150 / 100
		scale = h.size * 11 / 10
	case onCrown:
		h.y -= h.size * 14 / 100
		scale = h.size * 12 / 10
	case notWorn:
		return
	}
	e.figures.draw(w.sprite, a.t.on(h, scale), dressed(w.sprite, w.cols, a.seed))
}

// mount draws what the actor sits on and lifts the actor onto it.
func (e *ensemble) mount(a actor, w *subject) actor {
	t := a.t
	t.s = max(t.s*w.sprite.size/max(a.sub.sprite.size, 1), t.s*3/4)
	t.s = min(t.s, e.h*62/100)
	e.figures.shadow(t)
	e.figures.draw(w.sprite, t, dressed(w.sprite, w.cols, a.seed))
	up := t.on(w.sprite.seat, w.sprite.seat.size)
	a.t.o = up.o
	a.t.s = min(a.t.s*8/10, up.s*2)
	return a
}

// mirror is the reflection in water.
func (e *ensemble) mirror(a actor) {
	t := a.t
	t.under = true
	e.veil = 80
	e.figures.draw(a.sub.sprite, t, a.d)
	e.veil = 0
}

// beacon lets the light of a lighthouse sweep when it is dark enough.
func (e *ensemble) beacon(t spot) {
	if e.light.amb.luma() > 175 && e.b.weather&(fog|storm) == 0 {
		return
	}
	o := t.place(0, 815*fine)
	c := e.tone(0xffeeb0)
	tilt := e.rng("beacon").in(turn/90, turn/28)
	for _, a := range []int64{tilt, turn/2 + tilt} {
		far, wide := t.s*3/2, int64(turn/70)
		tip := func(a int64) pt { return o.add(far*icos(a)>>14, -far*isin(a)>>14) }
		m, ok := e.c.cover((&path{}).poly(o, tip(a-wide), tip(a+wide)))
		if !ok {
			continue
		}
		r, g, b := c.parts()
		for y := range m.h {
			row := e.c.pix[(m.y+y)*e.c.w+m.x:][:m.w]
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
	e.c.glow(o, t.s/5, c, 170)
}
