// Package styleset keeps style sets: words put around a prompt, styles and a
// ratio that belong together, under a name. Each is a few lines of TOML in a
// file that people can give one another:
//
//	[[set]]
//	name = "Film still"
//	prefix = "cinematic film still of "
//	suffix = ", shallow depth of field, grain"
//	styles = ["realistic", "flux-dev"]
//	aspect_ratio = "16:9"
package styleset

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"imagine-tui/api/clean"
)

// Limits of a set, in characters but for the number of styles.
const (
	MaxName   = 60
	maxText   = 4_000
	maxID     = 80
	maxStyles = 50
)

// Set is a style set. All but the name may be empty.
type Set struct {
	Name string `toml:"name"`
	// Prefix and Suffix go before and after the prompt.
	Prefix string `toml:"prefix,omitempty"`
	Suffix string `toml:"suffix,omitempty"`
	// Styles are ids of styles, known to the catalogue or not.
	Styles      []string `toml:"styles,omitempty"`
	AspectRatio string   `toml:"aspect_ratio,omitempty"`
}

// Apply puts the set's words around a prompt. It is for prompts that were
// expanded: in the words of a set nothing has a special meaning. A space is
// added where two words would run together.
func (s Set) Apply(prompt string) string {
	return strings.TrimSpace(glued(glued(s.Prefix, strings.TrimSpace(prompt)), s.Suffix))
}

func glued(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if closes(last) && word(first) {
		return a + " " + b
	}
	return a + b
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func closes(r rune) bool { return word(r) || r == ',' || r == '.' || r == ';' || r == ')' }

// Describe says in one line what the set does to a prompt.
func (s Set) Describe() string {
	var parts []string
	if s.Prefix != "" || s.Suffix != "" {
		parts = append(parts, clean.Line(s.Apply("…")))
	}
	if len(s.Styles) > 0 {
		parts = append(parts, strings.Join(s.Styles, ", "))
	}
	if s.AspectRatio != "" {
		parts = append(parts, s.AspectRatio)
	}
	return strings.Join(parts, " · ")
}

// tidy returns the set safe to show and without what is empty.
func (s Set) tidy() Set {
	s.Name, s.AspectRatio = clean.Line(s.Name), clean.Line(s.AspectRatio)
	s.Prefix, s.Suffix = clean.Text(s.Prefix), clean.Text(s.Suffix)
	var styles []string
	for _, id := range s.Styles {
		if id = clean.Line(id); id != "" && !slices.Contains(styles, id) {
			styles = append(styles, id)
		}
	}
	s.Styles = styles
	return s
}

// check says what is wrong with a set.
func (s Set) check() error {
	length := utf8.RuneCountInString
	switch {
	case s.Name == "":
		return errors.New("a set needs a name")
	case length(s.Name) > MaxName:
		return fmt.Errorf("the name %q is longer than %d characters", clean.Short(s.Name, 40), MaxName)
	case length(s.Prefix)+length(s.Suffix) > maxText:
		return fmt.Errorf("the words of %q are more than %d characters", s.Name, maxText)
	case len(s.Styles) > maxStyles:
		return fmt.Errorf("%q has more than %d styles", s.Name, maxStyles)
	case slices.ContainsFunc(s.Styles, func(id string) bool { return length(id) > maxID }):
		return fmt.Errorf("a style of %q is longer than %d characters", s.Name, maxID)
	}
	if all := strings.Join(append([]string{s.Name, s.Prefix, s.Suffix, s.AspectRatio}, s.Styles...), "\n"); clean.HasKey(all) {
		return errors.New("a set contains what looks like an API key and is ignored: these files are meant to be shared")
	}
	return nil
}

// same tells whether two names are one to a person.
func same(a, b string) bool { return strings.EqualFold(a, b) }

// Find returns the set of that name, whatever its capitals.
func Find(sets []Set, name string) (Set, bool) {
	for _, s := range sets {
		if same(s.Name, name) {
			return s, true
		}
	}
	return Set{}, false
}
