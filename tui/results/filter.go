package results

import (
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/text"
)

const (
	// filterHead stands before the filter in the title of the pane.
	filterHead = "Results / "
	// maxFilter is the longest filter, in code points.
	maxFilter = 10_000
)

// filterLine is where the person writes what the list is narrowed to.
type filterLine struct {
	field  *text.Field
	typing bool
	before string   // text when the line was opened
	styles []string // ids that are completed after style:, beside those there are
	saved  gallery.Named
	turn   turn
	wrong  string // why something was not taken
	x      int    // where the cursor stood when the title was drawn
}

func newFilterLine() filterLine { return filterLine{field: text.NewField(maxFilter)} }

func (f *filterLine) text() string { return f.field.Value() }

func (f *filterLine) query() gallery.Query { return f.saved.Parse(f.text()) }

func (f *filterLine) open() { f.typing, f.before = true, f.text() }

// close ends typing; what was typed stays.
func (f *filterLine) close() { f.typing, f.wrong = false, "" }

// set replaces the text.
func (f *filterLine) set(text string) {
	f.field.Set(text)
	f.wrong = ""
}

// press does what a key does to the text.
func (f *filterLine) press(k tea.KeyPressMsg) {
	f.change(func() { f.field.Press(k) })
}

// paste takes text in; an API key is never shown.
func (f *filterLine) paste(pasted string) {
	f.change(func() { f.field.Insert(clean.Line(pasted)) })
}

func (f *filterLine) change(edit func()) {
	f.wrong = ""
	if f.field.Secretive(edit) {
		f.wrong = text.LooksLikeKey
	}
}

// title is the title of the pane while there is a filter, in w cells; "" without.
func (f *filterLine) title(w int, selected lipgloss.Style) string {
	switch {
	case f.typing:
		var line string
		line, f.x = f.field.View(max(1, w-4-len(filterHead)), selected)
		return filterHead + line + " "
	case f.text() != "":
		return filterHead + f.text()
	}
	return ""
}

// column is where the text cursor stands in the title of the pane.
func (f *filterLine) column() int { return 2 + len(filterHead) + f.x }
