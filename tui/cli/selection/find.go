package selection

import (
	"context"
	"slices"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// Find calls yield with what a query finds in a library until it returns false: the
// newest first, or in the order that the query asks for.
func Find(ctx context.Context, library *history.Library, q gallery.Query, yield func(history.Entry) bool) error {
	if !q.Sorted() {
		return each(ctx, library, q, func(e history.Entry, _ *gallery.Row) bool { return yield(e) })
	}
	type place struct {
		rank gallery.Rank
		path string
	}
	var found []place // and not what was read: there may be many
	err := each(ctx, library, q, func(e history.Entry, r *gallery.Row) bool {
		found = append(found, place{q.Rank(r), e.Path})
		return true
	})
	slices.SortStableFunc(found, func(a, b place) int { return q.Compare(a.rank, b.rank) })
	for _, f := range found {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if e, gone := library.Entry(f.path); gone == nil && !yield(e) {
			break
		}
	}
	return err
}

// each calls yield with what a query finds, newest first.
func each(ctx context.Context, library *history.Library, q gallery.Query, yield func(history.Entry, *gallery.Row) bool) error {
	return library.Newest(ctx, q.Words(), func(e history.Entry) bool {
		row := gallery.RowOfEntry(e)
		return !q.Match(&row) || yield(e, &row)
	})
}
