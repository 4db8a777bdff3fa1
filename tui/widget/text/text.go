package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"imagine-tui/api/clean"
)

// Text is what is being written: the characters, the cursor, the selection
// and the way back. The zero Text is empty and ready. Places in it are byte
// offsets at the start of a character.
type Text struct {
	s       string
	runes   int
	cursor  int
	anchor  int // other end of the selection
	marking bool
	limit   int  // in runes, 0 for none
	oneLine bool // newlines become spaces
	history history
	edited  func(at, removed, added int) // for the layout
}

// Value returns the text.
func (t *Text) Value() string { return t.s }

// Len returns the number of code points.
func (t *Text) Len() int { return t.runes }

// SetLimit bounds the text to n code points, 0 for no bound.
func (t *Text) SetLimit(n int) { t.limit = n }

// Selection returns what is selected as a range, empty if nothing is.
func (t *Text) Selection() (from, to int) {
	if !t.marking {
		return t.cursor, t.cursor
	}
	return min(t.anchor, t.cursor), max(t.anchor, t.cursor)
}

// SelectAll selects the whole text, with the cursor at its end.
func (t *Text) SelectAll() {
	t.anchor, t.cursor, t.marking = 0, len(t.s), len(t.s) > 0
	t.history.seal()
}

// Set replaces the whole text as one step of undo, with the cursor at the
// end. It reports whether all of value fitted.
func (t *Text) Set(value string) bool { return t.set(value, whole) }

// Swap is Set for going through a list: any number of Swaps in a row are one
// step of undo.
func (t *Text) Swap(value string) bool { return t.set(value, swapped) }

func (t *Text) set(value string, kind kind) bool {
	value = t.fitting(value)
	cut, fits := t.cut(value, t.runes)
	t.marking = false
	if cut != t.s {
		t.replace(0, len(t.s), cut, kind)
	}
	t.cursor = len(t.s)
	return fits
}

// Insert puts text in place of the selection, or at the cursor, as one step of
// undo. It reports whether all of it fitted.
func (t *Text) Insert(text string) bool { return t.insert(text, whole) }

// Type puts what one key wrote in place of the selection, or at the cursor.
// The letters of a word are taken back together.
func (t *Text) Type(text string) bool { return t.insert(text, typed) }

func (t *Text) insert(text string, kind kind) bool {
	from, to := t.Selection()
	text, fits := t.cut(t.fitting(text), utf8.RuneCountInString(t.s[from:to]))
	if from != to {
		t.history.seal()
	}
	t.marking = false
	t.replace(from, to, text, kind)
	return fits
}

// Before returns the text before the cursor, and what comes after; ok is false
// while something is selected.
func (t *Text) Before() (before, after string, ok bool) {
	if from, to := t.Selection(); from != to {
		return "", "", false
	}
	return t.s[:t.cursor], t.s[t.cursor:], true
}

// ReplaceBefore puts text in place of the n bytes before the cursor, as one step
// of undo. It reports whether all of it fitted.
func (t *Text) ReplaceBefore(n int, text string) bool {
	from := max(0, t.cursor-n)
	text, fits := t.cut(t.fitting(text), utf8.RuneCountInString(t.s[from:t.cursor]))
	t.marking = false
	t.history.seal()
	t.replace(from, t.cursor, text, whole)
	return fits
}

// fitting returns text as it may stand here.
func (t *Text) fitting(text string) string {
	text = clean.Text(text)
	if t.oneLine {
		text = strings.NewReplacer("\n", " ", "\t", " ").Replace(text)
	}
	return text
}

// cut shortens text to what the limit leaves after freed code points went.
func (t *Text) cut(text string, freed int) (string, bool) {
	if t.limit <= 0 {
		return text, true
	}
	room := max(0, t.limit-t.runes+freed)
	if len(text) <= room {
		return text, true
	}
	n := 0
	for i := range text {
		if n == room {
			return text[:i], false
		}
		n++
	}
	return text, true
}

// replace is the one way in which the text changes by hand.
func (t *Text) replace(from, to int, text string, kind kind) {
	if from == to && text == "" {
		return
	}
	st := step{at: from, old: strings.Clone(t.s[from:to]), added: strings.Clone(text), before: t.cursor, kind: kind}
	t.apply(from, to, text)
	t.cursor = snap(t.s, from+len(text))
	st.after = t.cursor
	t.history.add(st)
}

// apply changes the text without a way back.
func (t *Text) apply(from, to int, text string) {
	t.runes += utf8.RuneCountInString(text) - utf8.RuneCountInString(t.s[from:to])
	t.s = t.s[:from] + text + t.s[to:]
	if t.edited != nil {
		t.edited(from, to-from, len(text))
	}
}

// Undo takes the last change back. It reports whether there was one.
func (t *Text) Undo() bool {
	st, ok := t.history.undo()
	if !ok {
		return false
	}
	t.marking = false
	t.apply(st.at, st.at+len(st.added), st.old)
	t.cursor = snap(t.s, st.before)
	return true
}

// Redo makes the last change that was taken back again.
func (t *Text) Redo() bool {
	st, ok := t.history.redo()
	if !ok {
		return false
	}
	t.marking = false
	t.apply(st.at, st.at+len(st.old), st.added)
	t.cursor = snap(t.s, st.after)
	return true
}

// moveTo puts the cursor at i; with mark the text on the way is selected.
func (t *Text) moveTo(i int, mark bool) {
	switch {
	case mark && !t.marking:
		t.anchor, t.marking = t.cursor, true
	case !mark:
		t.marking = false
	}
	t.cursor = max(0, min(i, len(t.s)))
	t.history.seal()
}

// erase deletes the selection, or else from the cursor to i.
func (t *Text) erase(i int, kind kind) {
	from, to := t.Selection()
	if from == to {
		from, to = min(i, t.cursor), max(i, t.cursor)
	} else {
		kind = whole
	}
	t.marking = false
	t.replace(from, to, "", kind)
}

// lineStart returns the start of the line, as written, that holds i.
func (t *Text) lineStart(i int) int { return strings.LastIndexByte(t.s[:i], '\n') + 1 }

// lineEnd returns the end of the line, as written, that holds i.
func (t *Text) lineEnd(i int) int {
	if n := strings.IndexByte(t.s[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(t.s)
}

// wordLeft returns the start of the word before i.
func (t *Text) wordLeft(i int) int {
	i = len(strings.TrimRightFunc(t.s[:i], unicode.IsSpace))
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(t.s[:i])
		if unicode.IsSpace(r) {
			break
		}
		i -= size
	}
	return snap(t.s, i)
}

// wordRight returns the end of the word after i.
func (t *Text) wordRight(i int) int {
	i = len(t.s) - len(strings.TrimLeftFunc(t.s[i:], unicode.IsSpace))
	if n := strings.IndexFunc(t.s[i:], unicode.IsSpace); n >= 0 {
		return snap(t.s, i+n)
	}
	return len(t.s)
}
