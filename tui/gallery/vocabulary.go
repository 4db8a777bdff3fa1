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
	last  *counted
	words map[string]*counted
}

// counted is a word, on its own rather than as a part of what is known of a day.
type counted struct {
	word string
	n    int
}

func (t *tally) add(word string, by int) {
	if word == "" {
		return
	}
	if t.last == nil || word != t.last.word {
		of := t.words[word]
		if of == nil {
			if t.words == nil {
				t.words = map[string]*counted{}
			}
			of = &counted{word: strings.Clone(word)}
			t.words[of.word] = of
		}
		t.last = of
	}
	t.last.n += by
}

func (t *tally) counts() map[string]int {
	out := make(map[string]int, len(t.words))
	for word, c := range t.words {
		out[word] = c.n
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
