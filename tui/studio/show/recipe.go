package show

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// recipeMsg is what the sidecar of a row says, and its file.
type recipeMsg struct {
	row    string
	entry  history.Entry
	origin history.Origin
	err    error
}

// readRecipe reads what the details show where no picture is drawn.
func (f *Flow) readRecipe(row gallery.Row) tea.Cmd {
	if f.o.Library == nil {
		return nil
	}
	library, id, path := f.o.Library, row.ID, row.Path
	return func() tea.Msg {
		entry, err := library.Entry(path)
		return recipeMsg{id, entry, history.ReadOrigin(path), err}
	}
}

func (f *Flow) reread(msg recipeMsg) {
	if msg.err == nil && f.row == msg.row {
		f.learn(msg.entry, msg.origin)
	}
}

// learn takes what was read of the row that is shown.
func (f *Flow) learn(entry history.Entry, origin history.Origin) {
	f.sidecar, f.problem, f.origin = entry.Sidecar, entry.Problem, origin
}

// Reread brings the details up to date after a sidecar changed.
func (f *Flow) Reread() tea.Cmd {
	row, ok := f.o.Results.Selected()
	if !ok || row.State != gallery.Saved {
		return nil
	}
	return f.readRecipe(row)
}
