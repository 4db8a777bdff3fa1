package gallery

import (
	"maps"
	"slices"
	"strings"
)

// vocabulary counts what results say of themselves in single words, so that queries
// can be completed without looking at all of them.
type vocabulary struct {
	tags                     map[string]int
	styles, ratios, ops, key tally
}

// tally counts words, most of which follow each other.
type tally struct {
	last  string
	of    *int
	words map[string]*int
}

func (t *tally) add(word string, by int) {
	if word == "" {
		return
	}
	if t.of == nil || word != t.last {
		if t.of = t.words[word]; t.of == nil {
			if t.words == nil {
				t.words = map[string]*int{}
			}
			word = strings.Clone(word) // the text may be a part of what is known of a day
			t.of = new(int)
			t.words[word] = t.of
		}
		t.last = word
	}
	*t.of += by
}

func (t *tally) counts() map[string]int {
	out := make(map[string]int, len(t.words))
	for word, n := range t.words {
		out[word] = *n
	}
	return out
}

// count adds a row, or with by = -1 takes it away.
func (v *vocabulary) count(r *Row, by int) {
	v.styles.add(r.Style, by)
	v.ratios.add(r.Ratio, by)
	v.ops.add(r.Operation, by)
	v.key.add(r.Key, by)
	for _, t := range r.Tags {
		if _, known := v.tags[t]; !known {
			if v.tags == nil {
				v.tags = map[string]int{}
			}
			t = strings.Clone(t)
		}
		v.tags[t] += by
	}
}

// mostUsed are the words of which there are any, those of which there are most
// first.
func mostUsed(counts map[string]int) []string {
	words := slices.Sorted(maps.Keys(counts))
	words = slices.DeleteFunc(words, func(w string) bool { return counts[w] <= 0 })
	slices.SortStableFunc(words, func(a, b string) int { return counts[b] - counts[a] })
	return words
}

// ValuesOf are what values of queries may be completed to, from what there is in a
// gallery.
func ValuesOf(g *Gallery) Values {
	return Values{
		Styles: mostUsed(g.words.styles.counts()), Ratios: mostUsed(g.words.ratios.counts()), Operations: mostUsed(g.words.ops.counts()),
		Keys: mostUsed(g.words.key.counts()), Tags: mostUsed(g.words.tags),
	}
}
