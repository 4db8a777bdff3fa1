package action

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Table is the table of actions with the keys they have now.
type Table struct {
	groups []Group
	byID   map[ID]*Action
	// keys are what single keys do, place by place; first are the keys that
	// wait for a second one.
	keys  [placeCount]map[string]ID
	first [placeCount]map[string]bool
	bound map[ID]Bound
}

// Default returns a table with the keys that every action has by default.
func Default() *Table { return newTable(nil) }

// newTable returns a table in which the given actions have other keys.
func newTable(other map[ID][]string) *Table {
	t := &Table{groups: Groups(), byID: map[ID]*Action{}, bound: map[ID]Bound{}}
	for p := range placeCount {
		t.keys[p], t.first[p] = map[string]ID{}, map[string]bool{}
	}
	for _, g := range t.groups {
		for i := range g.Actions {
			a := &g.Actions[i]
			if keys, is := other[a.ID]; is {
				a.Keys = keys
			}
			t.byID[a.ID] = a
			for p := range placeCount {
				for _, k := range a.acting(p) {
					if first, second := split(k); second != "" {
						t.first[p][first] = true
					} else {
						t.keys[p][k] = a.ID
					}
				}
			}
		}
	}
	return t
}

// acting returns the keys of an action that act in a place. Letters do not
// where they are text, and pairs need somebody who waits for the second key.
func (a *Action) acting(p Place) []string {
	if !a.Where.Has(p) {
		return nil
	}
	out := make([]string, 0, len(a.Keys))
	for _, k := range a.Keys {
		_, second := split(k)
		if p.Typing() && plain(k) || second != "" && !pairing.Has(p) {
			continue
		}
		out = append(out, k)
	}
	return out
}

// Groups lists the table as help and the README do.
func (t *Table) Groups() []Group { return t.groups }

// All lists every action.
func (t *Table) All() []Action {
	var out []Action
	for _, g := range t.groups {
		out = append(out, g.Actions...)
	}
	return out
}

// Get returns the action of an id. There is no table without it: ids come from
// this package.
func (t *Table) Get(id ID) Action {
	if a := t.byID[id]; a != nil {
		return *a
	}
	panic(fmt.Sprintf("no action is called %q", id))
}

// At returns the action a single key means in a place.
func (t *Table) At(p Place, k fmt.Stringer) (ID, bool) {
	id, ok := t.keys[p][k.String()]
	return id, ok
}

// Press gives act what a key means in a place. It reports whether act had it.
func (t *Table) Press(p Place, k fmt.Stringer, act func(ID) (tea.Cmd, bool)) (tea.Cmd, bool) {
	id, ok := t.At(p, k)
	if !ok {
		return nil, false
	}
	return act(id)
}

// Is tells whether a key means one of the given actions in a place.
func (t *Table) Is(p Place, k fmt.Stringer, ids ...ID) bool {
	id, ok := t.At(p, k)
	return ok && slices.Contains(ids, id)
}

// Bind says what an action does.
func (t *Table) Bind(id ID, b Bound) {
	t.Get(id) // a misspelt one shows at the start, not at the first press
	t.bound[id] = b
}

// Acts tells whether something was bound to an action.
func (t *Table) Acts(id ID) bool { return t.bound[id].Do != nil }

// Why says in a few words why an action cannot act now, "" when it can.
func (t *Table) Why(id ID) string {
	if why := t.bound[id].Why; why != nil {
		return why()
	}
	return ""
}

// Price is what an action costs now, "" where nothing is to be said.
func (t *Table) Price(id ID) string {
	if price := t.bound[id].Price; price != nil {
		return price()
	}
	return ""
}

// Do acts.
func (t *Table) Do(id ID) tea.Cmd {
	if do := t.bound[id].Do; do != nil {
		return do()
	}
	return nil
}
