package action

import (
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
// A key that does not arrive in this terminal is shown only where there is no
// other: in text that may be one outside it, which esc leads to.
func (t *Table) Key(p Place, id ID) string {
	a := t.get(id)
	acting := a.acting(p)
	if len(acting) == 0 {
		return ""
	}
	arriving := t.arriving(acting)
	if !p.Typing() && a.Where&typing != 0 {
		if i := slices.IndexFunc(arriving, plain); i >= 0 {
			return label(arriving[i])
		}
	}
	if back := t.get(StudioBack).acting(p); len(arriving) == 0 && p.Typing() && len(back) > 0 {
		if i := slices.IndexFunc(a.Keys, plain); i >= 0 {
			return label(back[0]) + " " + label(a.Keys[i])
		}
	}
	return label(append(arriving, acting...)[0])
}

// AnyKey returns the first key of an action wherever it acts, "" for none; one
// that arrives, if there is one.
func (t *Table) AnyKey(id ID) string {
	if keys := t.bestFirst(t.get(id).Keys); len(keys) > 0 {
		return label(keys[0])
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
	case letters && inTurn(keys):
		return Hint{Key: keys[0] + "-" + keys[len(keys)-1], Desc: desc}
	case letters:
		sep = ""
	case len(ids) > 2:
		sep = "/"
	case slices.ContainsFunc(keys, func(k string) bool { return strings.Contains(k, " ") }):
		sep = ", " // one of them is two keys in turn
	}
	return Hint{Key: strings.Join(keys, sep), Desc: desc}
}

// inTurn tells whether keys are digits one after the other.
func inTurn(keys []string) bool {
	for i, k := range keys {
		if k[0] < '0' || k[0] > '9' || k[0] != keys[0][0]+byte(i) {
			return false
		}
	}
	return len(keys) > 2
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

// Words puts keys into a sentence of the program: "{result.pick} picks.". An
// action without a key is called by its name in the palette. What people wrote
// has no place in such a sentence before this. Frames are full of such
// sentences, so it is quick.
func (t *Table) Words(sentence string) string {
	open := strings.IndexByte(sentence, '{')
	if open < 0 {
		return sentence
	}
	var b strings.Builder
	b.Grow(len(sentence))
	for open >= 0 {
		b.WriteString(sentence[:open])
		sentence = sentence[open:]
		n := placeholder(sentence)
		if n == 0 {
			b.WriteByte('{')
			n = 1
		} else {
			b.WriteString(t.word(ID(sentence[1:n-1]), b.String()))
		}
		sentence = sentence[n:]
		open = strings.IndexByte(sentence, '{')
	}
	b.WriteString(sentence)
	return b.String()
}

// placeholder is how long the id in braces is that a text begins with; 0 for
// none.
func placeholder(text string) int {
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '.':
		case c == '}' && i > 1:
			return i + 1
		default:
			return 0
		}
	}
	return 0
}

// word is the key of an action, or what it is called where it has none; before
// is what the sentence says up to there.
func (t *Table) word(id ID, before string) string {
	if k := t.AnyKey(id); k != "" {
		return k
	}
	called := `the command "` + t.get(id).Title + `"`
	if before = strings.TrimSpace(before); before == "" || strings.HasSuffix(before, ".") {
		called = "T" + called[1:]
	}
	return called
}
