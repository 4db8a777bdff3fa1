// Package picture turns picture files into something a terminal shows: block
// characters in as many colours as it has, characters alone where there is no
// colour, the kitty graphics protocol with Unicode placeholders, or pictures
// the terminal draws over its cells (sixel, iTerm2), which an Overlay keeps in
// step with the screen.
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
	// ModeOctant draws 2 × 4 pixels a cell in two colours, with characters of
	// Unicode 16 that hardly any font has. It is never chosen by itself.
	ModeOctant
	// ModeKitty sends the picture itself and shows it through placeholder
	// characters (kitty 0.28 and newer, Ghostty).
	ModeKitty
	// ModeITerm2 sends the picture as a file that the terminal draws over its
	// cells (iTerm2, WezTerm, mintty, xterm.js with its image add-on).
	ModeITerm2
	// ModeSixel sends the picture as rows of six pixels in up to 256 colours
	// that the terminal draws over its cells (xterm -ti vt340, mlterm, foot,
	// Konsole, Windows Terminal and others).
	ModeSixel

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
	{"octant", ModeOctant},
	{"kitty", ModeKitty},
	{"iterm2", ModeITerm2},
	{"sixel", ModeSixel},
	{"none", ModeNone},
}

// ModeNames returns the names ParseMode reads, auto first.
func ModeNames() []string {
	names := make([]string, len(modeNames))
	for i, m := range modeNames {
		names[i] = m.name
	}
	return names
}

// ParseMode reads the name of a mode as settings and --protocol write it, one
// of ModeNames. The empty string is auto.
func ParseMode(s string) (Mode, error) {
	if s == "" {
		return ModeAuto, nil
	}
	for _, m := range modeNames {
		if m.name == s {
			return m.mode, nil
		}
	}
	return ModeAuto, fmt.Errorf("unknown picture protocol %q: use one of %s", s, strings.Join(ModeNames(), ", "))
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
// modes that draw pixels have no grid: their pixels are the terminal's.
func (m Mode) grid() (x, y int) {
	switch m {
	case ModeNone:
		return 1, 1
	case ModeQuadrant:
		return 2, 2
	case ModeSextant:
		return 2, 3
	case ModeOctant:
		return 2, 4
	default:
		return 1, 2
	}
}

// Cells tells whether pictures are drawn with characters alone, for which
// nothing must be known of the terminal.
func (m Mode) Cells() bool { return !m.pixels() && m != ModeAuto }

// pixels tells whether the terminal draws the picture's own pixels.
func (m Mode) pixels() bool { return m == ModeKitty || m.overlay() }

// overlay tells whether the terminal draws the picture over cells that know
// nothing of it.
func (m Mode) overlay() bool { return m == ModeITerm2 || m == ModeSixel }
