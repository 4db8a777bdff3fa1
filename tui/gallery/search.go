package gallery

import "imagine-tui/history"

// Search looks for the rows that a query finds, in order and some at a time, so
// that a screen need not wait for the last of many. It is over when the gallery
// has another Listing.
type Search struct {
	gallery   *Gallery
	query     Query
	batch, at int
	hits      []hits // by day
}

// hits are the results of a day in whose text all words occur: a bit each.
type hits struct {
	known bool
	bits  []uint64
}

// Search begins a search.
func (g *Gallery) Search(q Query) *Search {
	return &Search{gallery: g, query: q, hits: make([]hits, len(g.shelved.seats))}
}

// Done tells whether all rows were looked at.
func (s *Search) Done() bool { return s.batch >= len(s.gallery.batches) }

// Next looks at the next n rows, and calls yield with the batch and the place of
// each that the query finds.
func (s *Search) Next(n int, yield func(b *Batch, i int)) {
	for ; !s.Done(); s.batch, s.at = s.batch+1, 0 {
		b := s.gallery.batches[s.batch]
		for ; s.at < len(b.slots); s.at++ {
			if n == 0 {
				return
			}
			n--
			if s.finds(b.slots[s.at]) {
				yield(b, s.at)
			}
		}
	}
}

func (s *Search) finds(at slot) bool {
	if at.row != nil && at.row.kept.ref.None() {
		return s.query.Match(at.row)
	}
	q := &s.query
	if len(q.words) > 0 && !s.hit(at.ref) {
		return false
	}
	if len(q.without) > 0 && !q.holds(func() string { return s.gallery.shelved.Text(at.ref) }) {
		return false
	}
	if len(q.tests) == 0 {
		return true
	}
	if at.row != nil {
		return q.passes(at.row)
	}
	return q.passes(s.gallery.shelved.brief(at.ref))
}

// hit tells whether all words occur in the text of a result.
func (s *Search) hit(ref history.Ref) bool {
	day, item := ref.Numbers()
	h := &s.hits[day]
	if !h.known {
		h.known = true
		h.bits = make([]uint64, len(s.gallery.shelved.seats[day])/64+1)
		s.gallery.shelved.Search(day, s.query.words, func(r history.Ref) bool {
			_, i := r.Numbers()
			h.bits[i/64] |= 1 << (i % 64)
			return true
		})
	}
	return h.bits[item/64]&(1<<(item%64)) != 0
}
