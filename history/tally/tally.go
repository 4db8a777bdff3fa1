// Package tally adds up what was made, what it cost and what was kept of it: by key,
// day, style and operation. Spending is that of the ledger, whatever became of the
// pictures; what is kept is picked in the library.
package tally

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"imagine-tui/history"
)

// The ways to add up, as the command line names them.
const (
	ByKey       = "key"
	ByDay       = "day"
	ByStyle     = "style"
	ByOperation = "operation"
)

// Ways are all of them.
var Ways = []string{ByKey, ByDay, ByStyle, ByOperation}

// Group is what was made with one key, on one day, in one style or by one operation.
type Group struct {
	Name     string
	Made     int
	Tokens   int
	Unpriced int // of made: nobody knows what they cost
	Kept     int // picked in the library
}

// PerToken is how many were kept for a token; false where nothing was paid.
func (g Group) PerToken() (float64, bool) {
	if g.Tokens == 0 {
		return 0, false
	}
	return float64(g.Kept) / float64(g.Tokens), true
}

// Time is a span of time, from its beginning until before its end. Zero times are no
// bounds.
type Time struct{ From, Until time.Time }

func (t Time) has(at time.Time) bool {
	return !at.Before(t.From) && (t.Until.IsZero() || at.Before(t.Until))
}

// Tally is what was added up.
type Tally struct{ groups map[string]map[string]*Group }

// Read adds up what was asked for in a time.
func Read(ctx context.Context, library *history.Library, span Time) (*Tally, error) {
	t := &Tally{groups: map[string]map[string]*Group{}}
	if err := history.Payments(library, span.From, span.Until, t.pay); err != nil {
		return nil, err
	}
	err := library.Load(ctx, 0, func(e history.Entry) bool {
		s := &e.Sidecar
		at := s.Sent // as in the ledger
		if at.IsZero() {
			at = s.Saved
		}
		if s.Picked && span.has(at) {
			t.each(s.Key, s.Request.Style, string(s.Request.Operation), at, func(g *Group) { g.Kept++ })
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	return t, ctx.Err()
}

// pay takes in a picture as the ledger has it.
func (t *Tally) pay(p history.Payment) {
	t.each(p.Key, p.Style, p.Operation, p.Time, func(g *Group) {
		g.Made++
		switch {
		case p.Sandbox:
		case p.Tokens == nil:
			g.Unpriced++
		default:
			g.Tokens += *p.Tokens
		}
	})
}

// each changes the groups that something belongs to.
func (t *Tally) each(key, style, operation string, at time.Time, change func(*Group)) {
	for way, name := range map[string]string{
		ByKey: key, ByDay: at.Local().Format(time.DateOnly), ByStyle: cmp.Or(style, operation), ByOperation: operation,
	} {
		if t.groups[way] == nil {
			t.groups[way] = map[string]*Group{}
		}
		g := t.groups[way][name]
		if g == nil {
			g = &Group{Name: name}
			t.groups[way][name] = g
		}
		change(g)
	}
}

// By are the groups of a way: days in their order, others by what they cost, then by
// name; and the sum of all.
func (t *Tally) By(way string) (list []Group, all Group) {
	groups := t.groups[way]
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		g := *groups[name]
		list = append(list, g)
		all.Made, all.Tokens, all.Unpriced, all.Kept = all.Made+g.Made, all.Tokens+g.Tokens, all.Unpriced+g.Unpriced, all.Kept+g.Kept
	}
	if way != ByDay {
		slices.SortStableFunc(list, func(x, y Group) int {
			return cmp.Or(cmp.Compare(y.Tokens, x.Tokens), cmp.Compare(y.Made, x.Made), strings.Compare(x.Name, y.Name))
		})
	}
	return list, all
}
