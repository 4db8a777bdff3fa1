package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/comparison"
	"imagine-tui/tui/studio/cull"
	"imagine-tui/tui/studio/overview"
)

// advance moves on after a result was judged, where the person wants that.
func (c *commands) advance(cmd tea.Cmd) tea.Cmd {
	if c.screens.OnScreen(cull.Screen) {
		return tea.Batch(cmd, c.flows.cull.Advance())
	}
	if !c.onwards || c.gallery.MarkedCount() > 0 || c.screens.OnScreen(comparison.Screen) || c.screens.OnScreen(comparison.DuelScreen) {
		return cmd
	}
	if c.screens.OnScreen(overview.SheetScreen) {
		return tea.Batch(cmd, c.flows.overview.Advance())
	}
	return tea.Batch(cmd, c.panes.results.MoveBy(1))
}

// look is a closer look at a row: the full picture, or what went wrong.
func (c *commands) look() tea.Cmd {
	row, ok := c.panes.results.Selected()
	if !ok {
		return nil
	}
	switch row.State {
	case gallery.Failed, gallery.Unknown, gallery.Held:
		return c.flows.runs.Explain(row)
	default:
	}
	cmd := c.panes.focusOn(panePreview)
	return tea.Batch(cmd, c.panes.zoom(true), c.flows.play.Open())
}

// share shares the screen in another way, and says what there is to see.
func (c *commands) share(s scene) tea.Cmd {
	return tea.Batch(c.screens.closeAll(), c.panes.share(s), c.desk.Say(c.desk.WithKeys(s.says())))
}

func (c *commands) toPrompt() tea.Cmd {
	return tea.Batch(c.screens.closeAll(), c.panes.zoom(false), c.panes.focusOn(panePrompt))
}

// back goes one step back: out of a screen, or of what the panes are in.
func (c *commands) back() tea.Cmd {
	if !c.screens.none() {
		return c.screens.close()
	}
	return c.backInPanes()
}

// backInPanes goes one step back: out of a zoomed pane, a filter, marks, to the
// results.
func (c *commands) backInPanes() tea.Cmd {
	switch p := c.panes; {
	case p.zoomed:
		return tea.Sequence(p.zoom(false), p.focusOn(paneResults))
	case p.results.Filtered() && p.onPicture():
		before := p.results.Filter()
		p.results.ClearFilter()
		c.steps.filterChanged(before)
		return c.flows.show.Refresh()
	case p.focus == paneResults && c.gallery.ClearMarks() > 0:
		c.steps.marksChanged()
		return nil
	}
	return c.panes.focusOn(paneResults)
}

// closeOrQuit closes the screen on top, or the zoomed pane, or the studio.
func (c *commands) closeOrQuit() tea.Cmd {
	if !c.screens.none() || c.panes.zoomed {
		return c.back()
	}
	return c.flows.leaving.Quit()
}
