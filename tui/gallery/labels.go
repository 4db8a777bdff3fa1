package gallery

import (
	"strings"
)

// shortenLabels makes the labels of rows that stand for their whole prompts as
// short as they can be: the words all of them begin and end with are left out.
func shortenLabels(rows []*Row) {
	first, differ := "", false
	for _, r := range rows {
		if r.Label == "" || r.Label != r.Prompt {
			return
		}
		if first == "" {
			first = r.Label
		}
		differ = differ || r.Label != first
	}
	if !differ {
		return
	}
	words := make([][]string, len(rows))
	before, after := strings.Fields(first), strings.Fields(first)
	for i, r := range rows {
		words[i] = strings.Fields(r.Label)
		before = before[:alike(before, words[i], func(list []string, i int) string { return list[i] })]
		n := alike(after, words[i], func(list []string, i int) string { return list[len(list)-1-i] })
		after = after[len(after)-n:]
	}
	for _, w := range words {
		// No row is left without a word.
		for len(before)+len(after) >= len(w) && len(before)+len(after) > 0 {
			if len(after) > 0 {
				after = after[1:]
			} else {
				before = before[:len(before)-1]
			}
		}
	}
	for i, w := range words {
		rows[i].Label = shared(strings.Trim(strings.Join(w[len(before):len(w)-len(after)], " "), ",;"))
	}
}

// alike counts the words two lists have in common, from one of their ends.
func alike(a, b []string, at func([]string, int) string) int {
	n := 0
	for n < min(len(a), len(b)) && at(a, n) == at(b, n) {
		n++
	}
	return n
}
