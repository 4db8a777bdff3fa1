package results

import (
	"slices"
	"time"

	"imagine-tui/tui/gallery"
)

// searching is how a filter gets its rows: some at a time, so that no key waits
// for the last of many. What was listed stays until the first that it finds are
// there.
type searching struct {
	shown  *gallery.Search // chose the items, nil where no filter did
	next   *gallery.Search // chooses those that will be listed
	fresh  []item          // found by next so far
	varied varied          // they are
	ranks  ranks           // of them, where the query sorts
	spare  []item          // room
	whole  bool            // next is for the same filter, and listed when it is over
	since  int             // version of the gallery that both know
	away   *gallery.Search // is read for beside the loop
	hint   *hint
}

// hint is a word close to the one that nothing holds.
type hint struct {
	sought bool
	word   string
	search *gallery.Search // counts what holds it, nil when all were counted
	rows   int
}

const (
	// bite is how long a search may keep the loop from other messages, but for the
	// rows it looks at before it looks at the clock.
	bite = 3 * time.Millisecond
	step = 4096
	// listSteps is how many times so many rows it looks at in one go, and gridSteps
	// where each that it finds is laid out.
	listSteps, gridSteps = 16, 4
	// screenful is how many rows are listed first.
	screenful = 200
)

// narrow lists what a query finds instead of what is listed. It tells whether the
// items are others now.
func (l *list) narrow(q gallery.Query) (changed bool) {
	s := &l.search
	l.query = q
	for _, old := range []*gallery.Search{s.next, s.shown} {
		if old != nil {
			old.Stop()
		}
	}
	*s = searching{shown: s.shown, since: s.since, spare: s.spare, ranks: ranks{of: s.ranks.of, listed: s.ranks.listed}, hint: &hint{}}
	if q.Empty() {
		s.shown, s.ranks = nil, ranks{}
		l.everything()
		return true
	}
	if s.shown == nil {
		s.since = l.gallery.Version()
	}
	s.next = l.gallery.Search(q)
	return l.goOn()
}

// now is the search that goes on, nil for none.
func (s *searching) now() *gallery.Search {
	switch {
	case s.next != nil:
		return s.next
	case s.shown != nil && !s.shown.Done():
		return s.shown
	case s.hint != nil:
		return s.hint.search
	}
	return nil
}

// goOn looks at as many rows as do not keep the loop, and lists what was found. It
// tells whether the items are others now, and not only more.
func (l *list) goOn() (changed bool) {
	s := &l.search
	search := s.now()
	if search == nil {
		return false
	}
	until, from := time.Now().Add(bite), search.Looked()
	for before := -1; search.Looked() != before && search.Looked() < from+l.steps*l.step; {
		before = search.Looked()
		search.Next(l.step, func(b *gallery.Batch, i int) { l.found(search, b, i) })
		if search.Done() || time.Now().After(until) {
			break
		}
	}
	switch {
	case search == s.next:
		return l.ready() && l.change()
	case search == s.shown:
		if l.at() < 0 {
			l.sure = false
			l.keepSelection(0)
		}
	case search.Done():
		s.hint.search = nil
	}
	return false
}

// found takes in what a search found.
func (l *list) found(search *gallery.Search, b *gallery.Batch, i int) {
	switch s := &l.search; search {
	case s.next:
		s.fresh = append(s.fresh, rowAt(b, i))
		s.varied.see(b, i)
		if l.query.Sorted() {
			s.ranks.fresh = append(s.ranks.fresh, l.query.Rank(b.Brief(i)))
		}
	case s.shown:
		l.items = append(l.items, rowAt(b, i))
		l.varied.see(b, i)
	default:
		s.hint.rows++
	}
}

// ready tells whether what was found can be listed: a screenful with the selected
// row, if that is to be among it, or all of it. What is sorted is ready when it is
// in order.
func (l *list) ready() bool {
	s := &l.search
	if l.query.Sorted() {
		return s.next.Done() && l.inOrder()
	}
	if s.next.Done() {
		return true
	}
	if s.whole || len(s.fresh) < screenful {
		return false
	}
	for _, id := range []string{l.held, l.sel} {
		if r := l.gallery.Look(id); r != nil && l.query.Match(r) {
			return l.indexIn(s.fresh, id) >= 0
		}
	}
	return true
}

// change lists what was found so far.
func (l *list) change() bool {
	s := &l.search
	at := l.at()
	s.shown, s.next, s.whole = s.next, nil, false
	l.items, s.fresh = s.fresh, nil
	l.varied, s.varied = s.varied, varied{}
	s.ranks = ranks{of: l.query, listed: s.ranks.fresh}
	l.sure, l.filtered = false, true
	l.keepSelection(at)
	return true
}

// mend brings what is listed, and what is being found, up to date with a gallery
// that changed, also in which rows there are (relisted).
func (l *list) mend(relisted bool) {
	s := &l.search
	since := s.since
	s.since = l.gallery.Version()
	var ok bool
	switch {
	case s.next == nil:
	case l.query.Sorted():
		s.next, s.fresh, s.ranks.fresh, s.ranks.sorted = s.next.Anew(), nil, nil, false
	default:
		if s.fresh, ok = mended(s.next, since, s.fresh, nil, &s.varied); !ok {
			s.next, s.fresh = s.next.Anew(), nil
		}
	}
	if s.hint != nil && s.hint.search != nil {
		s.hint.search, s.hint.rows = s.hint.search.Anew(), 0
	}
	if s.shown == nil {
		if relisted {
			l.everything()
		}
		return
	}
	at, was := l.at(), l.items
	if s.ranks.of.Sorted() {
		ok = l.mendSorted(since)
	} else {
		l.items, ok = mended(s.shown, since, was, s.spare, &l.varied)
		s.spare = was
	}
	if !ok && s.next == nil {
		s.next, s.whole = s.shown.Anew(), true
	}
	l.sure = false
	l.keepSelection(at)
	l.goOn()
}

// mended are the items of a search after the gallery changed. Where that has to
// begin anew, which false tells, these are the ones that did not change. They are
// put into out, and v sees those that came.
func mended(search *gallery.Search, since int, items, out []item, v *varied) ([]item, bool) {
	out = slices.Grow(out[:0], len(items)+1)
	at := 0
	same := func(b *gallery.Batch) {
		for ; at < len(items) && (items[at].batch == b || items[at].batch.Touched() > since); at++ {
			if items[at].batch == b {
				out = append(out, items[at])
			}
		}
	}
	came := func(b *gallery.Batch, i int) { out = append(out, rowAt(b, i)); v.see(b, i) }
	if search.Mend(since, same, came) {
		return out, true
	}
	out = out[:0]
	for _, it := range items {
		if it.batch.Touched() <= since {
			out = append(out, it)
		}
	}
	return out, false
}

// goes tells how far a search has come, for the line that counts: how many it
// found, of how many rows, and whether that is all.
func (l *list) goes() (found, of int, all bool) {
	s := &l.search
	switch {
	case s.next != nil && !s.whole:
		return len(s.fresh), s.next.Looked(), false
	case s.shown != nil && !s.shown.Done():
		return len(l.items), s.shown.Looked(), false
	}
	return len(l.items), l.gallery.Len(), s.next == nil
}

// lacksHint tells whether nothing matches and nobody sought a hint.
func (l *list) lacksHint() bool {
	s := &l.search
	return s.shown != nil && s.now() == nil && len(l.items) == 0 && !s.hint.sought
}
