package paint

import (
	"embed"
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

var standNames = [...]string{"ground", "sky", "water", "table", "deep"}

// fit is where on somebody a sprite is worn.
type fit uint8

const (
	notWorn fit = iota
	onCrown
	overEyes
	atNeck
)

var fitNames = [...]string{"nowhere", "crown", "eyes", "neck"}

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
	fit              fit
	size             int64 // 1000 units, in thousandths of the unit side
	sown             int64 // the size of many, which grow all over the ground; 0 if they stand in a row
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

// Sprites are written in a small language, which sprites/README.md explains.
//
//go:embed sprites/*.txt
var spriteFiles embed.FS

// sprites are all things by name, read when the first prompt is.
var sprites = sync.OnceValue(func() map[string]*sprite {
	all, err := parseSprites(spriteFiles)
	if err == nil {
		err = checkProps(all)
	}
	if err != nil {
		panic(err) // The files are part of the program, and a test reads them.
	}
	return all
})
