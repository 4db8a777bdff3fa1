package gallery

import (
	"strconv"
	"strings"
)

// Query is a parsed filter: words that must all occur, and narrowings such as
// is:picked, style:anime, month:2026-10 or >3.
type Query struct {
	words []string
	tests []func(*Row) bool
	// Unknown are the narrowings nobody understands, to be shown as such.
	Unknown []string
}

// narrowings in the order tab completes them.
var narrowings = []string{"is:", "style:", "seed:", "key:", "month:", "ratio:", "op:", "tag:"}

// Narrowings names them all, for who wrote one that nobody understands.
func Narrowings() string { return strings.Join(narrowings, " ") + " >3" }

// IsWords are what is: takes.
var IsWords = []string{"picked", "rejected", "marked", "new", "saved", "failed", "running", "waiting", "unknown", "sandbox"}

// ParseQuery reads a filter as it is typed. It never fails: a narrowing it
// does not know is kept in Unknown and matches nothing away.
func ParseQuery(text string) Query {
	var q Query
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		name, value, found := strings.Cut(word, ":")
		switch {
		case found && value == "":
			// Still being typed.
		case found:
			if test := narrow(name, value); test != nil {
				q.tests = append(q.tests, test)
			} else {
				q.Unknown = append(q.Unknown, word)
			}
		case strings.HasPrefix(word, ">") && len(word) > 1:
			n, err := strconv.Atoi(word[1:])
			if err != nil {
				q.Unknown = append(q.Unknown, word)
				continue
			}
			q.tests = append(q.tests, func(r *Row) bool { return r.Rating > n })
		default:
			q.words = append(q.words, word)
		}
	}
	return q
}

// Empty tells whether the query lets everything through.
func (q Query) Empty() bool { return len(q.words) == 0 && len(q.tests) == 0 }

// Match tells whether the row passes.
func (q Query) Match(r *Row) bool {
	for _, test := range q.tests {
		if !test(r) {
			return false
		}
	}
	if len(q.words) == 0 {
		return true
	}
	hay := r.haystack()
	for _, w := range q.words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

func narrow(name, value string) func(*Row) bool {
	switch name {
	case "is":
		return isTest(value)
	case "style":
		return func(r *Row) bool { return strings.Contains(r.Style, value) }
	case "seed":
		return func(r *Row) bool { return strconv.FormatInt(r.Seed, 10) == value }
	case "key":
		return func(r *Row) bool { return strings.HasPrefix(strings.ToLower(r.Key), value) }
	case "month":
		return func(r *Row) bool { return strings.HasPrefix(r.When.Format("2006-01-02"), value) }
	case "ratio":
		return func(r *Row) bool { return r.Ratio == value }
	case "op":
		return func(r *Row) bool { return strings.Contains(r.Operation, value) }
	case "tag":
		return func(r *Row) bool {
			for _, t := range r.Tags {
				if strings.EqualFold(t, value) {
					return true
				}
			}
			return false
		}
	}
	return nil
}

func isTest(value string) func(*Row) bool {
	switch value {
	case "picked":
		return func(r *Row) bool { return r.Picked }
	case "rejected":
		return func(r *Row) bool { return r.Rejected }
	case "marked":
		return func(r *Row) bool { return r.marked }
	case "new":
		return func(r *Row) bool { return r.New }
	case "saved":
		return func(r *Row) bool { return r.State == Saved }
	case "failed":
		return func(r *Row) bool { return r.State == Failed }
	case "running":
		return func(r *Row) bool { return r.State.Moving() }
	case "waiting":
		return func(r *Row) bool { return r.State == Waiting || r.State == Held }
	case "unknown":
		return func(r *Row) bool { return r.State == Unknown }
	case "sandbox":
		return func(r *Row) bool { return r.Free }
	}
	return nil
}

// Complete returns text with its last word completed: a narrowing's name, or
// the value of is: and style:. Text it cannot complete comes back unchanged.
func Complete(text string, styles []string) string {
	cut := strings.LastIndexByte(text, ' ') + 1
	head, word := text[:cut], strings.ToLower(text[cut:])
	if word == "" {
		return text
	}
	options := narrowings
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
			return head + o
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
		for _, r := range b.rows {
			if seen++; seen > 2000 {
				break // a hint need not be complete
			}
			for w := range strings.FieldsFuncSeq(strings.ToLower(r.Prompt), func(c rune) bool {
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
	for _, b := range g.batches {
		for _, r := range b.rows {
			if strings.Contains(r.haystack(), best) {
				count++
			}
		}
	}
	return best, count
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
