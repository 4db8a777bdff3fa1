package paint

import (
	"strings"
	"sync"
)

// kind is the sort of thing a word of the lexicon says.
type kind uint8

const (
	kStop    kind = iota // says nothing by itself
	kHour                // value: hour
	kWeather             // value: weather bit
	kPlace               // value: place
	kSeason              // value: season
	kColour              // name: hexadecimal
	kCount               // value: number
	kSubject             // name: sprite
	kScenery             // name: part of the scene a colour can go to
	kMedium              // value: medium
	kSize                // value: per cent
	kLink                // name: relation between two subjects
	kMood                // name: hexadecimal, a tint over everything
	kClose               // the subject fills the picture
)

// entry is what the lexicon knows about a word or a phrase.
type entry struct {
	kind  kind
	name  string
	value int64
}

// lexicon maps words and phrases of up to three words, joined by "_".
var lexicon = sync.OnceValue(func() map[string]entry {
	m := make(map[string]entry, 1500)
	add := func(k kind, table string, value func(string) int64) {
		for line := range strings.Lines(table) {
			name, words, ok := strings.Cut(line, ":")
			if !ok {
				continue
			}
			name = strings.TrimSpace(name)
			e := entry{k, name, value(name)}
			for w := range strings.FieldsSeq(words) {
				m[w] = e
			}
		}
	}
	none := func(string) int64 { return 0 }
	add(kStop, "stop: "+stopWords, none)
	add(kHour, hourWords, index("day dawn noon golden sunset dusk night"))
	add(kWeather, weatherWords, func(n string) int64 {
		return 1 << index("rain snow fog storm cloudy rainbow")(n)
	})
	add(kPlace, placeWords, index(placeNames))
	add(kSeason, seasonWords, index("none spring summer autumn winter"))
	add(kMedium, mediumWords, index(mediumNames))
	add(kColour, colourWords, hex)
	add(kMood, moodWords, hex)
	add(kCount, countWords, hex)
	add(kSize, sizeWords, hex)
	add(kLink, linkWords, none)
	add(kScenery, sceneryWords, none)
	add(kClose, "close: portrait closeup close-up close_up headshot selfie", none)
	add(kSubject, subjectWords, none)
	add(kSubject, manyWords, func(string) int64 { return 4 })
	for name := range sprites() {
		m[name] = entry{kSubject, name, 0}
	}
	return m
})

// index returns the position of a name in a list.
func index(list string) func(string) int64 {
	names := strings.Fields(list)
	return func(n string) int64 {
		for i, s := range names {
			if s == n {
				return int64(i)
			}
		}
		return 0
	}
}

// hex reads a hexadecimal number; the tables hold no others.
func hex(s string) int64 {
	n := int64(0)
	for _, r := range s {
		n = n<<4 | int64(strings.IndexRune("0123456789abcdef", r))
	}
	return n
}

const stopWords = `a an the of with and or in at to from into its it is are was be that this these those there
 by for as on_its_chest on_his_chest on_her_chest comic_book comic_book_illustration written word words text saying says reads rays sun_rays has have having very quite some any all which who his her their my your our up out off over it's
 image picture pictures render rendering made making showing shows show depicting depicts visible
 high quality highly detailed detail details resolution hd 4k 8k style beautiful nice stunning amazing
 wide shot scene view views looking look looks like about while close being been not no s t`

// manyWords are several of a sprite by themselves.
const manyWords = `
house: village town hamlet suburb neighbourhood neighborhood`

const hourWords = `
dawn: dawn sunrise daybreak early_morning first_light
day: day morning daytime daylight sunny midday_sun afternoon sunlight
noon: noon midday high_noon
golden: golden_hour late_afternoon evening_sun golden_light autumn_light
sunset: sunset sundown setting_sun evening sunsets
dusk: dusk twilight blue_hour nightfall gloaming
night: night midnight nighttime moonlit moonlight starry nocturnal at_night starlight nights starry_night`

const weatherWords = `
rain: rain rainy raining drizzle shower downpour wet
snow: snow snowy snowing snowfall blizzard snowflakes
fog: fog foggy mist misty haze hazy smoky
storm: storm stormy thunder lightning thunderstorm tempest hurricane
cloudy: cloudy overcast clouds_gather gloomy
rainbow: rainbow rainbows`

const seasonWords = `
spring: spring springtime blossom blossoms blooming
summer: summer summery
autumn: autumn autumnal fall_leaves leaves fall_colours fall_colors october november
winter: winter wintry winters christmas icy frozen frosty`

const placeNames = `auto city street mountains sea beach forest desert space room table field underwater road sky studio abstract arctic lake`

