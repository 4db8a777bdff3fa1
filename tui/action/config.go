package action

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Config is the [keymap] section of the config: keys by the id of the action
// that gets them in place of its own. It holds whatever stands there, so that a
// mistake in it stops nothing but itself.
type Config map[string]any

// Own is a command that a person adds to the table.
type Own struct {
	ID   ID
	Name string
	// Key is its shortcut as it stands in the config, "" for none.
	Key string
	// Prompt says that it is about what is written in the prompt; else it is about
	// pictures.
	Prompt bool
}

// action is what the table has of it; what its key is called is known when the key was
// read.
func (o Own) action() Action {
	where := pictures
	if o.Prompt {
		where = studio &^ at(Field, Filter)
	}
	return Action{ID: o.ID, Title: "Command: " + o.Name, Short: o.Name, Where: where, own: o.Name}
}

// Problem says what is wrong in [keymap], or with the key of a [[command]].
type Problem struct {
	ID string // as it stands in the file
	// Own is the name of the command, "" for an action of [keymap].
	Own  string
	Text string
	// Ignored says that the rest of the section holds all the same: the action
	// may be one of a newer version.
	Ignored bool
}

// New returns the table with the commands of the person's own and the keys that the
// config gives, and what is wrong with those. With anything wrong but actions it does
// not know, all keys are the default ones, and commands have none.
func New(c Config, commands ...Own) (*Table, []Problem) {
	if len(c)+len(commands) == 0 {
		return Default(), nil
	}
	list, problems := read(commands)
	keys, more := c.read(newTable(nil, list).byID)
	problems = append(problems, more...)
	problems = append(problems, conflicts(keys, list)...)
	slices.SortStableFunc(problems, func(a, b Problem) int { return strings.Compare(a.ID, b.ID) })
	for _, p := range problems {
		if !p.Ignored {
			for i := range list {
				list[i].Keys = nil
			}
			return newTable(nil, list), problems
		}
	}
	return newTable(keys, list), problems
}

// read returns the actions of commands with the keys that can be understood, and what
// cannot.
func read(commands []Own) (list []Action, problems []Problem) {
	for _, o := range commands {
		a := o.action()
		if o.Key != "" {
			keys, err := a.read([]any{o.Key})
			if err != nil {
				problems = append(problems, Problem{ID: string(o.ID), Own: o.Name, Text: fmt.Sprintf("%s: %v", a.setting(), err)})
			}
			a.Keys = keys
		}
		list = append(list, a)
	}
	return list, problems
}

// setting is where the config gives an action its keys.
func (a *Action) setting() string {
	if a.own != "" {
		return fmt.Sprintf("command %q: key", a.own)
	}
	return string(a.ID)
}

// Validate returns what is wrong with the config.
func (c Config) Validate() []Problem {
	_, problems := New(c)
	return problems
}

// entry is a line of the section.
type entry struct {
	id    string
	value any
}

// entries returns the section with ids that stand in it without quotes put
// together: TOML reads a.b = 1 as b in a.
func (c Config) entries() []entry {
	list := flatten(nil, "", c)
	slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.id, b.id) })
	return list
}

func flatten(list []entry, prefix string, from map[string]any) []entry {
	for name, value := range from {
		if inner, is := value.(map[string]any); is {
			list = flatten(list, prefix+name+".", inner)
			continue
		}
		list = append(list, entry{prefix + name, value})
	}
	return list
}

// Has tells whether the section says anything of an id.
func (c Config) Has(id string) bool {
	return slices.ContainsFunc(c.entries(), func(e entry) bool { return e.id == id })
}

// read returns the keys that can be understood, and what cannot.
func (c Config) read(known map[ID]*Action) (map[ID][]string, []Problem) {
	keys := map[ID][]string{}
	var problems []Problem
	for _, e := range c.entries() {
		a := known[ID(e.id)]
		switch {
		case e.id == "":
			problems = append(problems, Problem{Text: `keymap: this must be a section, with lines like "result.pick" = ["p", "ctrl+k"]`})
			continue
		case a == nil:
			problems = append(problems, Problem{ID: e.id, Ignored: true, Text: fmt.Sprintf("there is no action %q, so this line is ignored", e.id)})
			continue
		}
		list, err := a.read(e.value)
		if _, twice := keys[a.ID]; twice && err == nil {
			err = errors.New("it is set twice")
		}
		if err != nil {
			problems = append(problems, Problem{ID: e.id, Text: fmt.Sprintf("%s: %v", e.id, err)})
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
		return nil, fmt.Errorf(`this must be a list of shortcuts, like ["p", "ctrl+k"]`)
	}
	if a.Needed && len(list) == 0 {
		return nil, fmt.Errorf("it needs at least one shortcut, or there would be no way out")
	}
	var out []string
	for _, item := range list {
		text, is := item.(string)
		if !is {
			return nil, fmt.Errorf(`shortcuts must be in quotes, like "p", not %v`, item)
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
			return fmt.Errorf("%q edits text there (%s)", name, p)
		}
		acts = acts || (!p.Typing() || !plain(name)) && (second == "" || pairing.Has(p))
	}
	switch {
	case acts:
		return nil
	case second != "":
		return fmt.Errorf("%q is a pair, and pairs do not work there (%s)", name, strings.Join(a.Where.Names(), ", "))
	}
	return fmt.Errorf("%q is text there (%s)", name, strings.Join(a.Where.Names(), ", "))
}
