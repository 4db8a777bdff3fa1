package results

import "imagine-tui/tui/gallery"

// item is one line of the list: a batch header, a row, or a summary of
// waiting rows, which cannot be selected.
type item struct {
	batch *gallery.Batch
	row   *gallery.Row
	more  int
}

func (it item) id() string {
	switch {
	case it.more > 0:
		return ""
	case it.row != nil:
		return it.row.ID
	}
	return headerID(it.batch.ID)
}

func (it item) header() bool { return it.row == nil && it.more == 0 }

const headerPrefix = "batch "

func headerID(batch string) string { return headerPrefix + batch }

// list is what is listed, in order, and what of it is selected.
type list struct {
	gallery *gallery.Gallery
	query   gallery.Query

	items    []item
	filtered bool // the query chose the items
	open     bool // every batch is, also one that is folded

	sel  string // id of the selected row or batch header
	held string // selected before a filter hid it
}

// remake makes the items anew and keeps the selection on its result. Without
// a selection the first line gets it: what is newest is seen without a key.
func (l *list) remake() {
	at := l.at()
	l.items = l.items[:0]
	l.filtered = !l.query.Empty()
	for _, b := range l.gallery.Batches() {
		if l.filtered {
			for _, r := range b.Rows() {
				if l.query.Match(r) {
					l.items = append(l.items, item{batch: b, row: r})
				}
			}
			continue
		}
		l.items = append(l.items, item{batch: b})
		if !b.Folded || l.open {
			l.appendRows(b)
		}
	}
	l.keepSelection(at)
}

// appendRows adds the rows of an open batch, its long waiting tail as one line.
func (l *list) appendRows(b *gallery.Batch) {
	rows := b.Rows()
	end := len(rows)
	for end > 0 && rows[end-1].State == gallery.Waiting && rows[end-1].ID != l.sel {
		end--
	}
	if len(rows)-end <= 4 {
		end = len(rows)
	} else {
		end++
	}
	for _, r := range rows[:end] {
		l.items = append(l.items, item{batch: b, row: r})
	}
	if n := len(rows) - end; n > 0 {
		l.items = append(l.items, item{batch: b, more: n})
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
func (l *list) choose(at int) { l.sel, l.held = l.items[at].id(), "" }

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

// at is where the selected item stands, -1 for none.
func (l *list) at() int { return l.index(l.sel) }

// index is where an item stands, -1 when it is not listed.
func (l *list) index(id string) int {
	if id == "" {
		return -1
	}
	b := l.batch(id)
	for i, it := range l.items {
		if b != nil && it.batch == b && it.header() || it.row != nil && it.row.ID == id {
			return i
		}
	}
	return -1
}

// row is the selected row, nil on a header.
func (l *list) row() *gallery.Row { return l.gallery.Find(l.sel) }

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
	rows := b.Rows()
	for _, r := range rows {
		if r.State == gallery.Saved {
			return r
		}
	}
	if len(rows) > 0 {
		return rows[0]
	}
	return nil
}

// shows tells whether the list has a row now: no filter hides it.
func (l *list) shows(id string) bool {
	r := l.gallery.Find(id)
	return r != nil && (!l.filtered || l.query.Match(r))
}
