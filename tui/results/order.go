package results

import (
	"slices"

	"imagine-tui/tui/gallery"
)

// ranks say where items stand that a query sorts.
type ranks struct {
	fresh  []gallery.Rank // of those that were found
	sorted bool           // they are in order
	of     gallery.Query  // by which the list is,
	listed []gallery.Rank // and those of its items, where it sorts
}

// atOnce is how many items are put in order in the loop.
const atOnce = 2000

// ordering are found items in order, with the search that found them.
type ordering struct {
	search *gallery.Search
	items  []item
	ranks  []gallery.Rank
}

// inOrder puts what was found in order, if that is soon done, and tells whether it
// is.
func (l *list) inOrder() bool {
	s := &l.search
	if !s.ranks.sorted && len(s.fresh) <= l.once {
		l.arrange(arranged(l.query, s.fresh, s.ranks.fresh))
	}
	return s.ranks.sorted
}

// order is the order of ranks, as their places.
func order(q gallery.Query, ranks []gallery.Rank) []int32 {
	places := make([]int32, len(ranks))
	for i := range places {
		places[i] = int32(i)
	}
	slices.SortStableFunc(places, func(a, b int32) int { return q.Compare(ranks[a], ranks[b]) })
	return places
}

// arranged are items in the order of their ranks.
func arranged(q gallery.Query, items []item, ranks []gallery.Rank) *ordering {
	o := &ordering{items: make([]item, len(items)), ranks: make([]gallery.Rank, len(items))}
	for to, from := range order(q, ranks) {
		o.items[to], o.ranks[to] = items[from], ranks[from]
	}
	return o
}

// arrange takes what was found in its order.
func (l *list) arrange(o *ordering) {
	s := &l.search
	s.fresh, s.ranks.fresh, s.ranks.sorted = o.items, o.ranks, true
}

// ordered returns what finds out beside the loop in which order the many are that
// were found, nil where nothing has to.
func (l *list) ordered() func() *ordering {
	s := &l.search
	if s.next == nil || !s.next.Done() || !l.query.Sorted() || s.ranks.sorted || s.away == s.next {
		return nil
	}
	s.away = s.next
	q, search, items, ranks := l.query, s.next, s.fresh, s.ranks.fresh // which nobody changes any more
	return func() *ordering {
		o := arranged(q, items, ranks)
		o.search = search
		return o
	}
}

// mendSorted brings a sorted list up to date: rows of batches that changed go to
// their places among the others. False says that all is to be found anew, and until
// then those are listed that did not change.
func (l *list) mendSorted(since int) bool {
	s := &l.search
	items, ranks := l.items[:0], s.ranks.listed[:0]
	for i, it := range l.items {
		if it.batch.Touched() <= since {
			items, ranks = append(items, it), append(ranks, s.ranks.listed[i])
		}
	}
	l.items, s.ranks.listed = items, ranks
	var came []item
	var of []gallery.Rank
	ok := s.shown.Mend(since, func(*gallery.Batch) {}, func(b *gallery.Batch, i int) {
		l.varied.see(b, i)
		came, of = append(came, rowAt(b, i)), append(of, s.ranks.of.Rank(b.Brief(i)))
	})
	if !ok || len(came) > l.once {
		return false
	}
	l.merge(came, of)
	return true
}

// merge puts items to their places among those that are listed, from the last on, so
// that those before the first stay where they are.
func (l *list) merge(came []item, of []gallery.Rank) {
	q, next := l.search.ranks.of, arranged(l.search.ranks.of, came, of)
	at := len(l.items) - 1
	l.items = append(l.items, next.items...)
	l.search.ranks.listed = append(l.search.ranks.listed, next.ranks...)
	items, ranks := l.items, l.search.ranks.listed
	for last := len(next.items) - 1; last >= 0; {
		to := at + last + 1
		if at >= 0 && q.Compare(ranks[at], next.ranks[last]) > 0 {
			items[to], ranks[to] = items[at], ranks[at]
			at--
			continue
		}
		items[to], ranks[to] = next.items[last], next.ranks[last]
		last--
	}
}
