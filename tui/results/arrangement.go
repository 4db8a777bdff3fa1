package results

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/widget/thumb"
)

// Grid tells whether results are shown as thumbnails.
func (p *Pane) Grid() bool { return p.grid.on }

// SetGrid shows results as thumbnails, or as a list. The selection stays.
func (p *Pane) SetGrid(on bool) {
	p.sync()
	if on == p.grid.on {
		return
	}
	p.grid.on = on
	if !on {
		p.grid.bands = nil
		p.grid.thumbs.Clear()
	}
	p.layOut()
	p.show()
}

// SetOpen lists the rows of every batch, also of those that are folded. Where a
// batch was selected, its picture that is shown is then.
func (p *Pane) SetOpen(on bool) {
	p.sync()
	if on == p.list.open {
		return
	}
	if r := p.list.selected(); on && r != nil {
		p.list.sel = r.ID
	}
	p.list.open = on
	p.remake(true)
}

// GridSize returns how large cells are: steps from the usual size, negative
// for smaller ones.
func (p *Pane) GridSize() int { return p.grid.size - usualWidth }

// SetGridSize makes cells so many steps larger than usual; what is too much
// is taken for the most there is.
func (p *Pane) SetGridSize(steps int) {
	p.sync()
	p.grid.size = min(max(usualWidth+steps, 0), len(widths)-1)
	p.grid.asked = p.grid.asked || steps != 0
	p.keepSeat(p.layOut)
}

// resize makes cells larger or smaller by the next step that changes anything.
func (p *Pane) resize(by int) {
	if size, ok := p.grid.next(by); ok {
		p.grid.asked = true
		p.SetGridSize(size - usualWidth)
	}
}

// SetThumb gives a thumbnail as rendered lines, at most w × h cells. One made
// for another width than cells have now, or for a row that is gone, is
// ignored.
func (p *Pane) SetThumb(id string, w, h int, lines []string) {
	p.sync()
	if p.Thumbs() && p.gallery.Look(id) != nil && p.grid.thumbs.Put(id, w, h, lines) {
		p.view = nil
	}
}

// SetUndrawn says why the picture of a row cannot be drawn: it is not asked for
// again.
func (p *Pane) SetUndrawn(id string, w, h int, why string) {
	p.sync()
	if p.Thumbs() && p.gallery.Look(id) != nil && p.grid.thumbs.Refuse(id, w, h, why) {
		p.view = nil
	}
}

// SetDimmed gives the same with its colours taken back, as the terminal draws it.
func (p *Pane) SetDimmed(id string, w, h int, lines []string) {
	p.sync()
	if p.Thumbs() && p.grid.thumbs.PutDimmed(id, w, h, lines) {
		p.view = nil
	}
}

// DropThumbs forgets the thumbnails of rows, which the terminal has no more, or
// every one, after the terminal or the background turned out to be another. Want
// asks for those in view again.
func (p *Pane) DropThumbs(ids ...string) {
	p.grid.thumbs.Drop(ids...)
	p.view = nil
}

// GiveUp forgets what was asked for, when nobody works on it any more.
func (p *Pane) GiveUp() { p.grid.thumbs.GiveUp() }

// Want returns a command that leads to a WantMsg once the grid stands still;
// nil when nothing is missing. The root calls it after whatever may have
// changed the grid, while it is seen. Thumbnails more than a page away from
// what is in view are dropped.
func (p *Pane) Want() tea.Cmd {
	p.sync()
	if !p.Thumbs() || p.Len() == 0 {
		return nil
	}
	if p.film.on {
		return p.film.want()
	}
	near := p.grid.near()
	p.grid.thumbs.Keep(func(id string) bool { return near[id] })
	return p.grid.thumbs.Want(p.grid.missing())
}

// Settled asks for what is missing, if the grid has not moved since the wait
// began.
func (p *Pane) Settled(msg thumb.SettledMsg) tea.Cmd {
	p.sync()
	switch {
	case p.film.on:
		return p.grid.thumbs.Settled(msg, p.film.missing())
	case p.grid.on:
		return p.grid.thumbs.Settled(msg, p.grid.missing())
	}
	return nil
}
