package paint

// stage is where the subjects of a picture go.
type stage struct {
	ground int64 // where they stand, in 1/256 pixel from the top
	back   int64 // how far back the ground reaches
	scale  int64 // per cent
	air    int64 // the height of what flies
	water  int64 // where boats and swans go, 0 if there is no water
	kind   stand // what the place is: a table, the deep
	float  bool  // everything floats
	bare   bool  // nothing but the subjects
}

// places paint where a picture plays; low and high bound the horizon, in
// thousandths of the height.
var places = [...]struct {
	draw      func(*scene) stage
	low, high int64
}{
	anywhere:   {(*scene).drawField, 520, 640},
	city:       {(*scene).drawCity, 600, 700},
	street:     {(*scene).drawStreet, 520, 600},
	mountains:  {(*scene).drawMountains, 600, 700},
	sea:        {(*scene).drawSea, 500, 620},
	beach:      {(*scene).drawBeach, 420, 500},
	forest:     {(*scene).drawForest, 600, 680},
	desert:     {(*scene).drawDesert, 480, 600},
	space:      {(*scene).drawSpace, 1000, 1000},
	room:       {(*scene).drawRoom, 640, 700},
	table:      {(*scene).drawTable, 600, 660},
	field:      {(*scene).drawField, 520, 640},
	underwater: {(*scene).drawDeep, 1000, 1000},
	road:       {(*scene).drawRoad, 470, 560},
	openSky:    {(*scene).drawOpenSky, 860, 930},
	studio:     {(*scene).drawStudio, 1000, 1000},
	abstract:   {(*scene).drawAbstract, 1000, 1000},
	arctic:     {(*scene).drawArctic, 500, 600},
	lake:       {(*scene).drawLake, 480, 560},
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
func (s *scene) cast(st stage) {
	lead := s.sow(s.leads(), st)
	n := int64(0)
	for _, a := range lead {
		n += clampTo(a.sub.n, 1, 7)
	}
	if n == 0 {
		if len(s.b.subjects) == 0 {
			s.strange(st)
		}
		return
	}
	n = min(n, 12)
	if s.b.close {
		n = 1
	}
	actors := s.rows(lead, n, st)
	for _, a := range actors {
		s.act(a, st)
	}
	s.sprigs(st)
}

// leads are the subjects that stand by themselves; what they hold, wear or
// ride goes along with them.
func (s *scene) leads() []actor {
	var out []actor
	for i := range s.b.subjects {
		sub := &s.b.subjects[i]
		if n := len(out); n > 0 {
			last := &out[n-1]
			switch {
			case (sub.rel == worn || wearable(sub.sprite.name) && sub.rel != beside) && last.sub.sprite.head.ok,
				sub.rel == held && last.sub.sprite.hand.ok,
				sub.rel == ridden && sub.sprite.seat.ok && sub.sprite != last.sub.sprite:
				if wearable(sub.sprite.name) {
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
func (s *scene) sow(lead []actor, st stage) []actor {
	if st.kind == onTable || st.kind == inDeep || st.float {
		return lead
	}
	var rest []actor
	for _, a := range lead {
		high := int64(0)
		switch a.sub.sprite.name {
		case "flower", "sunflower", "tulip", "rose", "mushroom":
			high = 130
		case "tree", "pine", "palm", "cherry", "cactus":
			high = 240
		}
		if high == 0 || a.sub.n < 3 {
			rest = append(rest, a)
			continue
		}
		r := s.rng("sow " + a.sub.sprite.name)
		n := int64(22)
		for i := range n {
			t := i * 256 / n
			o := pt{r.in(-s.w/30, s.w*31/30), st.back + (s.y(960)-st.back)*t>>8}
			size := s.n(high) * (110 + t) / 256 * a.sub.size / 100
			s.figure(a.sub.sprite, spot{o: o, s: size, flip: r.chance(50)}, dressed(a.sub.sprite, a.sub.cols, r))
		}
	}
	return rest
}

// wearable are the sprites that know their place on a head.
func wearable(name string) bool {
	switch name {
	case "glasses", "sunglasses", "bow_tie", "scarf", "hat", "cowboy_hat", "cap", "party_hat", "crown":
		return true
	}
	return false
}

// rows gives each of n actors its place, back ones first.
func (s *scene) rows(lead []actor, n int64, st stage) []actor {
	r := s.rng("cast")
	var out []actor
	i := int64(0)
	room := s.w * 84 / 100
	shift := s.x(r.in(-70, 70))
	if n > 1 {
		shift /= 4
	}
	for _, a := range lead {
		for range clampTo(a.sub.n, 1, 7) {
			if i >= n {
				break
			}
			b := a
			b.seed = stream(s.key, a.sub.sprite.name+string(rune('a'+i)))
			b.d = dressed(a.sub.sprite, a.sub.cols, b.seed)
			x := s.w/2 + shift + room*(2*i+1-n)/(2*n)
			s.stand(&b, x, n, st, r)
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
func (s *scene) stand(a *actor, x, n int64, st stage, r *rng) {
	sp := a.sub.sprite
	size := (330 + sp.size*46/100) * st.scale / 100
	if n > 1 {
		size = (240 + sp.size*60/100) * st.scale / 100 * (20 + 200/(n+1)) / 100
	}
	a.t.s = s.n(size) * a.sub.size / 100
	a.t.s = min(a.t.s, s.h*80/100, s.w*92/100)
	a.t.flip = r.chance(50)
	if s.b.close && sp.head.ok && n == 1 && !s.b.rides() {
		// The head, two thirds up, half as wide as the picture.
		a.t.s = s.n(470) * 1000 / (2 * sp.head.size)
		a.t.o = pt{s.w/2 + s.x(r.in(-40, 40)), s.h*44/100 + (sp.head.y-sp.head.size*8/10)*a.t.s/1000}
		return
	}
	jitter := r.in(-30, 30)
	a.t.o = pt{x + s.x(jitter)/max(n/2, 1), st.ground}
	deep := r.below(100)
	if n > 1 {
		a.t.o.y = st.ground + (st.back-st.ground)*deep/100
		a.t.s = a.t.s * (100 - deep*24/100) / 100
	}
	switch {
	case st.float || st.kind == inDeep:
		a.t.o.y = st.ground - s.n(r.in(0, 120)) + s.n(60)
		a.t.tilt = r.in(-turn/20, turn/20)
		if n > 1 {
			a.t.o.y += s.y(r.in(-220, 120))
		}
	case sp.at == onWater && st.water > 0:
		a.t.o.y = st.water + s.y(deep/16)
	case sp.at == inSky && st.kind != onTable:
		a.t.o.y = st.air + a.t.s/2 + s.y(r.in(-60, 60))
		a.t.tilt = r.in(-turn/40, turn/40)
	}
}

// act draws an actor with its shadow or reflection and what goes with it.
func (s *scene) act(a actor, st stage) {
	sp := a.sub.sprite
	for _, w := range a.with {
		if w.rel == ridden {
			a = s.mount(a, w)
		}
	}
	switch {
	case st.float || st.kind == inDeep || sp.at == inSky && st.kind != onTable:
	case sp.at == onWater && st.water > 0:
		s.mirror(a)
	default:
		s.shadow(a.t)
	}
	s.figure(sp, a.t, a.d)
	if sp.name == "lighthouse" {
		s.beacon(a.t)
	}
	for _, w := range a.with {
		switch w.rel {
		case held:
			t := a.t.on(sp.hand, sp.hand.size*w.size/100)
			t.o.y += t.s * 4 / 10
			t.tilt = 0
			s.figure(w.sprite, t, dressed(w.sprite, w.cols, a.seed))
		case worn:
			s.wear(a, w)
		default: // Mounts are drawn before.
		}
	}
}

// wear puts a hat, glasses or a tie on.
func (s *scene) wear(a actor, w *subject) {
	h := a.sub.sprite.head
	var scale int64
	switch w.sprite.name {
	case "glasses", "sunglasses":
		h.y -= h.size * 62 / 100
		scale = h.size * 15 / 10
	case "bow_tie", "scarf":
		h.y -= h.size * 150 / 100
		scale = h.size * 11 / 10
	case "hat", "cowboy_hat", "cap", "party_hat", "crown":
		h.y -= h.size * 14 / 100
		scale = h.size * 12 / 10
	default:
		return
	}
	s.figure(w.sprite, a.t.on(h, scale), dressed(w.sprite, w.cols, a.seed))
}

// mount draws what the actor sits on and lifts the actor onto it.
func (s *scene) mount(a actor, w *subject) actor {
	t := a.t
	t.s = max(t.s*w.sprite.size/max(a.sub.sprite.size, 1), t.s*3/4)
	t.s = min(t.s, s.h*62/100)
	s.shadow(t)
	s.figure(w.sprite, t, dressed(w.sprite, w.cols, a.seed))
	up := t.on(w.sprite.seat, w.sprite.seat.size)
	a.t.o = up.o
	a.t.s = min(a.t.s*8/10, up.s*2)
	return a
}

// shadow is the dark below a thing that stands.
func (s *scene) shadow(t spot) {
	c := s.k.tone(s, s.light.shade.sat(110).dim(90))
	o := t.o.add(-s.side*t.s/14, 0)
	s.c.soft(o, t.s*50/100, t.s*9/100, c, 150)
	s.c.soft(t.o, t.s*30/100, t.s*5/100, c, 110)
}

// mirror is the reflection in water.
func (s *scene) mirror(a actor) {
	t := a.t
	t.under = true
	s.veil = 80
	s.figure(a.sub.sprite, t, a.d)
	s.veil = 0
}
