package paint

// backdrops are places that are none: a studio, a pattern.
type backdrops struct{ *scenery }

func (s backdrops) studio() stage {
	s.horizon = s.h
	r := stream(s.key, "studio")
	var c col
	switch v, ok := s.b.tint("wall"); {
	case ok:
		c = v
	case len(s.b.cols) > 0:
		c = s.b.cols[0]
	default:
		c = s.accents[1].mix(0xc0b8b0, 60)
	}
	m := mat{c: c, form: flat}
	base := s.lit(m)
	o := pt{s.w/2 - s.side*s.n(-120), s.h * 42 / 100}
	if mk, ok := s.c.cover(s.path().rect(0, 0, s.w, s.h, 0)); ok {
		k := (&ink{}).stops(stop{0, base.lit(110)}, stop{110, base}, stop{255, base.dim(110)})
		s.c.paint(mk, k.around(o, s.n(900), s.n(820)).textured(12, max(s.n(60)>>8, 1), 256, s.seed))
	}
	y := s.y(860)
	s.mist(y+s.n(40), s.n(90))
	s.motes(r)
	s.look.ground(y)
	return stage{ground: s.y(900), back: s.y(850), scale: 130, air: s.y(520)}
}

// motes are soft lights out of focus.
func (s backdrops) motes(r *rng) {
	for range r.in(8, 16) {
		o := pt{r.in(0, s.w), r.in(0, s.h)}
		n := s.n(r.in(14, 60))
		s.c.fill((&path{}).ellipse(o, n, n), s.tone(s.accents[r.below(4)].lit(110)), r.in(20, 50))
	}
}
