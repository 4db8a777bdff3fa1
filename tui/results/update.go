package results

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/gallery"
)

// Update handles keys and pastes while the pane has the focus.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if p.typing {
			return p.filterKey(msg)
		}
		return p.listKey(msg)
	case tea.PasteMsg:
		if p.typing {
			return p.edit(tea.PasteMsg{Content: clean.Line(msg.Content)})
		}
	}
	return nil
}

func (p *Pane) listKey(msg tea.KeyPressMsg) tea.Cmd {
	mv, before := p.km.Move, p.sel
	switch {
	case key.Matches(msg, mv.Down):
		p.step(1)
	case key.Matches(msg, mv.Up):
		p.step(-1)
	case key.Matches(msg, mv.Top):
		p.move(-len(p.items))
	case key.Matches(msg, mv.Bottom):
		p.move(len(p.items))
	case key.Matches(msg, mv.PageDown):
		p.page(1)
	case key.Matches(msg, mv.PageUp):
		p.page(-1)
	case key.Matches(msg, mv.Left):
		p.sideways(-1)
	case key.Matches(msg, mv.Right):
		p.sideways(1)
	case key.Matches(msg, p.km.Results.Grid):
		p.SetGrid(!p.grid.on)
	case p.grid.on && key.Matches(msg, mv.More):
		p.resize(1)
	case p.grid.on && key.Matches(msg, mv.Less):
		p.resize(-1)
	case key.Matches(msg, mv.NextBatch):
		p.jumpBatch(1)
	case key.Matches(msg, mv.PrevBatch):
		p.jumpBatch(-1)
	case key.Matches(msg, mv.Filter):
		return p.StartFilter()
	case key.Matches(msg, mv.Mark):
		return p.mark()
	case key.Matches(msg, mv.MarkRange):
		return p.markRange()
	case key.Matches(msg, p.km.Picture.Look):
		return p.look()
	}
	return p.moved(before)
}

func (p *Pane) moved(before string) tea.Cmd {
	if p.sel == before {
		return nil
	}
	id := p.sel
	return func() tea.Msg { return SelectedMsg{ID: id} }
}

// look unfolds a header or asks for a closer look at a row.
func (p *Pane) look() tea.Cmd {
	if b := p.selectedBatch(); b != nil {
		b.Folded = !b.Folded
		p.rebuild()
		return nil
	}
	if p.sel == "" {
		return nil
	}
	id := p.sel
	return func() tea.Msg { return LookMsg{ID: id} }
}

// MoveBy moves the selection by n items, as the arrow keys do.
func (p *Pane) MoveBy(n int) tea.Cmd {
	before := p.sel
	p.move(n)
	return p.moved(before)
}

func (p *Pane) move(n int) {
	if len(p.items) == 0 {
		return
	}
	at := p.index(p.sel)
	next := min(max(at+n, 0), len(p.items)-1)
	if p.items[next].more > 0 {
		if n > 0 && next+1 < len(p.items) {
			next++
		} else {
			next--
		}
	}
	p.sel, p.held, p.view = p.items[next].id(), "", nil
	p.scroll()
	p.keepColumn()
}

func (p *Pane) fold(folded bool) {
	b := p.selectedBatch()
	if b == nil {
		r := p.gallery.Find(p.sel)
		if r == nil || p.filtered {
			return
		}
		b = p.gallery.Batch(r.Batch)
	}
	if b.Folded == folded {
		return
	}
	b.Folded = folded
	p.rebuild()
}

func (p *Pane) jumpBatch(step int) {
	at := p.index(p.sel)
	for i := at + step; i >= 0 && i < len(p.items); i += step {
		if p.items[i].row == nil && p.items[i].more == 0 {
			p.move(i - at)
			return
		}
	}
}

