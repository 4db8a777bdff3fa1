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

// ordering is how found items are put in order, with what they were.
type ordering struct {
	search *gallery.Search
	places []int32
}

// inOrder puts what was found in order, if that is soon done, and tells whether it
// is.
func (l *list) inOrder() bool {
	s := &l.search
	if !s.ranks.sorted && len(s.fresh) <= l.once {
		l.arrange(order(l.query, s.ranks.fresh))
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

// arrange puts what was found into an order.
func (l *list) arrange(places []int32) {
	s := &l.search
	items, ranks := make([]item, len(places)), make([]gallery.Rank, len(places))
	for to, from := range places {
		items[to], ranks[to] = s.fresh[from], s.ranks.fresh[from]
	}
	s.fresh, s.ranks.fresh, s.ranks.sorted = items, ranks, true
}

// ordered returns what finds out beside the loop in which order the many are that
// were found, nil where nothing has to.
func (l *list) ordered() func() *ordering {
	s := &l.search
	if s.next == nil || !s.next.Done() || !l.query.Sorted() || s.ranks.sorted || s.away == s.next {
		return nil
	}
	s.away = s.next
	q, search, ranks := l.query, s.next, s.ranks.fresh // which nobody changes any more
	return func() *ordering { return &ordering{search, order(q, ranks)} }
}

// mendSorted brings a sorted list up to date: rows of batches that changed go to
// their places among the others. False says that all is to be found anew, and until
// then those are listed that did not change.
func (l *list) mendSorted(since int) bool {
	s := &l.search
	items, ranks := make([]item, 0, len(l.items)+1), make([]gallery.Rank, 0, len(l.items)+1)
	for i, it := range l.items {
		if it.batch.Touched() <= since && l.gallery.Batch(it.batch.ID) == it.batch {
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

// merge puts items to their places among those that are listed.
func (l *list) merge(came []item, of []gallery.Rank) {
	if len(came) == 0 {
		return
	}
	items, ranks := make([]item, 0, len(l.items)+len(came)), make([]gallery.Rank, 0, len(l.items)+len(came))
	at := 0
	q, listed := l.search.ranks.of, l.search.ranks.listed
	for _, next := range order(q, of) {
		for at < len(l.items) && q.Compare(listed[at], of[next]) <= 0 {
			items, ranks = append(items, l.items[at]), append(ranks, listed[at])
			at++
		}
		items, ranks = append(items, came[next]), append(ranks, of[next])
	}
	l.items = append(items, l.items[at:]...)
	ranks = append(ranks, listed[at:]...)
	l.search.ranks.listed = ranks
}
