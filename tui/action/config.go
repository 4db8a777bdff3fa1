package action

import (
	"fmt"
	"slices"
	"strings"
)

// Config is the [keymap] section of the config: keys by the id of the action
// that gets them in place of its own. It holds whatever stands there, so that a
// mistake in it stops nothing but itself.
type Config map[string]any

// Problem says what is wrong in [keymap].
type Problem struct {
	ID   string // as it stands in the file
	Text string
	// Ignored says that the rest of the section holds all the same: the action
	// may be one of a newer version.
	Ignored bool
}

// New returns the table with the keys that the config gives, and what is wrong
// with it. With anything wrong but actions it does not know, all keys are the
// default ones.
func New(c Config) (*Table, []Problem) {
	keys, problems := c.read()
	problems = append(problems, conflicts(keys)...)
	slices.SortStableFunc(problems, func(a, b Problem) int { return strings.Compare(a.ID, b.ID) })
	for _, p := range problems {
		if !p.Ignored {
			return Default(), problems
		}
	}
	return newTable(keys), problems
}

// Validate returns what is wrong with the config.
func (c Config) Validate() []Problem {
	_, problems := New(c)
	return problems
}

// Entries returns the section with the ids that stand in it without quotes put
// together: TOML reads a.b = 1 as b in a.
func (c Config) Entries() map[string]any {
	out := map[string]any{}
	flatten(out, "", c)
	return out
}

func flatten(into map[string]any, prefix string, from map[string]any) {
	for name, value := range from {
		if inner, is := value.(map[string]any); is {
			flatten(into, prefix+name+".", inner)
			continue
		}
		into[prefix+name] = value
	}
}

// read returns the keys that can be understood, and what cannot.
func (c Config) read() (map[ID][]string, []Problem) {
	known := Default().byID
	keys := map[ID][]string{}
	var problems []Problem
	for name, value := range c.Entries() {
		a := known[ID(name)]
		if a == nil {
			problems = append(problems, Problem{ID: name, Ignored: true, Text: fmt.Sprintf("no action is called %q here; it is left alone", name)})
			continue
		}
		list, err := a.read(value)
		if err != nil {
			problems = append(problems, Problem{ID: name, Text: fmt.Sprintf("%s: %v", name, err)})
			continue
		}
		keys[a.ID] = list
	}
	return keys, problems
}

// read returns the keys that a value of the config names for an action.
func (a *Action) read(value any) ([]string, error) {
	list, is := value.([]any)
	if !is {
		return nil, fmt.Errorf(`this must be a list of keys, such as ["p", "ctrl+k"]`)
	}
	if a.Needed && len(list) == 0 {
		return nil, fmt.Errorf("it must keep a key: without one there is no way on")
	}
	var out []string
	for _, item := range list {
		text, is := item.(string)
		if !is {
			return nil, fmt.Errorf(`keys are text in quotes, such as "p", not %v`, item)
		}
		name, err := parseKey(text)
		if err != nil {
			return nil, err
		}
		if err := a.suits(name); err != nil {
			return nil, err
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out, nil
}

// suits tells why an action cannot have a key that nothing else has: where text
// is written, letters are text and the editing keys edit.
func (a *Action) suits(name string) error {
	if slices.Contains(a.Keys, name) {
		return nil // a default key, which takes turns with the text
	}
	first, second := split(name)
	acts := false
	for p := range placeCount {
		if !a.Where.Has(p) {
			continue
		}
		if p.Typing() && editing[first] != NoEdit {
			return fmt.Errorf("%q edits text where it acts (%s)", name, p)
		}
		acts = acts || !(p.Typing() && plain(name)) && (second == "" || pairing.Has(p))
	}
	switch {
	case acts:
		return nil
	case second != "":
		return fmt.Errorf("%q are two keys in turn, which do not work where it acts (%s)", name, strings.Join(a.Where.Names(), ", "))
	}
	return fmt.Errorf("%q is text where it acts (%s)", name, strings.Join(a.Where.Names(), ", "))
}
