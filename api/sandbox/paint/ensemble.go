package paint

// ensemble is the subjects of a picture, on the stage that its place has set
// for them.
type ensemble struct {
	*easel
	*motif
	figures *figures
	emblems *emblems
	st      stage
}

// actor is one sprite to be drawn.
type actor struct {
	sub  *subject
	d    dress
	t    spot
	with []*subject // what it holds, wears, sits on
	seed *rng
}

// cast draws the subjects.
func (e *ensemble) cast() {
	lead := e.sow(e.leads())
	n := int64(0)
	for _, a := range lead {
		n += clampTo(a.sub.n, 1, 7)
	}
	if n == 0 {
		if len(e.b.subjects) == 0 {
			e.strange()
		}
		return
	}
	n = min(n, 12)
	if e.b.close {
		n = 1
	}
	actors := e.rows(lead, n)
	for _, a := range actors {
		e.act(a)
	}
	e.sprigs()
}

// leads are the subjects that stand by themselves; what they hold, wear or
// ride goes along with them.
func (e *ensemble) leads() []actor {
	var out []actor
	for i := range e.b.subjects {
		sub := &e.b.subjects[i]
		if n := len(out); n > 0 {
			last := &out[n-1]
			switch {
			case (sub.rel == worn || sub.sprite.fit != notWorn && sub.rel != beside) && last.sub.sprite.head.ok,
				sub.rel == held && last.sub.sprite.hand.ok,
				sub.rel == ridden && sub.sprite.seat.ok && sub.sprite != last.sub.sprite:
				if sub.sprite.fit != notWorn {
					sub.rel = worn
				}
				last.with = append(last.with, sub)
				continue
			}
		}
		out = append(out, actor{sub: sub})
	}
	return out
}

// sow takes plants that are many out of the actors and lets them grow all
// over the ground.
func (e *ensemble) sow(lead []actor) []actor {
	if e.st.kind == onTable || e.st.kind == inDeep || e.st.float {
		return lead
	}
	var rest []actor
	for _, a := range lead {
		if a.sub.sprite.sown == 0 || a.sub.n < 3 {
			rest = append(rest, a)
			continue
		}
		r := e.rng("sow " + a.sub.sprite.name)
		n := int64(22)
		for i := range n {
			t := i * 256 / n
			o := pt{r.in(-e.w/30, e.w*31/30), e.st.back + (e.y(960)-e.st.back)*t>>8}
			size := e.n(a.sub.sprite.sown) * (110 + t) / 256 * a.sub.size / 100
			e.figures.draw(a.sub.sprite, spot{o: o, s: size, flip: r.chance(50)}, dressed(a.sub.sprite, a.sub.cols, r))
		}
	}
	return rest
}
