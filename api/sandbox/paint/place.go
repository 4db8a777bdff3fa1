package paint

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
