package studio

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/picture"
)

// gridding draws the thumbnails of the results while they are a grid.
type gridding struct {
	drawing context.CancelFunc // ends what draws now; nil when nothing does
	mode    picture.Mode       // thumbnails in the pane were drawn so
	dark    bool               // and for this background
}

// toggleGrid shows the results as thumbnails, or as a list again.
func (m *Model) toggleGrid() tea.Cmd {
	m.results.SetGrid(!m.results.Grid())
	return m.focusOn(paneResults)
}

// wantThumbs asks for the thumbnails that the grid lacks. What is drawn for a
// grid out of sight is given up.
func (m *Model) wantThumbs() tea.Cmd {
	if !m.results.Grid() || len(m.screens) > 0 || m.lay.panes[paneResults].w == 0 {
		m.stopGridThumbs()
		return nil
	}
	if mode := m.display.CellMode(); mode != m.grid.mode || m.st.Dark != m.grid.dark {
		m.grid.mode, m.grid.dark = mode, m.st.Dark
		m.dropThumbs()
	}
	return m.results.Want()
}

func (m *Model) stopGridThumbs() {
	if m.grid.drawing != nil {
		m.grid.drawing()
		m.grid.drawing = nil
		m.results.GiveUp()
	}
}
