package gallery

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"imagine-tui/api/closest"
	"imagine-tui/api/folded"
	"imagine-tui/tui/gallery/query"
)

// Named are queries by the names they were saved under.
type Named map[string]string

// Names are their names, in order.
func (s Named) Names() []string { return slices.Sorted(maps.Keys(s)) }

// Expand is the text of a query with what saved ones stand for in their place, so
// that it can be saved itself.
func (s Named) Expand(text string) string {
	terms := query.Split(text)
	for i, term := range terms {
		if name, is := strings.CutPrefix(term, query.Saved); is {
			if stands, known := s[folded.Text(name)]; known {
				terms[i] = stands
			}
		}
	}
	return strings.Join(terms, " ")
}

// add takes a term in, which may name a saved query.
func (s Named) add(q *Query, t query.Term) *query.Mistake {
	if t.Field != query.Saved {
		return q.add(t)
	}
	wrong := func(reason string, args ...any) *query.Mistake {
		return &query.Mistake{Column: t.Column, Reason: fmt.Sprintf(reason, args...)}
	}
	name := folded.Text(t.Value)
	text, known := s[name]
	switch {
	case name == "":
		return wrong("after @ comes the name of a saved filter")
	case t.Not:
		return wrong("a saved filter cannot be negated: write out what to exclude")
	case !known:
		m := wrong("no filter is saved as @%s. To search for the word, put it in quotation marks", t.Value)
		if near := closest.Of(name, s.Names()); len(near) > 0 {
			m.Term, m.Instead = t.Column, query.Saved+near[0]
		}
		return m
	}
	terms, mistakes := query.Parse(text)
	for _, inner := range terms {
		if inner.Field == query.Saved {
			return wrong("the saved filter @%s names another, @%s", name, inner.Value)
		}
		if m := q.add(inner); m != nil {
			mistakes = append(mistakes, m)
		}
	}
	if len(mistakes) > 0 {
		return wrong("the saved filter @%s has a mistake at %v", name, mistakes[0])
	}
	return nil
}
