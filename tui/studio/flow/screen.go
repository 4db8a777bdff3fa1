package flow

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
)

// Screen takes the whole body, between header and last line: sheet, compare,
// queue, the mask editor. A pane fits as one.
type Screen interface {
	SetSize(w, h int)
	Update(tea.Msg) tea.Cmd
	View() []string
	Cursor() *tea.Cursor
	Capturing() bool
	// Place is what keys mean in it now, Act does what it has of its own.
	Place() action.Place
	Act(id action.ID) (tea.Cmd, bool)
	Hints() []action.Hint
	Invalidate()
}

// Opened is a screen with what the studio must know of it.
type Opened struct {
	Screen
	Name string
	// Pictures is set where a picture is selected, so that the keys of a
	// picture act there too. The selection is shared with the results.
	Pictures bool
	// Closed is called when the screen goes, may be nil.
	Closed func() tea.Cmd
}

// Screens opens and leaves screens.
type Screens interface {
	// OpenScreen puts a screen over the studio, or over the screen before it.
	// What was said while it was on its way is over.
	OpenScreen(s Opened) tea.Cmd
	// LeaveScreen closes the screen on top if it is the named one.
	LeaveScreen(name string) tea.Cmd
	// OnScreen tells whether the screen on top is the named one.
	OnScreen(name string) bool
}
