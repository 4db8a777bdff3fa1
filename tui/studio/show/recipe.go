package show

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// recipeMsg is what the sidecar of a row says.
type recipeMsg struct {
	row   string
	entry history.Entry
	err   error
}

// readRecipe reads what the details show where no picture is drawn.
func (f *Flow) readRecipe(row gallery.Row) tea.Cmd {
	if f.o.Library == nil {
		return nil
	}
	library, id, path := f.o.Library, row.ID, row.Path
	return func() tea.Msg {
		entry, err := library.Entry(path)
		return recipeMsg{id, entry, err}
	}
}

func (f *Flow) reread(msg recipeMsg) {
	if msg.err == nil && f.row == msg.row {
		f.sidecar, f.problem = msg.entry.Sidecar, msg.entry.Problem
	}
}

// Reread brings the details up to date after a sidecar changed.
func (f *Flow) Reread() tea.Cmd {
	row, ok := f.o.Results.Selected()
	if !ok || row.State != gallery.Saved {
		return nil
	}
	return f.readRecipe(row)
}
