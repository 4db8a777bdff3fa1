package results

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
)

// filterLine is where the person writes what the list is narrowed to.
type filterLine struct {
	input  textinput.Model
	typing bool
	before string   // text when the line was opened
	styles []string // ids that are completed after style:
}

func newFilterLine() filterLine {
	in := textinput.New()
	in.Prompt = ""
	in.SetVirtualCursor(false)
	in.CharLimit = 200
	in.KeyMap.Paste.Unbind() // what text.paste is bound to asks for the clipboard
	return filterLine{input: in}
}

func (f *filterLine) text() string { return f.input.Value() }

func (f *filterLine) query() gallery.Query { return gallery.ParseQuery(f.input.Value()) }

func (f *filterLine) open() tea.Cmd {
	f.typing, f.before = true, f.input.Value()
	return f.input.Focus()
}

// close ends typing; what was typed stays.
func (f *filterLine) close() {
	f.typing = false
	f.input.Blur()
}

// set replaces the text.
func (f *filterLine) set(text string) { f.input.SetValue(text) }

// complete completes the last word.
func (f *filterLine) complete() {
	f.input.SetValue(gallery.Complete(f.input.Value(), f.styles))
	f.input.CursorEnd()
}

func (f *filterLine) update(msg tea.Msg) (cmd tea.Cmd) {
	f.input, cmd = f.input.Update(msg)
	return cmd
}

// column is where the text cursor stands in the title of the pane.
func (f *filterLine) column() int { return 4 + len("Results / ") - 2 + f.input.Position() }

// title is the title of the pane while there is a filter; "" without.
func (f *filterLine) title() string {
	switch {
	case f.typing:
		return "Results / " + f.text() + " "
	case f.text() != "":
		return "Results / " + f.text()
	}
	return ""
}
