package gallery

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"imagine-tui/api/folded"
	"imagine-tui/tui/gallery/query"
)

// SortWords are what sort: takes.
var SortWords = []string{"time", "rating", "style", "tokens", "size"}

// sorted says what a query puts results in order by.
type sorted struct {
	by   string // one of SortWords, "" for none
	back bool
}

// Rank is where a result stands among others.
type Rank struct {
	none   bool // it has nothing to be put in order by
	number int64
	text   string
	when   int64
}

// Sorted tells whether the query puts what it finds in an order of its own.
func (q *Query) Sorted() bool { return q.order.by != "" }

// Sort is what the query is sorted by, one of SortWords or "", and whether that
// is turned round.
func (q *Query) Sort() (by string, back bool) { return q.order.by, q.order.back }

// Rank says where a row stands in the order of a query that is sorted.
func (q *Query) Rank(r *Row) Rank {
	out := Rank{when: r.When.UnixNano()}
	if r.When.IsZero() {
		out.when = 0
	}
	switch q.order.by {
	case "time":
		out.number, out.none = out.when, r.When.IsZero()
	case "rating":
		out.number, out.none = int64(r.Rating), r.Rating == 0
	case "style":
		out.text, out.none = folded.Text(r.Style), r.Style == ""
	case "tokens":
		out.number, out.none = int64(r.Tokens), !r.Priced
	case "size":
		out.number, out.none = r.Bytes, r.Bytes == 0
	}
	return out
}

// Compare puts ranks of the query in order: what is largest, dearest, best or
// newest first, styles by their names, and what has nothing of it last, also where
// the order is turned round. Of those that are equal the newest comes first.
func (q *Query) Compare(a, b Rank) int {
	if a.none != b.none {
		if a.none {
			return 1
		}
		return -1
	}
	c := cmp.Or(cmp.Compare(b.number, a.number), strings.Compare(a.text, b.text))
	if q.order.back {
		c = -c
	}
	return cmp.Or(c, cmp.Compare(b.when, a.when))
}

// sortBy takes in sort:. The last one that is written counts.
func (q *Query) sortBy(value string, back bool) error {
	if !slices.Contains(SortWords, value) {
		return fmt.Errorf("sort: takes %s, not %q", strings.Join(SortWords, " "), value)
	}
	q.order = sorted{value, back}
	return nil
}

// SortedBy is the text of a query that finds the same, in another order: one of
// SortWords, turned round or not; "" for the usual one.
func SortedBy(text, by string, back bool) string {
	terms := slices.DeleteFunc(query.Split(text), func(term string) bool {
		name, _, _ := strings.Cut(strings.ToLower(strings.TrimPrefix(term, "-")), ":")
		return name == "sort"
	})
	if by != "" {
		term := "sort:" + by
		if back {
			term = "-" + term
		}
		terms = append(terms, term)
	}
	return strings.Join(terms, " ")
}
