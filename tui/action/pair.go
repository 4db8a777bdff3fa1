package action

import (
	"fmt"
	"slices"
)

// Waiting is the first key of a pair that was pressed, or a menu that was
// opened. The zero Waiting waits for nothing.
type Waiting struct {
	place Place
	first string
	menu  Menu
}

// Follower is what may come next: the key, and what it does.
type Follower struct {
	ID  ID
	Key string
	// Name is the key as the terminal library gives it.
	Name string
}

// Begin returns what waits after a key that begins pairs in a place.
func (t *Table) Begin(p Place, k fmt.Stringer) (Waiting, bool) {
	name := k.String()
	return Waiting{place: p, first: name}, t.first[name].Has(p)
}

// Open returns what waits when a menu is opened without its first key.
func (t *Table) Open(p Place, menu Menu) Waiting { return Waiting{place: p, menu: menu} }

// Opened tells whether a menu was opened, rather than a key pressed.
func (w Waiting) Opened() bool { return w.menu != NoMenu }

// Empty tells whether nothing waits.
func (w Waiting) Empty() bool { return w.first == "" && w.menu == NoMenu }

// First is what the person pressed, as people read it.
func (t *Table) First(w Waiting) string {
	if w.first != "" {
		return label(w.first)
	}
	if hint := t.MenuHint(w.place, w.menu); hint.Key != "" {
		return hint.Key
	}
	return menuWords[w.menu]
}

// Followers lists what may come next.
func (t *Table) Followers(w Waiting) []Follower {
	var out []Follower
	if w.menu != NoMenu {
		for _, a := range t.list {
			if a.Menu == w.menu && len(a.Keys) > 0 {
				out = append(out, follower(a.ID, a.Keys[0]))
			}
		}
		return out
	}
	for _, a := range t.list {
		for _, k := range a.acting(w.place) {
			if first, second := split(k); second != "" && first == w.first {
				out = append(out, follower(a.ID, k))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Follower) int { return rank(a.ID) - rank(b.ID) })
	return out
}

func follower(id ID, name string) Follower {
	if _, second := split(name); second != "" {
		name = second
	}
	return Follower{ID: id, Key: label(name), Name: name}
}

// rank puts the choices after g into their order; the others are as the table
// has them.
func rank(id ID) int {
	if i := slices.Index(goOrder, id); i >= 0 {
		return i
	}
	return len(goOrder)
}

// Then returns the action that a second key means.
func (t *Table) Then(w Waiting, k fmt.Stringer) (ID, bool) {
	name := k.String()
	for _, f := range t.Followers(w) {
		if f.Name == name {
			return f.ID, true
		}
	}
	return "", false
}
