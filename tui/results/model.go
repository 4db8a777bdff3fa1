package results

import "slices"

// AddBatch puts a batch with its rows first (front) or last. A batch that is
// there already gets the rows added.
func (p *Pane) AddBatch(b Batch, rows []Row, front bool) {
	have := p.byBatch[b.ID]
	if have == nil {
		have = &b
		p.byBatch[b.ID] = have
		if front {
			p.batches = slices.Insert(p.batches, 0, have)
		} else {
			p.batches = append(p.batches, have)
		}
	}
	for i := range rows {
		if p.byID[rows[i].ID] != nil {
			continue
		}
		r := rows[i]
		r.marked = false
		r.Batch = have.ID
		p.byID[r.ID] = &r
		have.rows = append(have.rows, &r)
		p.tally(have, &r, 1)
	}
	p.measure(have)
}

// Refresh brings the list up to date after batches were added.
func (p *Pane) Refresh() { p.rebuild() }

// Row returns a copy of a row.
func (p *Pane) Row(id string) (Row, bool) {
	if r := p.byID[id]; r != nil {
		return *r, true
	}
	return Row{}, false
}

// BatchOf returns the batch a row is in, without its rows.
func (p *Pane) BatchOf(id string) Batch {
	if r := p.byID[id]; r != nil {
		b := *p.byBatch[r.Batch]
		return Batch{ID: b.ID, Title: b.Title, When: b.When, Folded: b.Folded}
	}
	return Batch{}
}

// Change changes a row in place; false when there is none with that id.
func (p *Pane) Change(id string, change func(*Row)) bool {
	r := p.byID[id]
	if r == nil {
		return false
	}
	before, b := r.State, p.byBatch[r.Batch]
	p.tally(b, r, -1)
	change(r)
	p.tally(b, r, 1)
	r.search = ""
	p.view = nil
	if p.filtered || (before != r.State && (before == Waiting || r.State == Waiting)) {
		p.rebuild()
	}
	return true
}

// Remove takes a row out of the list; the file behind it is not touched.
func (p *Pane) Remove(id string) {
	r := p.byID[id]
	if r == nil {
		return
	}
	at := -1
	if p.together == 0 {
		at = p.index(id)
	}
	b := p.byBatch[r.Batch]
	p.tally(b, r, -1)
	p.setMark(r, false)
	delete(p.byID, id)
	b.rows = slices.DeleteFunc(b.rows, func(x *Row) bool { return x == r })
	if len(b.rows) == 0 {
		delete(p.byBatch, b.ID)
		p.batches = slices.DeleteFunc(p.batches, func(x *Batch) bool { return x == b })
	}
	p.measure(b)
	p.rebuild()
	if p.sel == id && p.together == 0 {
		p.selectNear(at)
	}
}

// Rows returns copies of a batch's rows in order.
func (p *Pane) Rows(batch string) []Row {
	b := p.byBatch[batch]
	if b == nil {
		return nil
	}
	out := make([]Row, len(b.rows))
	for i, r := range b.rows {
		out[i] = *r
	}
	return out
}

// All calls yield for every row, newest batch first, until it returns false.
func (p *Pane) All(yield func(Row) bool) {
	for _, b := range p.batches {
		for _, r := range b.rows {
			if !yield(*r) {
				return
			}
		}
	}
}

