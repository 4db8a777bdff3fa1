package dialog

import (
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// Entry is a line of a log: when, what, and how often.
type Entry struct {
	When, Text, Often string
	// Sign stands before an entry that is to be seen among the others.
	Sign string
}

// widestLog is how wide a log may be: what it says is longer than what is asked.
const widestLog = 112

// NewLog returns a dialog that shows entries, the first of them on top. Without
// any it says so in words.
func NewLog(st *theme.Styles, title, none string, entries []Entry) *Info {
	if len(entries) == 0 {
		return NewInfo(st, title, none)
	}
	lead, often := 0, 0
	for _, e := range entries {
		lead, often = max(lead, cells.Width(e.When)), max(often, cells.Width(e.Often))
	}
	log := &Info{Title: title, st: st, room: 1, most: widestLog}
	log.laid = func(w int) (lines []string) {
		side := often
		if side > 0 {
			side += 2
		}
		if room := w - lead - 4 - side; room < 24 {
			side = 0 // how often goes behind the words
		}
		for _, e := range entries {
			lines = append(lines, entryLines(st, e, lead, side, w)...)
		}
		return lines
	}
	return log
}

// entryLines lays one entry out: what it says in a column of its own.
func entryLines(st *theme.Styles, e Entry, lead, side, w int) (out []string) {
	text, style := clean.Line(e.Text), st.Text
	if e.Sign != "" {
		style = st.Warn
	}
	if side == 0 && e.Often != "" {
		text += " (" + e.Often + ")"
	}
	head := style.Render(box.Fit(e.Sign, 2)) + st.Dim.Render(box.Fit(e.When, lead)) + "  "
	for i, part := range cells.Wordwrap(text, max(1, w-lead-4-side)) {
		if i > 0 {
			head = strings.Repeat(" ", lead+4)
		}
		line := head + style.Render(part)
		if i == 0 && side > 0 {
			line = box.Fit(line, w-side) + "  " + st.Strong.Render(e.Often)
		}
		out = append(out, line)
	}
	return out
}
