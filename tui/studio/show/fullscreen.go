package show

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/studio/flow"
)

// FullScreen is the name of the screen that a picture has to itself.
const FullScreen = "full"

// fullscreen is the preview with the whole screen to itself, over another screen.
type fullscreen struct{ *preview.Pane }

// leaveFullMsg asks to go back to where the picture was chosen.
type leaveFullMsg struct{}

// Place is what keys mean here.
func (s *fullscreen) Place() action.Place { return action.Full }

// Act zooms and pans, and goes back to where the picture was chosen.
func (s *fullscreen) Act(id action.ID) (tea.Cmd, bool) {
	if id == action.ResultLook {
		return func() tea.Msg { return leaveFullMsg{} }, true
	}
	return s.Pane.Act(id)
}

// Update does nothing: all its keys are actions.
func (s *fullscreen) Update(tea.Msg) tea.Cmd { return nil }

// OpenFull shows the selected picture over the whole screen, whatever screen it
// was selected on. closed is called with what is selected when that ends.
func (f *Flow) OpenFull(closed func(selected string)) tea.Cmd {
	return f.host.OpenScreen(flow.Opened{Screen: &fullscreen{f.o.Pane}, Name: FullScreen, Pictures: true, Closed: func() tea.Cmd {
		if row, ok := f.o.Results.Selected(); ok {
			closed(row.ID)
		}
		return nil
	}})
}
