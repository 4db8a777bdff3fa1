package gallery

import (
	"fmt"
	"strings"

	"imagine-tui/api/closest"
	"imagine-tui/api/folded"
	"imagine-tui/tui/gallery/query"
)

// Query is a parsed filter, as in QueryHelp.
type Query struct {
	words   []string // folded, all of which occur
	without []string // folded, none of which occurs
	tests   []func(*Row) bool
	order   sorted
	// Mistakes are what cannot be meant, in the order they are written. The
	// rest of the query stands.
	Mistakes []*query.Mistake
}

// ParseQuery reads a filter. It never fails, so that a list can be narrowed
// while the person still writes; who acts on what is found looks at Err first.
func ParseQuery(text string) Query { return Named(nil).Parse(text) }

// Parse is ParseQuery of a filter that may name saved ones.
func (s Named) Parse(text string) Query {
	terms, mistakes := query.Parse(text)
	q := Query{Mistakes: mistakes}
	for _, t := range terms {
		mistake := s.add(&q, t)
		if mistake != nil {
			q.Mistakes = append(q.Mistakes, mistake)
		}
	}
	return q
}

// add takes a term in, or says what is wrong with it and what was probably meant.
func (q *Query) add(t query.Term) *query.Mistake {
	value := folded.Text(t.Value)
	if t.Field == "" {
		if value == "" {
			return &query.Mistake{Column: t.At, Reason: "there is nothing to search for"}
		}
		if t.Not {
			q.without = append(q.without, value)
		} else {
			q.words = append(q.words, value)
		}
		return nil
	}
	f, err := fieldOf(t.Field)
	if err != nil {
		return meant(t, t.Column, err, fieldLike(t.Field), t.Value)
	}
	if value == "" {
		return &query.Mistake{Column: t.At, Reason: fmt.Sprintf("%s: needs a value, as in %[1]s:%s", f.name, f.example)}
	}
	if f.name == "sort" {
		if err := q.sortBy(value, t.Not); err != nil {
			return meant(t, t.At, err, f.name, nearest(value, SortWords))
		}
		return nil
	}
	test, err := f.test(value)
	if err != nil {
		return meant(t, t.At, err, f.name, nearest(value, Values{}.of(f.name)))
	}
	if t.Not {
		positive := test
		test = func(r *Row) bool { return !positive(r) }
	}
	q.tests = append(q.tests, test)
	return nil
}

// meant is a mistake in a term, and with field and value what was probably meant;
// "" where nobody knows.
func meant(t query.Term, column int, err error, field, value string) *query.Mistake {
	m := &query.Mistake{Column: column, Reason: err.Error(), Term: t.Column}
	if field != "" && value != "" {
		if m.Instead = quotedTerm(field + ":" + value); t.Not {
			m.Instead = "-" + m.Instead
		}
	}
	return m
}

// nearest is the word that was probably meant by another, "" for none. What
// compares stays before it.
func nearest(value string, words []string) string {
	bare := strings.TrimLeft(value, "<>=")
	if near := closest.Of(bare, words); len(near) > 0 {
		return value[:len(value)-len(bare)] + near[0]
	}
	return ""
}

// Err is the first mistake of the query, nil for none.
func (q Query) Err() error {
	if len(q.Mistakes) == 0 {
		return nil
	}
	first := q.Mistakes[0]
	for _, m := range q.Mistakes {
		if m.Column < first.Column {
			first = m
		}
	}
	return first
}

// Words are texts, folded, that history.SearchText of whatever is found holds.
func (q Query) Words() []string { return q.words }

// Empty tells whether the query asks for nothing: it lets everything through, as
// it stands.
func (q Query) Empty() bool { return q.All() && !q.Sorted() }

// All tells whether the query lets everything through.
func (q Query) All() bool { return len(q.words) == 0 && len(q.without) == 0 && len(q.tests) == 0 }

// Match tells whether the row passes.
func (q Query) Match(r *Row) bool { return q.passes(r) && q.holds(r.haystack) }

// passes tells whether all holds of a row but the words.
func (q Query) passes(r *Row) bool {
	for _, test := range q.tests {
		if !test(r) {
			return false
		}
	}
	return true
}

// holds tells whether a text has what is looked for, and nothing that is not.
func (q Query) holds(text func() string) bool {
	if len(q.words) == 0 && len(q.without) == 0 {
		return true
	}
	hay := text()
	for _, w := range q.without {
		if strings.Contains(hay, w) {
			return false
		}
	}
	for _, w := range q.words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}
