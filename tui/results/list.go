package results

import (
	"slices"

	"imagine-tui/tui/gallery"
)

// item is one line of the list: a batch header, a row, or a summary of
// waiting rows, which cannot be selected.
type item struct {
	batch *gallery.Batch
	at    int32 // of the row in its batch, from 1; 0 for none
	more  int32
}

func rowAt(b *gallery.Batch, at int) item { return item{batch: b, at: int32(at + 1)} }

func (it item) isRow() bool { return it.at > 0 }

// row is the row of the item, nil where it is none. It is not kept.
func (it item) row() *gallery.Row {
	if !it.isRow() {
		return nil
	}
	return it.batch.Row(int(it.at) - 1)
}

// ratio is that of the row.
func (it item) ratio() string { return it.batch.Brief(int(it.at) - 1).Ratio }

func (it item) moving() bool { return it.isRow() && it.batch.State(int(it.at)-1).Moving() }

func (it item) id() string {
	switch {
	case it.more > 0:
		return ""
	case it.isRow():
		return it.row().ID
	}
	return headerID(it.batch.ID)
}

func (it item) header() bool { return !it.isRow() && it.more == 0 }

const headerPrefix = "batch "

func headerID(batch string) string { return headerPrefix + batch }

// list is what is listed, in order, and what of it is selected.
type list struct {
	gallery *gallery.Gallery
	query   gallery.Query

	items    []item
	filtered bool // a query chose the items
	varied   varied
	open     bool // every batch is, also one that is folded
	search   searching
	step     int // how many rows are searched before the next look at the clock
	steps    int // how often, in one go
	once     int // how many are put in order in the loop

	sel  string // id of the selected row or batch header
	held string // selected before a filter hid it

	place int    // of the selected item among the items,
	of    string // which was this,
	sure  bool   // if that was looked for since the items were made
}

// everything makes the items anew without a filter, and keeps the selection on its
// result. Without a selection the first line gets it: what is newest is seen
// without a key.
func (l *list) everything() {
	at := l.at()
	l.items, l.sure, l.filtered = l.items[:0], false, false
	for _, b := range l.gallery.Batches() {
		l.items = append(l.items, item{batch: b})
		if !b.Folded || l.open {
			l.appendRows(b)
		}
	}
	l.keepSelection(at)
}

// appendRows adds the rows of an open batch, its long waiting tail as one line.
func (l *list) appendRows(b *gallery.Batch) {
	end := b.Len()
	for end > 0 && b.State(end-1) == gallery.Waiting && b.Row(end-1).ID != l.sel {
		end--
	}
	if b.Len()-end <= 4 {
		end = b.Len()
	} else {
		end++
	}
	for i := range end {
		l.items = append(l.items, rowAt(b, i))
	}
	if n := b.Len() - end; n > 0 {
		l.items = append(l.items, item{batch: b, more: int32(n)})
	}
}

// keepSelection brings back a selection that a filter had hidden, and selects
// the nearest item when the selected one is gone. at is where it stood.
func (l *list) keepSelection(at int) {
	if l.held != "" && l.index(l.held) >= 0 {
		l.sel, l.held = l.held, ""
		return
	}
	if l.sel == "" { // nothing was selected, or nothing matched so far
		l.selectNear(0)
		return
	}
	if l.at() >= 0 {
		return
	}
	if r := l.row(); r != nil && !l.filtered {
		l.sel = headerID(r.Batch) // its batch was folded
		return
	}
	if l.held == "" && l.filtered {
		l.held = l.sel
	}
	l.selectNear(at)
}

// selectNear selects the item at a place, or the nearest to it.
func (l *list) selectNear(at int) {
	if len(l.items) == 0 {
		l.sel = ""
		return
	}
	at = min(max(at, 0), len(l.items)-1)
	if l.items[at].more > 0 {
		at--
	}
	l.sel = l.items[at].id()
}

// choose selects an item, because the person said so.
func (l *list) choose(at int) {
	l.sel, l.held = l.items[at].id(), ""
	l.place, l.of, l.sure = at, l.sel, true
}

// move moves the selection by n items, past a summary of waiting rows.
func (l *list) move(n int) {
	if len(l.items) == 0 {
		return
	}
	next := min(max(l.at()+n, 0), len(l.items)-1)
	if l.items[next].more > 0 {
		if n > 0 && next+1 < len(l.items) {
			next++
		} else {
			next--
		}
	}
	l.choose(next)
}

// at is where the selected item stands, -1 for none. Until the list is made anew
// that is where it stood, also when its row is gone since.
func (l *list) at() int {
	if !l.sure || l.of != l.sel {
		l.place, l.of, l.sure = l.index(l.sel), l.sel, true
	}
	return l.place
}

// index is where an item stands, -1 when it is not listed.
func (l *list) index(id string) int { return l.indexIn(l.items, id) }

func (l *list) indexIn(items []item, id string) int {
	if id == "" {
		return -1
	}
	var want item
	if b := l.batch(id); b != nil {
		want = item{batch: b}
	} else if r := l.gallery.Look(id); r != nil {
		b := l.gallery.Batch(r.Batch)
		want = rowAt(b, b.Find(id))
	}
	if want == (item{}) {
		return -1
	}
	return slices.Index(items, want)
}

// row is the selected row, nil on a header.
func (l *list) row() *gallery.Row { return l.gallery.Look(l.sel) }

// header is the batch whose header is selected, nil on a row.
func (l *list) header() *gallery.Batch { return l.batch(l.sel) }

// batch is the batch a header is of, nil when id is not that of a header.
func (l *list) batch(id string) *gallery.Batch {
	if len(id) <= len(headerPrefix) || id[:len(headerPrefix)] != headerPrefix {
		return nil
	}
	return l.gallery.Batch(id[len(headerPrefix):])
}

// selected is the selected row; for a batch header, its first row that was
// saved, else its first.
func (l *list) selected() *gallery.Row {
	b := l.header()
	if b == nil {
		return l.row()
	}
	for i := range b.Len() {
		if b.State(i) == gallery.Saved {
			return b.Row(i)
		}
	}
	if b.Len() > 0 {
		return b.Row(0)
	}
	return nil
}

// shows tells whether the list has a row now: no filter hides it.
func (l *list) shows(id string) bool {
	r := l.gallery.Look(id)
	return r != nil && (!l.filtered || l.query.Match(r))
}
