package text

import (
	"strings"

	"charm.land/lipgloss/v2"

	"imagine-tui/api/clean"
)

// Field is a text of one line, which scrolls sideways when it is wider than
// the room it gets.
type Field struct {
	Text
	left int // first place shown
}

// NewField returns an empty field of at most limit code points.
func NewField(limit int) *Field {
	f := &Field{}
	f.limit, f.oneLine = limit, true
	return f
}

// View returns what the field shows in w cells, and the column of the cursor,
// which is at most w-1. A selection is drawn with selected. A space is left
// for the cursor behind the text.
func (f *Field) View(w int, selected lipgloss.Style) (line string, x int) {
	if w <= 0 {
		return "", 0
	}
	f.left = snap(f.s, min(f.left, f.cursor))
	for x = width(f.s, f.left, f.cursor); x > w-1 && f.left < f.cursor; x = width(f.s, f.left, f.cursor) {
		f.left = next(f.s, f.left)
	}
	// Text that fits is shown from its start.
	for f.left > 0 {
		before := prev(f.s, f.left)
		if width(f.s, before, len(f.s)) > w-1 {
			break
		}
		f.left = before
	}
	x = width(f.s, f.left, f.cursor)
	from, to := f.Selection()
	from, to = max(from, f.left), max(to, f.left)
	if from == to {
		return draw(f.s, f.left, len(f.s), w), x
	}
	head := draw(f.s, f.left, from, w)
	used := width(f.s, f.left, from)
	line = head + selected.Render(draw(f.s, from, to, w-used))
	used += width(f.s, from, to)
	return line + draw(f.s, to, len(f.s), max(0, w-used)), x
}

// LooksLikeKey says why what was written is not there.
const LooksLikeKey = "That looks like an API key, so it was not entered here."

// Paste puts one line of what was pasted in, unless an API key stands in that or
// would stand in the field: it reports then that nothing was put in.
func (f *Field) Paste(pasted string) (refused bool) {
	pasted = strings.TrimSpace(clean.Line(pasted))
	return clean.HasKey(pasted) || f.Secretive(func() { f.Insert(pasted) })
}

// Secretive makes an edit of a field that is no place for API keys. It takes the
// edit back, and reports it, when an API key would stand in the field: also one
// that came in parts. The way back goes too, or undo would show it.
func (f *Field) Secretive(edit func()) (refused bool) {
	before := *f
	had := clean.HasKey(f.s)
	edit()
	if had || !clean.HasKey(f.s) {
		return false
	}
	before.history = history{}
	*f = before
	return true
}
