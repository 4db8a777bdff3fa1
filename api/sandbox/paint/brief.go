package paint

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
