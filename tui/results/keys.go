package results

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
)

// Update handles keys and pastes while the pane has the focus.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if cmd, done := p.acts.Press(p.Place(), msg, p.Act); done || !p.filter.typing {
			return cmd
		}
		p.sync()
		return p.edit(func() { p.filter.press(msg) })
	case tea.PasteMsg:
		p.sync()
		if p.filter.typing {
			return p.edit(func() { p.filter.paste(msg.Content) })
		}
	}
	return nil
}

// Act does what the pane has of its own. It reports whether it has the action.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	p.sync()
	if p.filter.typing {
		return p.actFilter(id)
	}
	before := p.list.sel
	if p.walked(id) {
		return p.moved(before), true
	}
	switch id {
	case action.ResultsGrid:
		p.SetGrid(!p.grid.on)
	case action.SizeLarger, action.SizeSmaller:
		if p.grid.on {
			p.resize(map[action.ID]int{action.SizeLarger: 1, action.SizeSmaller: -1}[id])
		}
	case action.ResultsFilter:
		return p.StartFilter(), true
	case action.ListMark:
		return p.mark(), true
	case action.ListMarkTo:
		return p.markRange(), true
	case action.ResultLook:
		return p.look(), true
	default:
		return nil, false
	}
	return p.moved(before), true
}

// walked moves the selection, if that is what an action means.
func (p *Pane) walked(id action.ID) bool {
	if n := p.film.way(id); p.film.on && n != 0 {
		p.move(n)
		return true
	}
	switch id {
	case action.MoveDown:
		p.step(1)
	case action.MoveUp:
		p.step(-1)
	case action.MoveTop:
		p.move(-len(p.list.items))
	case action.MoveBottom:
		p.move(len(p.list.items))
	case action.MovePageDown:
		p.page(1)
	case action.MovePageUp:
		p.page(-1)
	case action.MoveLeft:
		p.sideways(-1)
	case action.MoveRight:
		p.sideways(1)
	case action.BatchNext:
		jumpBatch(p, 1)
	case action.BatchPrevious:
		jumpBatch(p, -1)
	default:
		return false
	}
	return true
}

func (p *Pane) moved(before string) tea.Cmd {
	if p.list.sel == before {
		return nil
	}
	id := p.list.sel
	return func() tea.Msg { return SelectedMsg{ID: id} }
}

// look unfolds a header or asks for a closer look at a row.
func (p *Pane) look() tea.Cmd {
	if b := p.list.header(); b != nil && p.list.open {
		before := p.list.sel
		p.move(1)
		return p.moved(before)
	} else if b != nil {
		p.gallery.Fold(b, !b.Folded)
		p.sync()
		return nil
	}
	if p.list.sel == "" {
		return nil
	}
	id := p.list.sel
	return func() tea.Msg { return LookMsg{ID: id} }
}

// MoveBy moves the selection by n items, as the arrow keys do.
func (p *Pane) MoveBy(n int) tea.Cmd {
	p.sync()
	before := p.list.sel
	p.move(n)
	return p.moved(before)
}

func (p *Pane) move(n int) {
	if r := p.film.along(n); p.film.on {
		if r != nil {
			p.Select(r.ID)
		}
		return
	}
	p.list.move(n)
	p.show()
}

// step moves the selection up or down by n lines of what is shown.
func (p *Pane) step(n int) {
	if !p.grid.on {
		p.move(n)
		return
	}
	p.grid.step(n)
	p.view = nil
}

// page moves the selection by what is in view, down or up.
func (p *Pane) page(way int) {
	if !p.grid.on {
		p.move(way * max(1, p.listHeight()-1))
		return
	}
	p.grid.page(way)
	p.view = nil
}

// sideways is h and l: the cell before or after. On a header they fold and
// unfold, as in the list.
func (p *Pane) sideways(n int) {
	b := p.list.header()
	switch {
	case p.list.open:
		p.move(n)
	case !p.grid.on || b != nil && (n < 0 || b.Folded):
		p.fold(n < 0)
	default:
		p.move(n)
	}
}

func (p *Pane) fold(folded bool) {
	b := p.list.header()
	if b == nil {
		r := p.list.row()
		if r == nil || p.list.filtered {
			return
		}
		b = p.gallery.Batch(r.Batch)
	}
	p.gallery.Fold(b, folded)
	p.sync()
}

