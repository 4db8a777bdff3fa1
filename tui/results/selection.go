package results

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
)

// Select selects a row, unfolding its batch, and brings it into view.
func (p *Pane) Select(id string) {
	p.sync()
	if r := p.gallery.Look(id); r != nil {
		p.gallery.Fold(p.gallery.Batch(r.Batch), false)
		p.sync()
	}
	p.list.sel, p.list.held = id, ""
	p.show()
}

// Shows tells whether the list has the row now: no filter hides it.
func (p *Pane) Shows(id string) bool { return p.list.shows(id) }

// Selected returns the selected row; for a batch header, its first row that
// was saved.
func (p *Pane) Selected() (gallery.Row, bool) {
	p.sync()
	if r := p.list.selected(); r != nil {
		return *r, true
	}
	return gallery.Row{}, false
}

// On tells whether this very row is selected. It looks at nothing else, so that
// it can be asked about each of many.
func (p *Pane) On(id string) bool { return id != "" && p.list.sel == id }

// OnHeader returns the batch whose header is selected, "" when it is a row.
func (p *Pane) OnHeader() string {
	p.sync()
	if b := p.list.header(); b != nil {
		return b.ID
	}
	return ""
}

// Neighbours lists the rows that one key leads to from the selected one, the
// likeliest first.
func (p *Pane) Neighbours() []string {
	p.sync()
	at, items := p.list.at(), p.list.items
	if at < 0 {
		return nil
	}
	var out []string
	for _, i := range append([]int{at + 1, at - 1}, p.grid.beside(at)...) {
		if i >= 0 && i < len(items) && items[i].isRow() && !slices.Contains(out, items[i].id()) {
			out = append(out, items[i].id())
		}
	}
	return out
}

// NextNew selects the next row not yet looked at, after the selected one and
// then from the top. It tells whether there was one.
func (p *Pane) NextNew() bool {
	p.sync()
	next := p.gallery.NextUnseen(p.list.sel)
	if next == nil {
		return false
	}
	p.Select(next.ID)
	return true
}

// Filter returns the text of the filter.
func (p *Pane) Filter() string { return p.filter.text() }

// SetFilter narrows the list to what text says.
func (p *Pane) SetFilter(text string) {
	p.sync()
	p.filter.set(text)
	p.refilter()
}

// StartFilter opens the filter line, and reads what letters will be looked for in.
func (p *Pane) StartFilter() tea.Cmd {
	p.sync()
	p.filter.open()
	p.view = nil
	p.scroll() // the line takes one from the list
	read := p.texts.Warm()
	return func() tea.Msg {
		read()
		return nil
	}
}

// ClearFilter takes the filter away; false when there was none.
func (p *Pane) ClearFilter() bool {
	if !p.filter.typing && p.filter.text() == "" {
		return false
	}
	p.filter.close()
	p.SetFilter("")
	return true
}

// refilter narrows the list to what the filter line says.
func (p *Pane) refilter() {
	p.keepSeat(func() {
		if p.list.narrow(p.filter.query()) {
			p.layOut()
		}
	})
}
