package action

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Hint is a key with what it does, as the last line shows it.
type Hint struct {
	ID   ID // "" for several actions
	Key  string
	Desc string
}

// Key returns the key of an action as people read it in a place, "" where it
// has none. What acts also in text has a letter outside it, which is shown there.
func (t *Table) Key(p Place, id ID) string {
	a := t.get(id)
	acting := a.acting(p)
	if len(acting) == 0 {
		return ""
	}
	if !p.Typing() && a.Where&typing != 0 {
		if i := slices.IndexFunc(acting, plain); i >= 0 {
			return label(acting[i])
		}
	}
	return label(acting[0])
}

// AnyKey returns the first key of an action wherever it acts, "" for none.
func (t *Table) AnyKey(id ID) string {
	if a := t.get(id); len(a.Keys) > 0 {
		return label(a.Keys[0])
	}
	return ""
}

// Hint returns the hint of an action in a place; its key is "" where it has
// none.
func (t *Table) Hint(p Place, id ID) Hint { return t.HintAs(p, id, t.get(id).Short) }

// HintAs is Hint with other words.
func (t *Table) HintAs(p Place, id ID, desc string) Hint {
	return Hint{ID: id, Key: t.Key(p, id), Desc: desc}
}

// Hints returns the hints of several actions.
func (t *Table) Hints(p Place, ids ...ID) []Hint {
	out := make([]Hint, 0, len(ids))
	for _, id := range ids {
		out = append(out, t.Hint(p, id))
	}
	return out
}

// Together is one hint for actions that belong together: "hjkl move".
func (t *Table) Together(p Place, desc string, ids ...ID) Hint {
	var keys []string
	letters := len(ids) > 2
	for _, id := range ids {
		if k := t.Key(p, id); k != "" {
			keys = append(keys, k)
			letters = letters && utf8.RuneCountInString(k) == 1
		}
	}
	sep := " "
	switch {
	case letters:
		sep = ""
	case len(ids) > 2:
		sep = "/"
	}
	return Hint{Key: strings.Join(keys, sep), Desc: desc}
}

// MenuHint is the hint of the key that opens a menu in a place: the first key
// of its first pair.
func (t *Table) MenuHint(p Place, menu Menu) Hint {
	for _, a := range t.list {
		if a.Menu != menu {
			continue
		}
		for _, k := range a.acting(p) {
			if first, second := split(k); second != "" {
				return Hint{Key: label(first), Desc: menuWords[menu]}
			}
		}
	}
	return Hint{Desc: menuWords[menu]}
}

var placeholder = regexp.MustCompile(`\{[a-z0-9.]+\}`)

// Words puts keys into a sentence of the program: "{result.pick} picks.". An
// action without a key is called by its name in the palette. What people wrote
// has no place in such a sentence before this.
func (t *Table) Words(sentence string) string {
	if !strings.Contains(sentence, "{") {
		return sentence
	}
	at := 0
	var b strings.Builder
	for _, m := range placeholder.FindAllStringIndex(sentence, -1) {
		b.WriteString(sentence[at:m[0]])
		id := ID(sentence[m[0]+1 : m[1]-1])
		k := t.AnyKey(id)
		if k == "" {
			k = `the command "` + t.get(id).Title + `"`
			if before := strings.TrimSpace(b.String()); before == "" || strings.HasSuffix(before, ".") {
				k = "T" + k[1:]
			}
		}
		b.WriteString(k)
		at = m[1]
	}
	return b.String() + sentence[at:]
}