const placeWords = `
city: city cityscape skyline downtown metropolis urban new_york manhattan tokyo london paris seattle san_francisco hong_kong chicago shanghai megacity rooftop rooftops futuristic_city buildings cyberpunk
street: street streets alley intersection sidewalk avenue neon_street canyon_street crosswalk subway times_square market
mountains: mountains mountain alps hills himalaya peak peaks summit valley everest fuji ridge highlands grand_canyon canyon volcanic
sea: sea ocean harbour harbor coast bay waves seascape port marina shore seaside pier horizon atlantic pacific ocean_waves open_sea
beach: beach sandy_beach island tropical lagoon coastline palm_beach sand
forest: forest woods woodland jungle rainforest grove trees wood bamboo_forest woodlands thicket
desert: desert dunes sahara arid wasteland egypt egyptian mars_desert
space: space galaxy cosmos nebula universe outer_space orbit interstellar milky_way stars planets cosmic solar_system gravity
room: room interior bedroom living_room kitchen house_interior library office studio_apartment bathroom classroom museum wall hall indoors inside couch_room floor fireplace
table: table still_life tabletop desk plate kitchen_table counter tablecloth food breakfast dinner lunch dish meal
field: field meadow farm garden park countryside pasture prairie grassland village grass savanna lawn hill hillside backyard vineyard orchard farmland
underwater: underwater under_water coral reef coral_reef seabed aquarium deep_sea
road: road highway motorway route racetrack race_track freeway driveway road_trip street_race
sky: sky in_the_sky flying air airborne above_the_clouds heavens
studio: studio backdrop logo icon emoji sticker plain_background product
abstract: abstract pattern geometric fractal psychedelic kaleidoscope composition shapes
arctic: arctic antarctica antarctic north_pole south_pole tundra glacier icebergs polar
lake: lake lakeside river pond stream fjord canal lakes riverside lagoon_lake waterfall venice amsterdam swamp reservoir`

const mediumNames = `none mono sketch watercolour pixel sepia glass oil`

const mediumWords = `
mono: black_and_white monochrome greyscale grayscale film_noir charcoal noir
sketch: sketch drawing pencil ink line_art crayon etching doodle hand_drawn
watercolour: watercolor watercolour aquarelle ink_wash gouache pastel
pixel: pixel_art pixel 8-bit 16-bit 8bit pixelated voxel retro_game
glass: stained_glass stained_glass_window mosaic stained-glass
oil: oil_painting oil_on_canvas impressionist impressionistic impasto van_gogh painterly acrylic
sepia: sepia vintage old_photo daguerreotype antique`

const colourWords = `
d62f2f: red crimson scarlet ruby
f07f1e: orange amber
f5c518: yellow golden gold lemon_yellow mustard
3f9e3f: green emerald
2aa79b: teal turquoise aqua cyan
2f62d8: blue azure cobalt sapphire
243a78: navy indigo
7d45b8: purple violet lavender mauve
e8649c: pink rose-coloured magenta fuchsia
8a5a33: brown chestnut bronze copper
f4f2ee: white ivory snow-white cream
24222a: black ebony dark-black
8d9199: grey gray silver metallic steel
dcc7a0: beige tan khaki sandy
9ccf3c: lime olive
7a1f2b: maroon burgundy`

const moodWords = `
e03a2a: angry hate rage furious violent heavy_metal
3a5fa8: sad lonely melancholy sobbing gloom
ffd65a: happy happiness joyful cheerful joy
ff7fb0: romantic lovely cute
46e0c8: futuristic sci-fi hologram digital
7a3df0: neon synthwave retrowave vaporwave psychedelic_mood
6a4a34: rusty steampunk rustic antique_mood
9fd0a8: peaceful calm serene tranquil quiet
40364a: dark scary spooky haunted gothic horror
f0c890: warm cozy cosy`

const countWords = `
1: one single lone solitary
2: two pair couple both twins twin
3: three several trio few
4: four quartet
5: five
6: six half_dozen
7: seven many lots dozens group herd crowd flock team bunch pile bouquet`

// Sizes are per cent, in hexadecimal.
const sizeWords = `
46: small little tiny baby miniature young toy mini
8c: big large huge tall giant enormous massive great grand full giant-sized`

const linkWords = `
holds: holding holds carrying carries eating playing drinking reading hugging grabbing
rides: riding rides driving drives on on_top_of atop sitting_on standing_on perched_on on_a
beside: next_to beside near left_of right_of in_front_of behind between under below against without looking_at
wears: wearing wears dressed`

const sceneryWords = `
sky: skies
cliff: cliff cliffs bluff headland rocky_coast
cloud: cloud clouds
water: water waters reflection reflections
ground: ground soil earth_ground snowfield
wall: background walls
leaf: foliage leaf_canopy
light: light lights lamps sunbeams neon_lights glowing glow`
