package paint

// use applies one entry of the lexicon.
func (r *reader) use(e entry, plural bool) {
	b := r.b
	switch e.kind {
	case kStop, kTwofold: // a twofold word is split before it is used
	case kHour:
		b.hour, b.hourSaid = hour(e.value), true
	case kWeather:
		b.weather |= weather(e.value)
	case kPlace:
		r.goTo(place(e.value))
	case kSeason:
		b.season = season(e.value)
	case kMedium:
		b.medium = medium(e.value)
	case kColour:
		r.cols, r.gap = append(r.cols, col(e.value)), 0
	case kMood:
		b.mood = append(b.mood, col(e.value))
	case kCount:
		r.n = e.value
	case kSize:
		r.size = e.value
	case kLink:
		r.rel = relation(e.value)
	case kClose:
		b.close = true
	case kScenery:
		b.cliff = b.cliff || e.name == "cliff"
		if e.name == "wall" && len(r.cols) > 0 && b.place == anywhere {
			b.place = studio // "a white background"
		}
		for _, c := range r.cols {
			b.tints = append(b.tints, tinted{e.name, c})
		}
		r.cols = nil
	case kSubject:
		b.village = b.village || e.name == "house" && e.value > 0
		r.subject(e.name, e.value, plural)
	}
}

// goTo sets the place: the first one that is not vague wins.
func (r *reader) goTo(p place) {
	b := r.b
	b.named |= 1 << p
	if b.place == anywhere || b.place == studio && p != studio || b.place == abstract {
		b.place = p
	}
	for _, c := range r.cols {
		b.tints = append(b.tints, tinted{"place", c})
	}
	r.cols = nil
}

func (r *reader) subject(name string, many int64, plural bool) {
	sp := sprites()[name]
	if sp == nil || len(r.b.subjects) >= 6 {
		return
	}
	n := r.n
	switch {
	case n == 0 && many > 0:
		n = many
	case n == 0 && plural:
		n = 3
	case n == 0:
		n = 1
	}
	if r.size == 0 {
		r.size = 100
	}
	for i := range r.b.subjects {
		// Named again: the same thing, unless it looks different.
		if old := &r.b.subjects[i]; old.sprite == sp && len(r.cols) == 0 && r.n == 0 {
			old.n = max(old.n, n)
			r.size, r.rel, r.gap = 0, apart, 0
			return
		}
	}
	s := subject{sprite: sp, n: n, cols: r.cols, size: r.size, rel: r.rel}
	if len(r.b.subjects) == 0 && s.rel != beside {
		s.rel = apart
	}
	r.b.subjects = append(r.b.subjects, s)
	r.cols, r.n, r.size, r.rel, r.gap = nil, 0, 0, apart, 0
}