// mark marks the selected row and moves down; on a header, all its rows.
func (p *Pane) mark() tea.Cmd {
	before := p.sel
	if b := p.selectedBatch(); b != nil {
		all := true
		for _, r := range b.Rows() {
			all = all && r.Marked()
		}
		for _, r := range b.Rows() {
			p.gallery.Mark(r, !all)
		}
	} else if r := p.gallery.Find(p.sel); r != nil {
		p.gallery.Mark(r, !r.Marked())
		p.anchor = r.ID
		p.move(1)
	}
	p.view = nil
	return tea.Batch(p.moved(before), p.markedCmd())
}

// markRange marks everything from the last mark to the selected row.
func (p *Pane) markRange() tea.Cmd {
	from, to := p.index(p.anchor), p.index(p.sel)
	if to < 0 {
		return nil
	}
	if from < 0 {
		from = to
	}
	for _, it := range p.items[min(from, to) : max(from, to)+1] {
		if it.row != nil {
			p.gallery.Mark(it.row, true)
		}
	}
	p.view = nil
	return p.markedCmd()
}

func (p *Pane) markedCmd() tea.Cmd {
	n := p.gallery.MarkedCount()
	return func() tea.Msg { return MarkedMsg{Count: n} }
}

// StartFilter opens the filter line.
func (p *Pane) StartFilter() tea.Cmd {
	p.typing, p.view, p.before = true, nil, p.filter.Value()
	p.scroll() // the line takes one from the list
	return p.filter.Focus()
}

// ClearFilter takes the filter away; false when there was none.
func (p *Pane) ClearFilter() bool {
	if !p.typing && p.filter.Value() == "" {
		return false
	}
	p.typing = false
	p.filter.Blur()
	p.filter.SetValue("")
	p.query = gallery.Query{}
	p.rebuild()
	return true
}

// left says that the filter line was left.
func (p *Pane) left() tea.Cmd {
	before := p.before
	return func() tea.Msg { return FilteredMsg{Before: before} }
}

// Filter returns the text of the filter.
func (p *Pane) Filter() string { return p.filter.Value() }

// SetFilter narrows the list to what text says.
func (p *Pane) SetFilter(text string) {
	p.filter.SetValue(text)
	p.query = gallery.ParseQuery(text)
	p.rebuild()
}

func (p *Pane) filterKey(msg tea.KeyPressMsg) tea.Cmd {
	before := p.sel
	switch msg.String() {
	case "esc":
		p.ClearFilter()
		return tea.Batch(p.moved(before), p.left())
	case "enter":
		p.typing, p.view = false, nil
		p.filter.Blur()
		return p.left()
	case "tab":
		p.filter.SetValue(gallery.Complete(p.filter.Value(), p.styles))
		p.filter.CursorEnd()
		return p.refilter()
	case "up":
		p.step(-1)
		return p.moved(before)
	case "down":
		p.step(1)
		return p.moved(before)
	}
	return p.edit(msg)
}

func (p *Pane) edit(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	p.filter, cmd = p.filter.Update(msg)
	return tea.Batch(cmd, p.refilter())
}

func (p *Pane) refilter() tea.Cmd {
	before := p.sel
	p.query = gallery.ParseQuery(p.filter.Value())
	p.rebuild()
	return p.moved(before)
}

// Click selects what lies at x, y of the pane; on the selected header it folds.
func (p *Pane) Click(x, y int) tea.Cmd {
	y -= 1 + p.headLines()
	if p.grid.on {
		return p.clickGrid(x-1, y)
	}
	if y < 0 || p.top+y >= len(p.items) {
		return nil
	}
	return p.clickItem(p.top + y)
}

func (p *Pane) clickItem(at int) tea.Cmd {
	if p.items[at].more > 0 {
		return nil
	}
	before := p.sel
	if p.items[at].id() == p.sel {
		return p.look()
	}
	p.sel, p.held, p.view = p.items[at].id(), "", nil
	p.keepColumn()
	return p.moved(before)
}

// Wheel scrolls without moving the selection.
func (p *Pane) Wheel(delta int) {
	p.view = nil
	if p.grid.on {
		p.scrollTo(p.grid.off + delta)
		return
	}
	p.top = max(0, min(p.top+delta, len(p.items)-p.listHeight()))
}
