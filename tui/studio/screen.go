package studio

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/flow"
)

func (m *Model) topScreen() *flow.Opened {
	if n := len(m.screens); n > 0 {
		return &m.screens[n-1]
	}
	return nil
}

// onScreen tells whether the screen on top is the named one.
func (m *Model) onScreen(name string) bool {
	s := m.topScreen()
	return s != nil && s.Name == name
}

// OpenScreen puts a screen over the studio, or over the screen before it. What
// was said while it was on its way is over; a warning stays.
func (m *Model) OpenScreen(s flow.Opened) tea.Cmd {
	if !m.note.bad {
		m.dismissNotice()
	}
	s.SetSize(m.w, max(1, m.h-2))
	m.screens = append(m.screens, s)
	return m.refreshPreview()
}

// closeScreen goes back to what was there before.
func (m *Model) closeScreen() tea.Cmd {
	s := m.topScreen()
	if s == nil {
		return nil
	}
	m.screens = m.screens[:len(m.screens)-1]
	var cmd tea.Cmd
	if s.Closed != nil {
		cmd = s.Closed()
	}
	m.arrange()
	return tea.Batch(cmd, m.refreshPreview())
}

// LeaveScreen closes the screen on top if it is the named one.
func (m *Model) LeaveScreen(name string) tea.Cmd {
	if !m.onScreen(name) {
		return nil
	}
	return m.closeScreen()
}

// closeScreens goes back to the studio, from however many screens deep.
func (m *Model) closeScreens() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.screens) > 0 {
		cmds = append(cmds, m.closeScreen())
	}
	return tea.Batch(cmds...)
}

// screenKey sends a key to the screen on top: keys of a picture act on what
// is selected there, all others are the screen's own.
func (m *Model) screenKey(s *flow.Opened, msg tea.KeyPressMsg) tea.Cmd {
	if w, ok := s.Screen.(interface{ Wants(tea.KeyPressMsg) bool }); s.Capturing() || ok && w.Wants(msg) {
		return s.Update(msg)
	}
	mv, ev := m.km.Move, m.km.Everywhere
	switch {
	case s.Pictures && key.Matches(msg, ev.Back), s.Pictures && key.Matches(msg, mv.Close):
		return m.closeScreen()
	case key.Matches(msg, mv.Palette), key.Matches(msg, ev.Palette):
		return m.openPalette()
	case key.Matches(msg, mv.Help), key.Matches(msg, ev.Help):
		return m.openHelp()
	case key.Matches(msg, ev.Stop):
		return m.askStop()
	case s.Pictures && key.Matches(msg, mv.Go):
		m.pending = "g"
		return nil
	}
	if s.Pictures {
		switch {
		case key.Matches(msg, mv.Undo):
			return m.undoLast()
		case key.Matches(msg, mv.NextKey), key.Matches(msg, ev.NextKey):
			return m.accounts.Next()
		}
		if handled, cmd := m.pictureAct(msg); handled {
			return cmd
		}
	}
	return s.Update(msg)
}

// screenMessage handles what screens say about themselves.
func (m *Model) screenMessage(msg tea.Msg) (bool, tea.Cmd) {
	for _, handle := range []func(tea.Msg) (bool, tea.Cmd){m.sheetMessage, m.thumbMessage, m.compareMessage, m.queueMessage} {
		if handled, cmd := handle(msg); handled {
			return true, cmd
		}
	}
	return false, nil
}
