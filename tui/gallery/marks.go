package gallery

import "slices"

// Mark marks a row, or takes its mark away.
func (g *Gallery) Mark(r *Row, on bool) {
	if r.kept.marked == on {
		return
	}
	r.kept.marked = on
	g.changed(r)
	if on {
		g.marked++
	} else {
		g.marked--
	}
}

// Marked returns copies of the marked rows in order.
func (g *Gallery) Marked() []Row {
	if g.marked == 0 {
		return nil
	}
	var out []Row
	for _, b := range g.batches {
		for _, s := range b.slots {
			if s.row != nil && s.row.kept.marked {
				out = append(out, *s.row)
			}
		}
	}
	return out
}

// MarkedIDs returns the ids of the marked rows in order.
func (g *Gallery) MarkedIDs() []string {
	var out []string
	for _, r := range g.Marked() {
		out = append(out, r.ID)
	}
	return out
}

// MarkedCount returns how many rows are marked; it costs nothing.
func (g *Gallery) MarkedCount() int { return g.marked }

// SetMarked marks exactly these rows.
func (g *Gallery) SetMarked(ids []string) {
	marked := make(map[string]bool, len(ids))
	for _, id := range ids {
		marked[id] = true
	}
	g.unmark(func(r *Row) bool { return !marked[r.ID] })
	for _, id := range ids {
		if r := g.Look(id); r != nil {
			g.Mark(r, true)
		}
	}
}

// MarkChange tells whether other rows are marked than when it was last asked,
// and which were then.
func (g *Gallery) MarkChange() (before []string, changed bool) {
	before = g.lastMarked
	g.lastMarked = g.MarkedIDs()
	return before, !slices.Equal(before, g.lastMarked)
}

// RestoreMarks marks exactly these rows, as they were before a change that
// MarkChange told of.
func (g *Gallery) RestoreMarks(ids []string) {
	g.SetMarked(ids)
	g.lastMarked = ids
}

// ClearMarks takes every mark away and tells how many there were.
func (g *Gallery) ClearMarks() int {
	n := g.marked
	g.unmark(func(*Row) bool { return true })
	return n
}

// unmark takes the marks of some rows away.
func (g *Gallery) unmark(some func(*Row) bool) {
	left := g.marked
	for _, r := range g.byID {
		if left == 0 {
			return
		}
		if r.kept.marked {
			left--
			if some(r) {
				g.Mark(r, false)
			}
		}
	}
}
