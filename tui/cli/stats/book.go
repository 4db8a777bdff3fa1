package stats

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"imagine-tui/history"
	"imagine-tui/tui/gallery/query"
)

// group is what was made with one key, on one day, in one style or by one
// operation.
type group struct {
	name     string
	made     int
	tokens   int
	unpriced int // of made: nobody knows what they cost
	kept     int // picked in the library
}

// book adds up.
type book struct {
	by     string
	groups map[string]*group
}

func (b *book) group(name string) *group {
	g := b.groups[name]
	if g == nil {
		g = &group{name: name}
		b.groups[name] = g
	}
	return g
}

// name is the group of what was made.
func (b *book) name(key, style, operation string, at time.Time) string {
	switch b.by {
	case "day":
		return at.Local().Format(time.DateOnly)
	case "style":
		return cmp.Or(style, operation)
	case "operation":
		return operation
	}
	return key
}

// pay takes in a picture as the ledger has it.
func (b *book) pay(p history.Payment) {
	g := b.group(b.name(p.Key, p.Style, p.Operation, p.Time))
	g.made++
	switch {
	case p.Sandbox:
	case p.Tokens == nil:
		g.unpriced++
	default:
		g.tokens += *p.Tokens
	}
}

// keepers counts the picks of the library. Days are those on which it was asked
// for, as in the ledger.
func (b *book) keepers(ctx context.Context, library *history.Library, span query.Span) error {
	return library.Newest(ctx, nil, func(e history.Entry) bool {
		s := e.Sidecar
		at := s.Sent
		if at.IsZero() {
			at = s.Saved
		}
		if s.Picked && span.Has(at.Unix()) {
			b.group(b.name(s.Key, s.Request.Style, string(s.Request.Operation), at)).kept++
		}
		return true
	})
}

// rows are the groups: days in their order, others by what they cost, then by name;
// and the sum of all.
func (b *book) rows() (list []group, all group) {
	for _, name := range slices.Sorted(maps.Keys(b.groups)) {
		g := *b.groups[name]
		list = append(list, g)
		all.made, all.tokens, all.unpriced, all.kept = all.made+g.made, all.tokens+g.tokens, all.unpriced+g.unpriced, all.kept+g.kept
	}
	if b.by != "day" {
		slices.SortStableFunc(list, func(x, y group) int {
			return cmp.Or(cmp.Compare(y.tokens, x.tokens), cmp.Compare(y.made, x.made), strings.Compare(x.name, y.name))
		})
	}
	return list, all
}

// perToken is how many were kept for a token, nil where nothing was paid.
func (g group) perToken() *float64 {
	if g.tokens == 0 {
		return nil
	}
	share := float64(g.kept) / float64(g.tokens)
	return &share
}
