// Package picture turns picture files into something a terminal shows: block
// characters in true colour, characters alone where there is no colour, or the
// kitty graphics protocol with Unicode placeholders.
//
// Decoding, scaling and drawing belong in a command or a subcommand, never in
// Update or View: use Cache.Load there, and show the finished lines.
package picture

import (
	"fmt"
	"strings"
)

// Mode is the way a picture is drawn.
type Mode int

const (
	// ModeNone draws characters by brightness, without colour: for NO_COLOR
	// and terminals that have none.
	ModeNone Mode = iota
	// ModeHalf draws two pixels a cell with half blocks, in every font.
	ModeHalf
	// ModeQuadrant draws 2 × 2 pixels a cell in two colours.
	ModeQuadrant
	// ModeSextant draws 2 × 3 pixels a cell in two colours, with characters
	// of Unicode 13 that few fonts have but many terminals draw themselves.
	ModeSextant
	// ModeKitty sends the picture itself and shows it through placeholder
	// characters (kitty 0.28 and newer, Ghostty).
	ModeKitty

	// ModeAuto leaves the choice to a Detector; Render draws half blocks.
	ModeAuto Mode = -1
)

var modeNames = []struct {
	name string
	mode Mode
}{
	{"auto", ModeAuto},
	{"half", ModeHalf},
	{"quadrant", ModeQuadrant},
	{"sextant", ModeSextant},
	{"kitty", ModeKitty},
	{"none", ModeNone},
}

// ParseMode reads the name of a mode as settings and --protocol write it:
// auto, half, quadrant, sextant, kitty or none. The empty string is auto.
func ParseMode(s string) (Mode, error) {
	if s == "" {
		return ModeAuto, nil
	}
	names := make([]string, len(modeNames))
	for i, m := range modeNames {
		if m.name == s {
			return m.mode, nil
		}
		names[i] = m.name
	}
	return ModeAuto, fmt.Errorf("picture protocol %q is not known: use one of %s", s, strings.Join(names, ", "))
}

// String returns the name ParseMode reads.
func (m Mode) String() string {
	for _, n := range modeNames {
		if n.mode == m {
			return n.name
		}
	}
	return fmt.Sprintf("mode %d", int(m))
}

// grid returns how many pixels of the scaled picture go into one cell. The
// kitty mode has no grid: its pixels are the terminal's.
func (m Mode) grid() (x, y int) {
	switch m {
	case ModeNone:
		return 1, 1
	case ModeQuadrant:
		return 2, 2
	case ModeSextant:
		return 2, 3
	default:
		return 1, 2
	}
}