// Select selects a row, unfolding its batch, and brings it into view.
func (p *Pane) Select(id string) {
	if r := p.byID[id]; r != nil {
		if b := p.byBatch[r.Batch]; b.Folded {
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
	r := p.byID[id]
	return r != nil && (!p.filtered || p.query.Match(r))
}

// Selected returns the selected row; for a batch header, its first row that
// was saved.
func (p *Pane) Selected() (Row, bool) {
	if r := p.byID[p.sel]; r != nil {
		return *r, true
	}
	if b := p.selectedBatch(); b != nil {
		for _, r := range b.rows {
			if r.State == Saved {
				return *r, true
			}
		}
		if len(b.rows) > 0 {
			return *b.rows[0], true
		}
	}
	return Row{}, false
}

// OnHeader returns the batch whose header is selected, "" when it is a row.
func (p *Pane) OnHeader() string {
	if b := p.selectedBatch(); b != nil {
		return b.ID
	}
	return ""
}

func (p *Pane) selectedBatch() *Batch {
	if len(p.sel) > 6 && p.sel[:6] == "batch " {
		return p.byBatch[p.sel[6:]]
	}
	return nil
}

// Marked returns the marked rows in list order.
func (p *Pane) Marked() []Row {
	var out []Row
	for _, b := range p.batches {
		for _, r := range b.rows {
			if r.marked {
				out = append(out, *r)
			}
		}
	}
	return out
}

// MarkedCount returns how many rows are marked; it costs nothing.
func (p *Pane) MarkedCount() int { return p.marks }

// setMark marks a row, or takes its mark away.
func (p *Pane) setMark(r *Row, on bool) {
	if r.marked != on {
		r.marked = on
		if on {
			p.marks++
		} else {
			p.marks--
		}
	}
}

// MarkedIDs returns the ids of the marked rows in list order.
func (p *Pane) MarkedIDs() []string {
	var out []string
	for _, r := range p.Marked() {
		out = append(out, r.ID)
	}
	return out
}

// SetMarked marks exactly these rows.
func (p *Pane) SetMarked(ids []string) {
	for _, r := range p.byID {
		p.setMark(r, false)
	}
	for _, id := range ids {
		if r := p.byID[id]; r != nil {
			p.setMark(r, true)
		}
	}
	p.view = nil
	if p.filtered {
		p.rebuild()
	}
}

// ClearMarks takes every mark away and tells how many there were.
func (p *Pane) ClearMarks() int {
	n := 0
	for _, r := range p.byID {
		if r.marked {
			p.setMark(r, false)
			n++
		}
	}
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
	var order []*Row
	at := -1
	for _, b := range p.batches {
		for _, r := range b.rows {
			if r.ID == p.sel {
				at = len(order)
			}
			order = append(order, r)
		}
	}
	for i := range order {
		r := order[(at+1+i)%len(order)]
		if r.New && r.State == Saved {
			p.Select(r.ID)
			return true
		}
	}
	return false
}

// NewCount returns how many saved rows nobody has looked at yet.
func (p *Pane) NewCount() int { return p.fresh }

// Open tells whether something of the batch still waits or is under way.
func (p *Pane) Open(batch string) bool {
	b := p.byBatch[batch]
	return b != nil && b.open > 0
}

// FoldOthers folds every batch but the named one.
func (p *Pane) FoldOthers(batch string) {
	for _, b := range p.batches {
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
	for b := range p.unmeasured {
		b.measure()
	}
	clear(p.unmeasured)
	if p.behind {
		p.behind = false
		p.rebuild()
	}
}

// measure finds out what the rows of a batch have in common.
func (p *Pane) measure(b *Batch) {
	if p.together > 0 {
		p.unmeasured[b] = true
		return
	}
	b.measure()
}

func (p *Pane) relist() {
	at := p.index(p.sel)
	p.items = p.items[:0]
	p.filtered = !p.query.Empty()
	for _, b := range p.batches {
		if p.filtered {
			for _, r := range b.rows {
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
func (p *Pane) appendRows(b *Batch) {
	end := len(b.rows)
	for end > 0 && b.rows[end-1].State == Waiting && b.rows[end-1].ID != p.sel {
		end--
	}
	if len(b.rows)-end <= 4 {
		end = len(b.rows)
	} else {
		end++
	}
	for _, r := range b.rows[:end] {
		p.items = append(p.items, item{batch: b, row: r})
	}
	if n := len(b.rows) - end; n > 0 {
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
	if r := p.byID[p.sel]; r != nil && !p.filtered {
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
