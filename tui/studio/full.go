package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/studio/flow"
)

const fullScreen = "full"

// full is the preview with the whole screen to itself, over another screen.
type full struct {
	*preview.Pane
}

// Place is what keys mean here.
func (f *full) Place() action.Place { return action.Full }

// Act zooms and pans, and goes back to where the picture was chosen.
func (f *full) Act(id action.ID) (tea.Cmd, bool) {
	if id == action.ResultLook {
		return func() tea.Msg { return actMsg{act: (*Model).closeScreen} }, true
	}
	return f.Pane.Act(id)
}

// Update does nothing: all its keys are actions.
func (f *full) Update(tea.Msg) tea.Cmd { return nil }

// openFull shows the selected picture over the whole screen, whatever screen
// it was selected on. closed is called with what is selected when that ends.
func (m *Model) openFull(closed func(selected string)) tea.Cmd {
	return m.OpenScreen(flow.Opened{Screen: &full{Pane: m.preview}, Name: fullScreen, Pictures: true, Closed: func() tea.Cmd {
		if row, ok := m.results.Selected(); ok {
			closed(row.ID)
		}
		return nil
	}})
}
