package paint

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// stand is what a sprite stands on.
type stand uint8

const (
	onGround stand = iota
	inSky
	onWater
	onTable
	inDeep
)

// anchor is a place of a sprite where something else can go.
type anchor struct {
	ok   bool
	x, y int64
	size int64
}

// sprite is a thing as a list of parts, drawn in its own units: x from -500
// to 500, y from 0 (where it stands) up to about 1000.
type sprite struct {
	name             string
	home             place
	at               stand
	size             int64 // 1000 units, in thousandths of the unit side
	cols             [3][]col
	head, hand, seat anchor
	parts            []part
}

// part is one shape of a sprite.
type part struct {
	role   byte
	form   form
	mirror bool // drawn a second time with x negated
	ops    []op
}

// op is one drawing step: a letter and its numbers.
type op struct {
	do   byte
	args []int64
}

// Sprites are written in a small language, one part a line:
//
//	ROLE FORM [~] steps
//
// ROLE is a letter for the colour (see roles): 1 2 3 the sprite's own, d and
// t a darker and a lighter 1. FORM: . flat, @ ball, | tall, # face, * emit,
// - wire. ~ mirrors. Steps: o x y rx ry (ellipse), e x y rx ry degrees
// (turned), r x y w h corner (rectangle from its lower left), p x y … (a
// polygon), m l q c z (curves as in SVG, absolute), s width, then m l q c (a
// stroke). A line that begins with a name and a colon starts a sprite; its
// settings follow. "use NAME" takes over the parts of another one, whose name
// begins with "_" when it is no thing by itself.
var sprites = sync.OnceValue(func() map[string]*sprite {
	all := make(map[string]*sprite, 200)
	for _, text := range spriteTexts {
		if err := parseSprites(text, all); err != nil {
			panic(err) // The tables are constants: a test parses them all.
		}
	}
	for name := range all {
		if strings.HasPrefix(name, "_") {
			delete(all, name)
		}
	}
	return all
})

var spriteTexts = []string{
	spritesSitting, spritesWalking, spritesSmall, spritesPeople, spritesRides,
	spritesHouses, spritesNature, spritesFood, spritesThings, spritesTools, spritesIdeas, spritesWorn,
}

var forms = map[byte]form{'.': flat, '@': ball, '|': tall, '#': face, '*': emit, '-': wire}

func parseSprites(text string, all map[string]*sprite) error {
	var sp *sprite
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		name, settings, isHead := strings.Cut(line, ":")
		switch {
		case line == "":
		case isHead:
			sp = &sprite{name: name, size: 300}
			if err := sp.set(strings.Fields(settings)); err != nil {
				return fmt.Errorf("sprite %s: %w", name, err)
			}
			all[name] = sp
		case strings.HasPrefix(line, "use "):
			from := all[line[4:]]
			if from == nil {
				return fmt.Errorf("sprite %s: no sprite %q to use", sp.name, line[4:])
			}
			sp.parts = append(sp.parts, from.parts...)
		default:
			p, err := parsePart(line)
			if err != nil {
				return fmt.Errorf("sprite %s: %q: %w", sp.name, line, err)
			}
			sp.parts = append(sp.parts, p)
		}
	}
	return nil
}

// set reads the settings of a sprite.
func (sp *sprite) set(words []string) error {
	for _, w := range words {
		k, v, _ := strings.Cut(w, "=")
		switch k {
		case "home":
			sp.home = place(index(placeNames)(v))
		case "at":
			sp.at = stand(index("ground sky water table deep")(v))
		case "size":
			n, err := strconv.ParseInt(v, 10, 64)
			if err != nil {
				return err
			}
			sp.size = n
		case "1", "2", "3":
			for _, c := range strings.Split(v, "/") {
				sp.cols[k[0]-'1'] = append(sp.cols[k[0]-'1'], col(hex(c)))
			}
		case "head", "hand", "seat":
			a := anchor{ok: true}
			if _, err := fmt.Sscanf(v, "%d,%d,%d", &a.x, &a.y, &a.size); err != nil {
				return err
			}
			*map[string]*anchor{"head": &sp.head, "hand": &sp.hand, "seat": &sp.seat}[k] = a
		default:
			return fmt.Errorf("no setting %q", k)
		}
	}
	return nil
}

// argCount is how many numbers a step takes; 0 means any even number.
var argCount = map[byte]int{'o': 4, 'e': 5, 'r': 5, 'p': 0, 'm': 2, 'l': 0, 'q': 4, 'c': 6, 'z': -1, 's': 1}

func parsePart(line string) (part, error) {
	what, rest, _ := strings.Cut(line, " ")
	if len(what) < 2 {
		return part{}, fmt.Errorf("no role and form")
	}
	f, ok := forms[what[1]]
	if !ok {
		return part{}, fmt.Errorf("no form %q", what[1])
	}
	p := part{role: what[0], form: f, mirror: strings.HasSuffix(what, "~")}
	for w := range strings.FieldsSeq(rest) {
		if n, err := strconv.ParseInt(w, 10, 64); err == nil {
			if len(p.ops) == 0 {
				return p, fmt.Errorf("a number before any step")
			}
			o := &p.ops[len(p.ops)-1]
			o.args = append(o.args, n)
			continue
		}
		p.ops = append(p.ops, op{do: w[0]})
	}
	for _, o := range p.ops {
		n, ok := argCount[o.do]
		if !ok || n > 0 && len(o.args) != n || n == 0 && (len(o.args) == 0 || len(o.args)%2 != 0) {
			return p, fmt.Errorf("step %q with %d numbers", o.do, len(o.args))
		}
	}
	return p, nil
}
