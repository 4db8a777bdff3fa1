package action

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Table is the table of actions with the keys they have now.
type Table struct {
	groups []Group
	list   []*Action // all of them, in the order of the groups
	byID   map[ID]*Action
	// keys are what single keys do, place by place; first are the places in which
	// a key waits for a second one.
	keys  map[string]*[placeCount]ID
	first map[string]Places
	bound map[ID]Bound
	taken []string // keys that do not arrive in this terminal
	// standard are the keys of those that have others now.
	standard map[ID][]string
}

// Default returns a table with the keys that every action has by default.
func Default() *Table { return newTable(nil, nil) }

// ownGroup is the part with the commands that the person added.
const ownGroup = "Your commands"

// newTable returns a table in which the given actions have other keys, with the given
// commands.
func newTable(other map[ID][]string, commands []Action) *Table {
	t := &Table{
		groups: Groups(), byID: map[ID]*Action{}, bound: map[ID]Bound{}, keys: map[string]*[placeCount]ID{}, first: map[string]Places{},
		standard: map[ID][]string{},
	}
	if len(commands) > 0 {
		t.groups = append(t.groups, Group{ownGroup, slices.Clone(commands)})
	}
	for _, g := range t.groups {
		for i := range g.Actions {
			a := &g.Actions[i]
			t.standard[a.ID] = a.Keys
			if keys, is := other[a.ID]; is {
				a.Keys = keys
			}
			t.list, t.byID[a.ID] = append(t.list, a), a
			for _, k := range a.Keys {
				t.put(a, k)
			}
		}
	}
	return t
}

// Rebind gives every action the keys that the config gives it now, in place, with the
// commands there are now: what was bound to actions stays. With anything wrong but
// actions it does not know, all stays as it is.
func (t *Table) Rebind(c Config, commands ...Own) []Problem {
	next, problems := New(c, commands...)
	for _, p := range problems {
		if !p.Ignored {
			return problems
		}
	}
	t.groups, t.list, t.byID, t.keys, t.first, t.standard = next.groups, next.list, next.byID, next.keys, next.first, next.standard
	return problems
}

// put notes what a key does, in every place where it acts.
func (t *Table) put(a *Action, k string) {
	first, second := split(k)
	where := a.Where & places(k)
	if second != "" {
		t.first[first] |= where
		return
	}
	means := t.keys[k]
	if means == nil {
		means = new([placeCount]ID)
		t.keys[k] = means
	}
	for p := range placeCount {
		if where.Has(p) {
			means[p] = a.ID
		}
	}
}

// places are those in which a key can be an action's at all. Letters cannot
// where they are text, and pairs need somebody who waits for the second key.
func places(k string) Places {
	where := all
	if plain(k) {
		where &^= typing
	}
	if _, second := split(k); second != "" {
		where &= pairing
	}
	return where
}

// acting returns the keys of an action that act in a place.
func (a *Action) acting(p Place) []string {
	if !a.Where.Has(p) {
		return nil
	}
	out := make([]string, 0, len(a.Keys))
	for _, k := range a.Keys {
		if places(k).Has(p) {
			out = append(out, k)
		}
	}
	return out
}

// Changed tells whether any action has other keys than by default.
func (t *Table) Changed() bool {
	return slices.ContainsFunc(t.list, func(a *Action) bool { return !slices.Equal(a.Keys, t.standard[a.ID]) })
}

// Own lists the commands that the person added.
func (t *Table) Own() (ids []ID) {
	for _, a := range t.list {
		if a.own != "" {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// All lists every action.
func (t *Table) All() []Action {
	out := make([]Action, len(t.list))
	for i, a := range t.list {
		out[i] = *a
	}
	return out
}

// Get returns the action of an id. There is no table without it: ids come from
// this package.
func (t *Table) Get(id ID) Action { return *t.get(id) }

func (t *Table) get(id ID) *Action {
	if a := t.byID[id]; a != nil {
		return a
	}
	panic(fmt.Sprintf("there is no action %q", id))
}

// At returns the action a single key means in a place.
func (t *Table) At(p Place, k fmt.Stringer) (ID, bool) {
	if means := t.keys[k.String()]; means != nil && means[p] != "" {
		return means[p], true
	}
	return "", false
}

// Press gives act what a key means in a place. It reports whether act had it.
func (t *Table) Press(p Place, k fmt.Stringer, act func(ID) (tea.Cmd, bool)) (tea.Cmd, bool) {
	id, ok := t.At(p, k)
	if !ok {
		return nil, false
	}
	return act(id)
}

// Bind says what an action does.
func (t *Table) Bind(id ID, b Bound) {
	t.get(id) // a misspelt one shows at the start, not at the first press
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
