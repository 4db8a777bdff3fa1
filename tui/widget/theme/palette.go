package theme

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"imagine-tui/api/clean"
)

// Palette is a theme as data: what it is called, and colours by what they mean.
type Palette struct {
	Name string
	// About is what the list of themes says of it.
	About string
	// Dark tells which ground it is for, Few that it uses the terminal's own two
	// colours alone.
	Dark, Few bool

	// Ground and Text are what everything is drawn on and in; without a Ground both
	// are the terminal's own.
	Ground, Text Colour
	// Selected is the text of the selected row, Selection what it stands on.
	Selected, Selection Colour

	Dim, Accent, Title, Hint, Border Colour
	Good, Warn, Bad, Busy, Picked    Colour
	Checker, CheckerOther            Colour
}

// Colour is one as files write it: "#c4a0ff", "#caf", a number from 0 to 255 of the
// terminal's table, or the name of one of its first sixteen.
type Colour string

// names are the first sixteen colours of a terminal.
var names = []string{
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
}

// ParseColour reads a colour as people write it.
func ParseColour(text string) (Colour, error) {
	plain := strings.ToLower(strings.TrimSpace(text))
	if at := slices.Index(names, plain); at >= 0 {
		return Colour(strconv.Itoa(at)), nil
	}
	if digits, is := strings.CutPrefix(plain, "#"); is && (len(digits) == 3 || len(digits) == 6) {
		if _, err := strconv.ParseUint(digits, 16, 32); err == nil {
			return Colour(plain), nil
		}
	}
	if n, err := strconv.ParseUint(plain, 10, 8); err == nil {
		return Colour(strconv.FormatUint(n, 10)), nil
	}
	return "", fmt.Errorf(`%q is no colour: write "#c4a0ff", a number from 0 to 255, or a name such as "cyan" or "bright-cyan"`, clean.Line(text))
}

func (c Colour) colour() color.Color { return lipgloss.Color(string(c)) }

func (p *Palette) checker() [2]color.Color {
	return [2]color.Color{p.Checker.colour(), p.CheckerOther.colour()}
}

// part is a colour by the name that files have for it.
type part struct {
	name string
	of   func(p *Palette) *Colour
}

// parts are all of them, in the order in which they are told.
var parts = []part{
	{"background", func(p *Palette) *Colour { return &p.Ground }},
	{"text", func(p *Palette) *Colour { return &p.Text }},
	{"dim", func(p *Palette) *Colour { return &p.Dim }},
	{"accent", func(p *Palette) *Colour { return &p.Accent }},
	{"title", func(p *Palette) *Colour { return &p.Title }},
	{"hint", func(p *Palette) *Colour { return &p.Hint }},
	{"border", func(p *Palette) *Colour { return &p.Border }},
	{"selected", func(p *Palette) *Colour { return &p.Selected }},
	{"selection", func(p *Palette) *Colour { return &p.Selection }},
	{"good", func(p *Palette) *Colour { return &p.Good }},
	{"warn", func(p *Palette) *Colour { return &p.Warn }},
	{"bad", func(p *Palette) *Colour { return &p.Bad }},
	{"busy", func(p *Palette) *Colour { return &p.Busy }},
	{"picked", func(p *Palette) *Colour { return &p.Picked }},
	{"checker", func(p *Palette) *Colour { return &p.Checker }},
	{"checker_other", func(p *Palette) *Colour { return &p.CheckerOther }},
}

// Parts are the names of the colours of a theme.
func Parts() []string {
	out := make([]string, len(parts))
	for i, part := range parts {
		out[i] = part.name
	}
	return out
}
