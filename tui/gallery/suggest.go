package gallery

import (
	"strings"

	"imagine-tui/history"
	"imagine-tui/tui/gallery/query"
)

// suggestFrom is how many prompts a suggestion is sought in: it need not be
// complete.
const suggestFrom = 2000

// Suggest returns what finds out beside the loop which word of the prompts is
// closest to the first word of a query that nothing matches: "" when none is close.
func (g *Gallery) Suggest(q Query) func() string {
	if len(q.words) == 0 {
		return func() string { return "" }
	}
	prompts := make([]func() string, 0, suggestFrom)
	for _, b := range g.batches {
		for i := range b.slots {
			if len(prompts) == suggestFrom {
				break
			}
			prompts = append(prompts, b.slots[i].prompt(&g.shelved))
		}
	}
	return func() string { return closestWord(q.words[0], prompts) }
}

// Holding is the query that finds what has a word.
func Holding(word string) Query { return Query{words: []string{word}} }

// closestWord is the word in some texts that is nearest to another, and not it.
func closestWord(word string, texts []func() string) string {
	best, bestDistance := "", min(3, len(word)/2+1) // of a short word more is another one
	for _, text := range texts {
		for w := range strings.FieldsFuncSeq(text(), func(c rune) bool {
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
	if best == word {
		return ""
	}
	return best
}

// prompt returns what reads the prompt of a row in small letters.
func (s *slot) prompt(on *shelved) func() string {
	if s.row != nil {
		prompt := s.row.Prompt
		return func() string { return strings.ToLower(prompt) }
	}
	day, item := s.ref.Numbers()
	return firstLine{on.Texts(day), item}.read
}

// firstLine is where the prompt of a result stands.
type firstLine struct {
	texts history.Texts
	item  int
}

func (l firstLine) read() string {
	prompt, _, _ := strings.Cut(l.texts.Text(l.item), "\n")
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

// Replaced is the text of a query with another word in the place of the first that
// Suggest is about.
func Replaced(text, word string) string {
	terms := query.Split(text)
	for i, term := range terms {
		if t, _ := query.Parse(term); len(t) == 1 && t[0].Field == "" && !t[0].Not {
			terms[i] = word
			break
		}
	}
	return strings.Join(terms, " ")
}
