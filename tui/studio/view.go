package studio

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/cells"
)

// lastFrame is the frame that was made last.
type lastFrame struct {
	view tea.View
	size [2]int
}

// View puts the lines of the panes together. Everything costly was made
// before: panes keep their lines until something in them changes. While the terminal
// has yet to take the frame before there is no other: what happens meanwhile is shown
// together.
func (m *Model) View() tea.View {
	size := [2]int{m.screens.w, m.screens.h}
	if m.last.view.Content != "" && m.last.size == size && m.display.Behind() {
		return m.last.view
	}
	v := tea.View{}
	if m.spoken.on {
		var lines []string
		lines, v.Cursor = m.spoken.voice.Lines(m.screens.w, m.screens.h)
		v.SetContent(cells.Drawn(strings.Join(lines, "\n")))
	} else {
		v.SetContent(cells.Drawn(strings.Join(m.st.Ground.Under(m.frame.pictured()), "\n")))
		v.Cursor = m.frame.cursor()
	}
	if v.Content == m.last.view.Content {
		// The very same text: what draws compares it at every tick, which takes no time
		// then.
		v.Content = m.last.view.Content
	}
	v.AltScreen = true
	v.ReportFocus = true
	quirks := m.display.Row().Quirks
	if quirks.Titles {
		v.WindowTitle = m.flows.progress.Title()
	}
	if m.display.Row().ShowsProgress() {
		v.ProgressBar = m.flows.progress.Taskbar()
	}
	if m.o.Config.Mouse && !m.spoken.on && !quirks.MouseHoldsEsc {
		v.MouseMode = tea.MouseModeCellMotion
	}
	m.last = lastFrame{v, size}
	return v
}
