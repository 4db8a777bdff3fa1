package paint

// settle fills in what the prompt did not say.
func (b *brief) settle() {
	b.merge()
	b.heavens()
	if b.close && len(b.subjects) == 0 {
		b.subjects = append(b.subjects, subject{sprite: prop("bust"), n: 1, size: 100, cols: b.cols})
	}
	switch {
	case b.place != anywhere:
	case b.cliff:
		b.place = sea
	case b.close:
		b.place = studio
	default:
		b.place = b.home()
	}
	if !b.hourSaid && b.weather&storm == 0 {
		switch b.place {
		case city, street:
			b.hour = []hour{day, golden, dusk, night}[b.hash&3]
		case sea, beach, mountains, desert, lake:
			b.hour = []hour{day, golden, day, sunset}[b.hash&3]
		case field, road, forest:
			b.hour = []hour{day, day, golden, dawn}[b.hash&3]
		default:
		}
	}
	if b.season == winter && b.weather == 0 {
		b.weather |= snowfall
	}
}

// merge makes one place of two.
func (b *brief) merge() {
	switch {
	case b.names(mountains, lake), b.names(forest, lake), b.names(field, lake):
		b.place = lake
	case b.village && (b.place == street || b.place == city):
		b.place = field
	case b.names(city, street):
		b.place = street
	case b.names(sea, beach):
		b.place = beach
	case b.names(desert, road), b.names(mountains, road), b.names(forest, road), b.names(field, road):
		b.place = road
	case b.names(room, table):
		b.place = table
	}
}

// heavens moves sun, moon, stars and clouds from the subjects into the sky
// when the picture has a sky and something else to show.
func (b *brief) heavens() {
	if b.place == anywhere && (len(b.subjects) < 2 || b.home() == space) {
		return
	}
	if !b.place.underSky() {
		return
	}
	kept := b.subjects[:0]
	for _, s := range b.subjects {
		switch s.sprite.name {
		case "sun":
		case "moon", "star":
			if !b.hourSaid {
				b.hour, b.hourSaid = night, true
			}
		case "cloud":
			b.weather |= cloudy
		default:
			kept = append(kept, s)
		}
	}
	if len(kept) > 0 || b.place != anywhere {
		b.subjects = kept
	}
}

// home is the place where the first subject is at home.
func (b *brief) home() place {
	up := anywhere
	for _, s := range b.subjects {
		switch h := s.sprite.home; h {
		case anywhere:
		case openSky:
			up = h // Only if nothing needs a ground.
		default:
			return h
		}
	}
	if up != anywhere {
		return up
	}
	switch {
	case len(b.subjects) > 0 || b.weather != 0 || b.hourSaid || b.season != noSeason:
		return field
	case b.said != "":
		return studio
	}
	return abstract
}
