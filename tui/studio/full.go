package studio

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/keymap"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/studio/flow"
)

const fullScreen = "full"

// full is the preview with the whole screen to itself, over another screen.
type full struct {
	*preview.Pane
	km   *keymap.Map
	move func(int) tea.Cmd
}

// Update handles the zoom keys, and goes to the next and the one before.
func (f *full) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	mv := f.km.Move
	switch {
	case f.Wants(k):
		return f.Pane.Update(k)
	case key.Matches(k, f.km.Picture.Look):
		return func() tea.Msg { return actMsg{act: (*Model).closeScreen} }
	case key.Matches(k, mv.Down, mv.Right):
		return f.move(1)
	case key.Matches(k, mv.Up, mv.Left):
		return f.move(-1)
	}
	return nil
}

// openFull shows the selected picture over the whole screen, whatever screen
// it was selected on.
func (m *Model) openFull() tea.Cmd {
	f := &full{Pane: m.preview, km: m.km, move: func(n int) tea.Cmd { return m.results.MoveBy(n) }}
	return m.OpenScreen(flow.Opened{Screen: f, Name: fullScreen, Pictures: true, Closed: func() tea.Cmd {
		if row, ok := m.results.Selected(); ok && m.sheet != nil {
			m.sheet.Select(row.ID)
		}
		return nil
	}})
}
