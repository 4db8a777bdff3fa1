package results

import "imagine-tui/tui/gallery"

// AddBatch puts a batch with its rows first (front) or last. A batch that is
// there already gets the rows added.
func (p *Pane) AddBatch(b gallery.Batch, rows []gallery.Row, front bool) {
	p.gallery.AddBatch(b, rows, front)
}

// Refresh brings the list up to date after batches were added.
func (p *Pane) Refresh() { p.rebuild() }

// Change changes a row in place; false when there is none with that id.
func (p *Pane) Change(id string, change func(*gallery.Row)) bool {
	r := p.gallery.Find(id)
	if r == nil {
		return false
	}
	before := r.State
	p.gallery.Change(id, change)
	p.view = nil
	if p.filtered || (before != r.State && (before == gallery.Waiting || r.State == gallery.Waiting)) {
		p.rebuild()
	}
	return true
}

// Remove takes a row out of the list; the file behind it is not touched.
func (p *Pane) Remove(id string) {
	if p.gallery.Find(id) == nil {
		return
	}
	at := -1
	if p.together == 0 {
		at = p.index(id)
	}
	p.gallery.Remove(id)
	p.rebuild()
	if p.sel == id && p.together == 0 {
		p.selectNear(at)
	}
}

// Select selects a row, unfolding its batch, and brings it into view.
func (p *Pane) Select(id string) {
	if r := p.gallery.Find(id); r != nil {
		if b := p.gallery.Batch(r.Batch); b.Folded {
			b.Folded = false
			p.rebuild()
		}
	}
	p.sel, p.held = id, ""
	p.view = nil
	p.scroll()
	p.keepColumn()
}

// Shows tells whether the list has the row now: no filter hides it.
func (p *Pane) Shows(id string) bool {
	r := p.gallery.Find(id)
	return r != nil && (!p.filtered || p.query.Match(r))
}

// Selected returns the selected row; for a batch header, its first row that
// was saved.
func (p *Pane) Selected() (gallery.Row, bool) {
	if r := p.gallery.Find(p.sel); r != nil {
		return *r, true
	}
	if b := p.selectedBatch(); b != nil {
		for _, r := range b.Rows() {
			if r.State == gallery.Saved {
				return *r, true
			}
		}
		if len(b.Rows()) > 0 {
			return *b.Rows()[0], true
		}
	}
	return gallery.Row{}, false
}

// OnHeader returns the batch whose header is selected, "" when it is a row.
func (p *Pane) OnHeader() string {
	if b := p.selectedBatch(); b != nil {
		return b.ID
	}
	return ""
}

func (p *Pane) selectedBatch() *gallery.Batch {
	if len(p.sel) > 6 && p.sel[:6] == "batch " {
		return p.gallery.Batch(p.sel[6:])
	}
	return nil
}

// SetMarked marks exactly these rows.
func (p *Pane) SetMarked(ids []string) {
	p.gallery.SetMarked(ids)
	p.view = nil
	if p.filtered {
		p.rebuild()
	}
}

// ClearMarks takes every mark away and tells how many there were.
func (p *Pane) ClearMarks() int {
	n := p.gallery.ClearMarks()
	if n > 0 {
		p.view = nil
		if p.filtered {
			p.rebuild()
		}
	}
	return n
}

// NextNew selects the next row not yet looked at, after the selected one and
// then from the top. It tells whether there was one.
func (p *Pane) NextNew() bool {
	var order []*gallery.Row
	at := -1
	for _, b := range p.gallery.Batches() {
		for _, r := range b.Rows() {
			if r.ID == p.sel {
				at = len(order)
			}
			order = append(order, r)
		}
	}
	for i := range order {
		r := order[(at+1+i)%len(order)]
		if r.New && r.State == gallery.Saved {
			p.Select(r.ID)
			return true
		}
	}
	return false
}

// FoldOthers folds every batch but the named one.
func (p *Pane) FoldOthers(batch string) {
	for _, b := range p.gallery.Batches() {
		b.Folded = b.ID != batch
	}
	p.rebuild()
}

// rebuild makes the list of items anew and keeps the selection on its result.
func (p *Pane) rebuild() {
	if p.together > 0 {
		p.behind = true
		return
	}
	p.keepSeat(p.relist)
}

// Together makes many changes as one: the list is brought up to date once, after
// the last of them.
func (p *Pane) Together(change func()) {
	p.together++
	change()
	p.together--
	if p.together > 0 {
		return
	}
	if p.behind {
		p.behind = false
		p.rebuild()
	}
}

func (p *Pane) relist() {
	at := p.index(p.sel)
	p.items = p.items[:0]
	p.filtered = !p.query.Empty()
	for _, b := range p.gallery.Batches() {
		if p.filtered {
			for _, r := range b.Rows() {
				if p.query.Match(r) {
					p.items = append(p.items, item{batch: b, row: r})
				}
			}
			continue
		}
		p.items = append(p.items, item{batch: b})
		if b.Folded {
			continue
		}
		p.appendRows(b)
	}
	p.layOut()
	p.keepSelection(at)
}

// appendRows adds the rows of an open batch, its long waiting tail as one line.
func (p *Pane) appendRows(b *gallery.Batch) {
	end := len(b.Rows())
	for end > 0 && b.Rows()[end-1].State == gallery.Waiting && b.Rows()[end-1].ID != p.sel {
		end--
	}
	if len(b.Rows())-end <= 4 {
		end = len(b.Rows())
	} else {
		end++
	}
	for _, r := range b.Rows()[:end] {
		p.items = append(p.items, item{batch: b, row: r})
	}
	if n := len(b.Rows()) - end; n > 0 {
		p.items = append(p.items, item{batch: b, more: n})
	}
}

// keepSelection brings back a selection that a filter had hidden, and selects
// the nearest item when the selected one is gone. at is where it stood.
func (p *Pane) keepSelection(at int) {
	if p.held != "" && p.index(p.held) >= 0 {
		p.sel, p.held = p.held, ""
		return
	}
	if p.sel == "" && p.filtered { // nothing was selected, or nothing matched so far
		p.selectNear(0)
		return
	}
	if p.sel == "" && p.focused {
		p.selectNear(0)
	}
	if p.sel == "" || p.index(p.sel) >= 0 {
		return
	}
	if r := p.gallery.Find(p.sel); r != nil && !p.filtered {
		p.sel = headerID(r.Batch) // its batch was folded
		return
	}
	if p.held == "" && p.filtered {
		p.held = p.sel
	}
	p.selectNear(at)
}

func (p *Pane) selectNear(at int) {
	if len(p.items) == 0 {
		p.sel = ""
		return
	}
	at = min(max(at, 0), len(p.items)-1)
	if p.items[at].more > 0 {
		at--
	}
	p.sel = p.items[at].id()
	p.scroll()
}

func (p *Pane) index(id string) int {
	if id == "" {
		return -1
	}
	for i, it := range p.items {
		if it.id() == id {
			return i
		}
	}
	return -1
}

// scroll keeps the selected item in view.
func (p *Pane) scroll() {
	if p.grid.on {
		p.scrollGrid()
		return
	}
	rows := p.listHeight()
	if at := p.index(p.sel); at >= 0 {
		first := at
		if at > 0 && p.items[at-1].row == nil && p.items[at-1].more == 0 && rows > 1 {
			first = at - 1 // a row is seen with the header above it
		}
		if first < p.top {
			p.top = first
		}
		if at >= p.top+rows {
			p.top = at - rows + 1
		}
	}
	p.top = max(0, min(p.top, len(p.items)-rows))
}
