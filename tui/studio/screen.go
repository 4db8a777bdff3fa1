package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/flow"
)

func (m *Model) topScreen() *flow.Opened {
	if n := len(m.screens); n > 0 {
		return &m.screens[n-1]
	}
	return nil
}

// OnScreen tells whether the screen on top is the named one.
func (m *Model) OnScreen(name string) bool {
	s := m.topScreen()
	return s != nil && s.Name == name
}

// OpenScreen puts a screen over the studio, or over the screen before it. What
// was said while it was on its way is over; a warning stays.
func (m *Model) OpenScreen(s flow.Opened) tea.Cmd {
	m.notices.pass()
	s.SetSize(m.w, max(1, m.h-2))
	m.screens = append(m.screens, s)
	return m.show.Refresh()
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
	return tea.Batch(cmd, m.show.Refresh())
}

// LeaveScreen closes the screen on top if it is the named one.
func (m *Model) LeaveScreen(name string) tea.Cmd {
	if !m.OnScreen(name) {
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
