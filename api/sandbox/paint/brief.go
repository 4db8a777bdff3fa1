package paint

import (
	"strings"
)

// place is where a picture plays.
type place int

const (
	anywhere place = iota
	city
	street
	mountains
	sea
	beach
	forest
	desert
	space
	room
	table
	field
	underwater
	road
	openSky
	studio
	abstract
	arctic
	lake
)

// placeNames are the places as the word lists and the sprites name them.
var placeNames = [...]string{
	"anywhere", "city", "street", "mountains", "sea", "beach", "forest", "desert", "space", "room", "table", "field",
	"underwater", "road", "sky", "studio", "abstract", "arctic", "lake",
}

// underSky says whether a place has weather.
func (p place) underSky() bool {
	switch p {
	case space, room, table, studio, abstract, underwater:
		return false
	default:
		return true
	}
}

type season int

const (
	noSeason season = iota
	spring
	summer
	autumn
	winter
)

var seasonNames = [...]string{"none", "spring", "summer", "autumn", "winter"}

type medium int

const (
	noMedium medium = iota
	mono
	sketch
	watercolour
	pixelArt
	sepia
	stainedGlass
	oil
)

var mediumNames = [...]string{"none", "mono", "sketch", "watercolour", "pixel", "sepia", "glass", "oil"}

// relation is what a subject does with the one named before it.
type relation uint8

const (
	apart relation = iota
	held
	ridden
	worn
	beside
)

var relationNames = [...]string{"apart", "holds", "rides", "wears", "beside"}

// sceneryNames are the parts of the scenery that can be given a colour.
var sceneryNames = [...]string{"sky", "cliff", "cloud", "water", "ground", "wall", "leaf", "light"}

// subject is a thing the prompt names.
type subject struct {
	sprite *sprite
	n      int64
	cols   []col
	size   int64 // per cent
	rel    relation
}

// tinted is a colour given to a part of the scenery.
type tinted struct {
	part string
	c    col
}

// brief is what the painter understood of a prompt.
type brief struct {
	hour      hour
	hourSaid  bool
	weather   weather
	season    season
	place     place
	medium    medium
	subjects  []subject
	tints     []tinted
	cols      []col // colours that belong to no thing
	mood      []col
	said      string   // what stands in quotes
	strangers []uint64 // words nobody knows, hashed
	hash      uint64   // of the whole prompt
	close     bool     // a portrait
	cliff     bool     // the land falls to the sea
	village   bool     // houses, not streets
	named     uint32   // the places named, a bit each
}

// tint returns the colour the prompt gives to a part of the scenery.
func (b *brief) tint(part string) (col, bool) {
	for _, t := range b.tints {
		if t.part == part {
			return t.c, true
		}
	}
	return 0, false
}

// maxWords is how many words of a prompt are looked at one by one; the rest
// still counts in the hash.
const maxWords = 400

// read makes a brief of a prompt.
func read(prompt string) *brief {
	b := &brief{hash: hashText(strings.Join(strings.Fields(prompt), " "))}
	var rest string
	b.said, rest = quoted(prompt)
	words := split(rest)
	r := reader{lexicon: known(), b: b}
	for i := 0; i < len(words); {
		i += r.take(words[i:])
	}
	r.flush()
	b.settle()
	return b
}

// settle fills in what the prompt did not say.
func (b *brief) settle() {
	b.merge()
	b.heavens()
	if b.close && len(b.subjects) == 0 {
		b.subjects = append(b.subjects, subject{sprite: sprites()["bust"], n: 1, size: 100, cols: b.cols})
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

// names says whether the prompt names all of these places.
func (b *brief) names(all ...place) bool {
	for _, p := range all {
		if b.named>>p&1 == 0 {
			return false
		}
	}
	return true
}

// rides says whether a subject sits on another.
func (b *brief) rides() bool {
	for _, s := range b.subjects {
		if s.rel == ridden {
			return true
		}
	}
	return false
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
