package action

import (
	"fmt"
	"strings"
)

// conflicts says which keys that the config gives mean something else already
// in a place where their action acts: by the config, or by default where the
// other action has no keys of its own in the same file.
func conflicts(keys map[ID][]string, commands []Action) []Problem {
	t := newTable(keys, commands)
	var met []*clash
	for p := range placeCount {
		before := map[string][]held{} // by their first key
		for _, a := range t.list {
			for _, k := range a.acting(p) {
				h := newHeld(a.ID, k)
				for _, other := range before[h.first] {
					if a.ID != other.id && h.meets(other) {
						met = t.blame(h, other, p, keys, met)
					}
				}
				before[h.first] = append(before[h.first], h)
			}
		}
	}
	var problems []Problem
	for _, c := range met {
		a, problem := t.byID[c.id], Problem{ID: string(c.id)}
		setting := string(a.ID)
		if _, given := keys[a.ID]; !given { // by its own setting
			problem.Own, setting = a.own, a.setting()
		}
		problem.Text = setting + ": " + c.String()
		problems = append(problems, problem)
	}
	return problems
}

// held is a key that an action has.
type held struct {
	id                  ID
	name, first, second string
}

func newHeld(id ID, name string) held {
	h := held{id: id, name: name}
	h.first, h.second = split(name)
	return h
}

// meets tells whether two keys with the same first one cannot both be had: they
// are the same, or one begins the other.
func (h held) meets(other held) bool {
	return h.second == other.second || h.second == "" || other.second == ""
}

// blame adds a clash to those met so far. The action that the config gives the
// key is to blame: a command of the person's own, which comes last, before others.
func (t *Table) blame(h, other held, p Place, keys map[ID][]string, met []*clash) []*clash {
	if _, given := keys[h.id]; !given && t.byID[h.id].own == "" {
		h, other = other, h
	}
	said := fmt.Sprintf("%s (%s)", other.id, p)
	if h.name != other.name {
		said = fmt.Sprintf("%s (%q, %s)", other.id, other.name, p)
	}
	for _, c := range met {
		if c.id == h.id && c.name == h.name {
			if !c.ids[other.id] {
				c.others, c.ids[other.id] = append(c.others, said), true
			}
			return met
		}
	}
	return append(met, &clash{id: h.id, name: h.name, others: []string{said}, ids: map[ID]bool{other.id: true}})
}

// clash is a key of an action with the others that have it.
type clash struct {
	id     ID
	name   string
	others []string
	ids    map[ID]bool
}

// mostNamed is how many of the others are named; one key may begin many pairs.
const mostNamed = 4

func (c *clash) String() string {
	named, more := c.others, ""
	if n := len(named) - mostNamed; n > 1 {
		named, more = named[:mostNamed], fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("%q is already used by %s%s: change it there, or choose another one here", c.name, strings.Join(named, ", "), more)
}
