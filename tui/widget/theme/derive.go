package theme

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/closest"
)

// darkBelow is the luminance below which white is read more easily than black.
const darkBelow = 0.179

// Derive is a theme that somebody made: a theme of the program, "" for the first
// that suits, with some colours by their names in place of its own. Where it has a
// ground, that says whether it is dark.
func Derive(name, base string, colours map[string]string) (Palette, error) {
	p, err := foundation(base, colours)
	if err != nil {
		return Palette{}, err
	}
	p.Name, p.About = name, "your own"
	for _, called := range slices.Sorted(maps.Keys(colours)) {
		at := slices.IndexFunc(parts, func(one part) bool { return one.name == called })
		if at < 0 {
			return Palette{}, unknown("colour", called, Parts())
		}
		if called == "background" && colours[called] == "" {
			p.Ground, p.Text = "", ""
			continue
		}
		c, err := ParseColour(colours[called])
		if err != nil {
			return Palette{}, fmt.Errorf("%s: %w", called, err)
		}
		*parts[at].of(&p) = c
	}
	if p.Ground == "" {
		return p, nil
	}
	p.Dark = Luminance(p.Ground.colour()) < darkBelow
	if p.Text == "" {
		p.Text = "#000000"
		if p.Dark {
			p.Text = "#ffffff"
		}
	}
	return p, nil
}

// foundation is the theme that another one begins with: without a name one on the
// same ground.
func foundation(base string, colours map[string]string) (Palette, error) {
	switch ground, err := ParseColour(colours["background"]); {
	case base == "" && err == nil && Luminance(ground.colour()) >= darkBelow:
		base = "paper"
	case base == "" && err == nil:
		base = "night"
	case base == "":
		base = "dark"
	}
	p, found := Find(BuiltIn(), base)
	switch {
	case !found:
		return Palette{}, fmt.Errorf("base: %w", unknown("theme of the program", base, namesOf(BuiltIn())))
	case p.Few:
		return Palette{}, fmt.Errorf("base: %q has no colours that could be changed: begin with dark or light", base)
	}
	return p, nil
}

// Find returns the theme of a name.
func Find(list []Palette, name string) (Palette, bool) {
	at := slices.IndexFunc(list, func(p Palette) bool { return p.Name == name })
	if at < 0 {
		return Palette{}, false
	}
	return list[at], true
}

// Unknown says that no theme of the list has a name, and which was probably meant.
func Unknown(name string, list []Palette) error {
	return unknown("theme", name, append([]string{Auto}, namesOf(list)...))
}

func namesOf(list []Palette) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.Name
	}
	return out
}

func unknown(kind, name string, known []string) error {
	words := fmt.Sprintf("no %s is called %q", kind, clean.Line(name))
	if near := closest.Of(name, known); len(near) > 0 {
		return fmt.Errorf("%s; did you mean %q?", words, near[0])
	}
	return fmt.Errorf("%s: there are %s", words, strings.Join(known, ", "))
}
