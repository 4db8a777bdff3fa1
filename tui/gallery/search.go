package gallery

import (
	"sync/atomic"

	"imagine-tui/history"
)

// Search looks for the rows that a query finds, in order and some at a time, so
// that a screen need not wait for the last of many. What has to be read for it is
// read beside the loop (Look, Take). When the gallery has changed Mend comes
// first.
type Search struct {
	gallery *Gallery
	query   Query
	on      *Batch // the one it looks at, nil when it is over
	batch   int    // its place
	at      int    // row in it
	looked  int    // rows so far
	days    []hits // by number
	stopped *atomic.Bool
}

// hits are the results of a day whose text has what the query asks of texts: a bit
// each; nil while nobody looked.
type hits []uint64

func (h hits) has(item int) bool { return h[item/64]&(1<<(item%64)) != 0 }

func (h hits) set(item int) { h[item/64] |= 1 << (item % 64) }

// Search begins a search.
func (g *Gallery) Search(q Query) *Search {
	s := &Search{gallery: g, query: q, stopped: &atomic.Bool{}}
	s.goTo(0)
	return s
}

// Anew begins it anew, with what is known of texts.
func (s *Search) Anew() *Search {
	again := s.gallery.Search(s.query)
	again.days = s.days
	return again
}

// Stop ends what is done for the search beside the loop.
func (s *Search) Stop() { s.stopped.Store(true) }

func (s *Search) goTo(batch int) {
	s.batch, s.at, s.on = batch, 0, nil
	if batch < len(s.gallery.batches) {
		s.on = s.gallery.batches[batch]
	}
}

// Done tells whether all rows were looked at.
func (s *Search) Done() bool { return s.on == nil }

// Looked is how many rows were looked at.
func (s *Search) Looked() int { return s.looked }

// Next looks at the next n rows, and calls yield with the batch and the place of
// each that the query finds. It stops at the first of which a text is not known:
// then Look is next.
func (s *Search) Next(n int, yield func(b *Batch, i int)) {
	for s.on != nil {
		for ; s.at < len(s.on.slots); s.at++ {
			at := &s.on.slots[s.at]
			if n == 0 || !s.knows(at) {
				return
			}
			n--
			s.looked++
			if s.finds(at) {
				yield(s.on, s.at)
			}
		}
		s.goTo(s.batch + 1)
	}
}

// ofText tells whether the query asks anything of texts.
func (q *Query) ofText() bool { return len(q.words) > 0 || len(q.without) > 0 }

// own tells whether a row is not what it was on the shelf, if it ever was there.
func (s *slot) own() bool { return s.row != nil && s.row.kept.ref.None() }

// knows tells whether all is known that the query asks of a row.
func (s *Search) knows(at *slot) bool {
	return !s.query.ofText() || at.own() || s.hits(at.ref) != nil
}

// hits are those of a result's day.
func (s *Search) hits(ref history.Ref) hits {
	if day, _ := ref.Numbers(); day < len(s.days) {
		return s.days[day]
	}
	return nil
}

func (s *Search) finds(at *slot) bool {
	if at.own() {
		return s.query.Match(at.row)
	}
	if s.query.ofText() {
		if _, item := at.ref.Numbers(); !s.hits(at.ref).has(item) {
			return false
		}
	}
	switch {
	case len(s.query.tests) == 0:
		return true
	case at.row != nil:
		return s.query.passes(at.row)
	}
	return s.query.passes(s.gallery.shelved.brief(at.ref))
}

// Found is what Look found out.
type Found struct {
	days []int
	hits []hits
}

// Look returns what finds out beside the loop, for Take, what the texts of the
// next n results say or of some more, where that is not known; nil where it is.
func (s *Search) Look(n int) func() Found {
	if s.Done() || s.at >= len(s.on.slots) || s.knows(&s.on.slots[s.at]) {
		return nil
	}
	first, _ := s.on.slots[s.at].ref.Numbers()
	s.extend()
	days := []int{first}
	texts := []history.Texts{s.gallery.shelved.Texts(first)}
	for day, left := 0, n-texts[0].Len(); day < len(s.days) && left > 0; day++ {
		if s.days[day] == nil && day != first {
			t := s.gallery.shelved.Texts(day)
			days, texts = append(days, day), append(texts, t)
			left -= t.Len()
		}
	}
	q, stopped := s.query, s.stopped
	return func() Found {
		f := Found{days: days}
		for _, t := range texts {
			f.hits = append(f.hits, q.look(t, stopped))
			if stopped.Load() {
				t.Cool() // whoever stopped it may not want them any more
				break
			}
		}
		return f
	}
}

// extend makes room for days that came meanwhile.
func (s *Search) extend() {
	if len(s.days) == len(s.gallery.shelved.seats) {
		return
	}
	days := make([]hits, len(s.gallery.shelved.seats))
	copy(days, s.days)
	s.days = days
}

// Take takes in what Look found out.
func (s *Search) Take(f Found) {
	if s.stopped.Load() {
		return
	}
	for i, h := range f.hits {
		s.days[f.days[i]] = h
	}
}

// look looks at the texts of a day.
func (q *Query) look(t history.Texts, stopped *atomic.Bool) hits {
	found := make(hits, t.Len()/64+1)
	t.Search(q.words, func(item int) bool { found.set(item); return !stopped.Load() })
	for _, w := range q.without {
		t.Search([]string{w}, func(item int) bool { found[item/64] &^= 1 << (item % 64); return !stopped.Load() })
	}
	return found
}

// Mend brings a search up to date with a gallery that changed after its version
// was since: it calls same with the batches that were looked at and did not change,
// and yield with what the query finds in the others, all in order. False says that
// this could not be done to the end, and the search is to begin anew.
func (s *Search) Mend(since int, same func(*Batch), yield func(*Batch, int)) bool {
	s.looked = 0
	for n, b := range s.gallery.batches {
		switch {
		case b == s.on:
			s.batch = n
			if b.touched > since {
				s.at = 0
				return true
			}
			s.looked += s.at
			same(b)
			return true
		case b.touched <= since:
			same(b)
		case !s.all(b, yield):
			return false
		}
		s.looked += len(b.slots)
	}
	return s.on == nil
}

// all looks at all rows of a batch, if all is known of them.
func (s *Search) all(b *Batch, yield func(*Batch, int)) bool {
	for i := range b.slots {
		at := &b.slots[i]
		if !s.knows(at) {
			return false
		}
		if s.finds(at) {
			yield(b, i)
		}
	}
	return true
}
