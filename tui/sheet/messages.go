package sheet

import tea "charm.land/bubbletea/v2"

// LookMsg asks for the picture of a cell at full size.
type LookMsg struct{ ID string }

// SelectedMsg says that the person moved to another cell. ID is "" when
// nothing was asked for there.
type SelectedMsg struct{ ID string }

// MarkedMsg says that the marks changed.
type MarkedMsg struct{ Count int }

// RollMsg asks for new seeds for these rows. What comes belongs into their
// cells.
type RollMsg struct{ IDs []string }

// AskMsg asks for the picture of a cell that nothing was asked for yet. Like
// is the id of a row with the same prompt.
type AskMsg struct {
	Variant, Style, Ratio string
	Seed                  int64
	Like                  string
}

// NoteMsg says why a key did nothing.
type NoteMsg struct{ Text string }

// CloseMsg asks to leave the sheet.
type CloseMsg struct{}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
