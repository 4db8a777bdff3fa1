package paint

// rows gives each of n actors its place, back ones first.
func (e *ensemble) rows(lead []actor, n int64) []actor {
	r := e.rng("cast")
	var out []actor
	i := int64(0)
	room := e.w * 84 / 100
	shift := e.x(r.in(-70, 70))
	if n > 1 {
		shift /= 4
	}
	for _, a := range lead {
		for range clampTo(a.sub.n, 1, 7) {
			if i >= n {
				break
			}
			b := a
			b.seed = stream(e.key, a.sub.sprite.name+string(rune('a'+i)))
			b.d = dressed(a.sub.sprite, a.sub.cols, b.seed)
			x := e.w/2 + shift + room*(2*i+1-n)/(2*n)
			e.stand(&b, x, n, r)
			out = append(out, b)
			i++
		}
	}
	// Those further back are drawn first.
	for i := 1; i < len(out); i++ {
		for j := i; j > 0 && out[j].t.o.y < out[j-1].t.o.y; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// stand gives one actor its spot.
func (e *ensemble) stand(a *actor, x, n int64, r *rng) {
	sp := a.sub.sprite
	size := (330 + sp.size*46/100) * e.st.scale / 100
	if n > 1 {
		size = (240 + sp.size*60/100) * e.st.scale / 100 * (20 + 200/(n+1)) / 100
	}
	a.t.s = e.n(size) * a.sub.size / 100
	a.t.s = min(a.t.s, e.h*80/100, e.w*92/100)
	a.t.flip = r.chance(50)
	if e.b.close && sp.head.ok && n == 1 && !e.b.rides() {
		// The head, two thirds up, half as wide as the picture.
		a.t.s = e.n(470) * 1000 / (2 * sp.head.size)
		a.t.o = pt{e.w/2 + e.x(r.in(-40, 40)), e.h*44/100 + (sp.head.y-sp.head.size*8/10)*a.t.s/1000}
		return
	}
	jitter := r.in(-30, 30)
	a.t.o = pt{x + e.x(jitter)/max(n/2, 1), e.st.ground}
	deep := r.below(100)
	if n > 1 {
		a.t.o.y = e.st.ground + (e.st.back-e.st.ground)*deep/100
		a.t.s = a.t.s * (100 - deep*24/100) / 100
	}
	switch {
	case e.st.float || e.st.kind == inDeep:
		a.t.o.y = e.st.ground - e.n(r.in(0, 120)) + e.n(60)
		a.t.tilt = r.in(-turn/20, turn/20)
		if n > 1 {
			a.t.o.y += e.y(r.in(-220, 120))
		}
	case sp.at == onWater && e.st.water > 0:
		a.t.o.y = e.st.water + e.y(deep/16)
	case sp.at == inSky && e.st.kind != onTable:
		a.t.o.y = e.st.air + a.t.s/2 + e.y(r.in(-60, 60))
		a.t.tilt = r.in(-turn/40, turn/40)
	}
}