func jumpBatch(p *Pane, step int) {
	if r := p.list.selected(); p.film.on && r != nil && !p.list.filtered {
		if next := p.film.beyond(p.gallery.Batch(r.Batch), step); next != nil {
			p.Select(p.gallery.Batch(next.Batch).Row(0).ID)
		}
		return
	}
	at, items := p.list.at(), p.list.items
	for i := at + step; i >= 0 && i < len(items); i += step {
		if items[i].header() {
			p.list.choose(i)
			p.show()
			return
		}
	}
}

// mark marks the selected row and moves down; on a header, all its rows.
func (p *Pane) mark() tea.Cmd {
	before := p.list.sel
	if b := p.list.header(); b != nil {
		all := true
		for _, r := range b.Rows() {
			all = all && r.Marked()
		}
		for _, r := range b.Rows() {
			p.gallery.Mark(r, !all)
		}
	} else if r := p.list.row(); r != nil {
		p.gallery.Mark(r, !r.Marked())
		p.anchor = r.ID
		p.move(1)
	}
	p.seen()
	return tea.Batch(p.moved(before), p.markedCmd())
}

// markRange marks everything from the last mark to the selected row. Without a
// mark before it the range begins there.
func (p *Pane) markRange() tea.Cmd {
	from, to := p.list.index(p.anchor), p.list.at()
	if to < 0 {
		return nil
	}
	if from < 0 {
		r := p.list.row()
		if r == nil { // a whole batch
			return p.mark()
		}
		p.gallery.Mark(r, true)
		p.anchor = r.ID
		p.seen()
		n := p.gallery.MarkedCount()
		return func() tea.Msg { return MarkedMsg{Count: n, Begun: true} }
	}
	for _, it := range p.list.items[min(from, to) : max(from, to)+1] {
		if it.isRow() {
			p.gallery.Mark(it.row(), true)
		}
	}
	p.seen()
	return p.markedCmd()
}

func (p *Pane) markedCmd() tea.Cmd {
	n := p.gallery.MarkedCount()
	return func() tea.Msg { return MarkedMsg{Count: n} }
}

// actFilter handles what is done while the filter is written.
func (p *Pane) actFilter(id action.ID) (tea.Cmd, bool) {
	before := p.list.sel
	switch id {
	case action.DialogCancel:
		p.ClearFilter()
		return tea.Batch(p.moved(before), p.filtered()), true
	case action.DialogAccept:
		p.filter.close()
		p.view = nil
		return p.filtered(), true
	case action.FilterComplete:
		p.advice.complete()
		p.refilter()
	case action.DialogUp:
		p.step(-1)
	case action.DialogDown:
		p.step(1)
	case action.TextPaste:
		return func() tea.Msg { return text.PasteRequestMsg{} }, true
	default:
		return nil, false
	}
	return p.moved(before), true
}

// filtered says that the filter line was left.
func (p *Pane) filtered() tea.Cmd {
	before := p.filter.before
	return func() tea.Msg { return FilteredMsg{Before: before} }
}

// edit changes what the filter line says.
func (p *Pane) edit(change func()) tea.Cmd {
	before := p.list.sel
	change()
	p.refilter()
	return p.moved(before)
}

// Click selects what lies at x, y of the pane; on the selected header it folds.
func (p *Pane) Click(x, y int) tea.Cmd {
	p.sync()
	if p.film.on {
		before := p.list.sel
		if r := p.film.rowAt(x); r != nil {
			p.Select(r.ID)
		}
		return p.moved(before)
	}
	y -= 1 + len(p.head())
	at := p.top + y
	if p.grid.on {
		at = p.grid.itemAt(x-1, y)
	}
	if y < 0 || at < 0 || at >= len(p.list.items) || p.list.items[at].more > 0 {
		return nil
	}
	before := p.list.sel
	if p.list.items[at].id() == before {
		return p.look()
	}
	p.list.choose(at)
	p.view = nil
	p.grid.keepColumn()
	return p.moved(before)
}

// Wheel scrolls without moving the selection.
func (p *Pane) Wheel(delta int) {
	p.sync()
	p.view = nil
	if p.grid.on {
		p.grid.scrollTo(p.grid.off + delta)
		return
	}
	p.top = max(0, min(p.top+delta, len(p.list.items)-p.listHeight()))
}
