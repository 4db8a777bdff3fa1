package studio

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/picture"
	"imagine-tui/tui/results"
)

// gridding draws the thumbnails of the results while they are a grid.
type gridding struct {
	cancel context.CancelFunc // ends what draws now; nil when nothing does
	mode   picture.Mode       // thumbnails in the pane were drawn so
	dark   bool               // and for this background
}

// gridThumbMsg is a finished thumbnail of the grid, and what goes on with the
// next.
type gridThumbMsg struct {
	thumbMsg
	next tea.Cmd
}

// toggleGrid shows the results as thumbnails, or as a list again.
func (m *Model) toggleGrid() tea.Cmd {
	m.results.SetGrid(!m.results.Grid())
	return m.focusOn(paneResults)
}

// gridMessage handles what the grid asks for.
func (m *Model) gridMessage(msg tea.Msg) (bool, tea.Cmd) {
	switch msg := msg.(type) {
	case results.SettledMsg:
		return true, m.results.Settled(msg)
	case results.WantMsg:
		return true, m.drawGridThumbs(msg)
	case gridThumbMsg:
		m.results.SetThumb(msg.id, msg.w, msg.h, msg.lines)
		return true, msg.next
	}
	return false, nil
}

// wantThumbs asks for the thumbnails that the grid lacks. What is drawn for a
// grid out of sight is given up.
func (m *Model) wantThumbs() tea.Cmd {
	if !m.results.Grid() || len(m.screens) > 0 || m.lay.panes[paneResults].w == 0 {
		m.stopGridThumbs()
		return nil
	}
	if mode := m.thumbMode(); mode != m.grid.mode || m.st.Dark != m.grid.dark {
		m.grid.mode, m.grid.dark = mode, m.st.Dark
		m.dropThumbs()
	}
	return m.results.Want()
}

func (m *Model) stopGridThumbs() {
	if m.grid.cancel != nil {
		m.grid.cancel()
		m.grid.cancel = nil
		m.results.GiveUp()
	}
}

// drawGridThumbs draws thumbnails, the most urgent first. What an earlier wish
// still waits for is given up.
func (m *Model) drawGridThumbs(want results.WantMsg) tea.Cmd {
	if m.grid.cancel != nil {
		m.grid.cancel()
	}
	ctx, cancel := context.WithCancel(m.ctx)
	m.grid.cancel = cancel
	jobs := make(chan thumbJob, len(want.Thumbs))
	for _, t := range want.Thumbs {
		if row, ok := m.gallery.Row(t.ID); ok && row.Path != "" {
			jobs <- thumbJob{t.ID, picture.Key{Path: row.Path, Cols: t.W, Rows: t.H, Mode: m.thumbMode()}}
		}
	}
	close(jobs)
	var cmds []tea.Cmd
	for range min(thumbWorkers, len(jobs)) {
		cmds = append(cmds, forGrid(drawNext(ctx, m.cache, jobs)))
	}
	return tea.Batch(cmds...)
}

// forGrid turns the thumbnails of a worker into those of the grid: the sheet
// may be open at the same time.
func forGrid(draw tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		if done, ok := draw().(thumbsMsg); ok {
			return gridThumbMsg{done.thumbMsg, forGrid(done.next)}
		}
		return nil
	}
}
