package gallery

import "strings"

// Complete returns text with its last word completed: a field's name, or
// the value of is: and style:. Text it cannot complete comes back unchanged.
func Complete(text string, styles []string) string {
	cut := strings.LastIndexByte(text, ' ') + 1
	head, word := text[:cut], strings.ToLower(text[cut:])
	if word == "" {
		return text
	}
	minus := ""
	if rest, found := strings.CutPrefix(word, "-"); found {
		minus, word = "-", rest
	}
	options := FieldNames()
	if name, _, found := strings.Cut(word, ":"); found {
		options = nil
		values := IsWords
		if name == "style" {
			values = styles
		} else if name != "is" {
			return text
		}
		for _, v := range values {
			options = append(options, name+":"+v)
		}
	}
	for _, o := range options {
		if strings.HasPrefix(o, word) {
			return head + minus + o
		}
	}
	return text
}

// Suggest returns the word of the prompts that is closest to the first word of
// a query that nothing matches, with how many rows hold it; "" when none is
// close.
func (g *Gallery) Suggest(q Query) (string, int) {
	if len(q.words) == 0 {
		return "", 0
	}
	word, best, bestDistance, seen := q.words[0], "", 3, 0
	for _, b := range g.batches {
		for _, s := range b.slots {
			if seen++; seen > 2000 {
				break // a hint need not be complete
			}
			for w := range strings.FieldsFuncSeq(s.prompt(&g.shelved), func(c rune) bool {
				return (c < 'a' || c > 'z') && c < 128
			}) {
				if w == best || abs(len(w)-len(word)) >= bestDistance {
					continue
				}
				if d := distance(w, word); d < bestDistance {
					best, bestDistance = w, d
				}
			}
		}
	}
	if best == "" || best == word {
		return "", 0
	}
	count := 0
	for more := g.Search(Query{words: []string{best}}); !more.Done(); {
		more.Next(g.rows, func(*Batch, int) { count++ })
	}
	return best, count
}

// prompt is the prompt of a row in small letters.
func (s slot) prompt(on *shelved) string {
	if s.row != nil {
		return strings.ToLower(s.row.Prompt)
	}
	prompt, _, _ := strings.Cut(on.Text(s.ref), "\n")
	return prompt
}

// distance is the number of single-letter edits between two short words.
func distance(a, b string) int {
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range len(a) {
		diagonal := prev[0]
		prev[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, prev[j], prev[j+1])
			}
			diagonal, prev[j+1] = prev[j+1], cost
		}
	}
	return prev[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
