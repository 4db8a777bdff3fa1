package studio

import tea "charm.land/bubbletea/v2"

// background rebuilds the styles for what the terminal says of itself.
func (m *Model) background(msg tea.BackgroundColorMsg) tea.Cmd {
	dark := msg.IsDark()
	switch m.o.Config.Background {
	case "dark":
		dark = true
	case "light":
		dark = false
	}
	if dark == m.st.Dark {
		return nil
	}
	m.st.Set(dark)
	m.display.SetBackground(m.st.Checker[:]...)
	for id := range paneCount {
		m.pane(id).Invalidate()
	}
	for _, s := range m.screens {
		s.Invalidate()
	}
	return m.redraw()
}

// redraw draws all pictures again: the terminal does better or worse than was
// thought, or its background is another.
func (m *Model) redraw() tea.Cmd {
	m.overview.DropPictures()
	m.comparison.DropPictures()
	return m.show.Redraw()
}

// forceMode draws pictures in a way the person chose until the studio is left.
func (m *Model) forceMode(name string) tea.Cmd {
	anew, err := m.display.Set(name)
	if err != nil {
		return m.notices.Warn(sentence(err))
	}
	said := m.notices.Say("Pictures are drawn as " + name + ".")
	if !anew {
		return said
	}
	return tea.Batch(m.redraw(), said)
}

// forceBackground draws for a dark or a light terminal until the studio is
// left; auto asks the terminal again.
func (m *Model) forceBackground(name string) tea.Cmd {
	m.o.Config.Background = name
	if name == "auto" {
		return tea.RequestBackgroundColor
	}
	return m.background(tea.BackgroundColorMsg{})
}
