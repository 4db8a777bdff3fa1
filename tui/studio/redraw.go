package studio

import tea "charm.land/bubbletea/v2"

// redraw draws all pictures again: the terminal does better or worse than was
// thought, or its background is another.
func (m *Model) redraw() tea.Cmd {
	m.overview.DropPictures()
	m.comparison.DropPictures()
	return m.show.Redraw()
}

// repaint paints everything afresh, in other colours.
func (m *Model) repaint() {
	m.panes.repaint()
	m.screens.repaint()
}
