package cells

import "sync/atomic"

// Rule says how the terminal counts the cells of a character.
type Rule int32

const (
	// Agreed is for terminals that follow neither rule, or are not known yet.
	Agreed Rule = iota
	// CodePoints adds up the cells of all code points, as wcwidth does.
	CodePoints
	// Graphemes counts what a reader takes for one character once.
	Graphemes
	// Consonants counts so as well, but each of the consonants that Indic scripts
	// join. They are drawn apart.
	Consonants
)

// String names the rule.
func (r Rule) String() string {
	switch r {
	case CodePoints:
		return "code points"
	case Graphemes:
		return "graphemes"
	case Consonants:
		return "graphemes, joined consonants apart"
	default:
		return "what both rules agree on"
	}
}

// rule is the one of the terminal. There is one terminal, and text is measured
// in update loop and commands alike.
var rule atomic.Int32

// Use makes r the rule from here on, and reports whether it was another. What
// was laid out before must be laid out again then.
func Use(r Rule) (anew bool) { return rule.Swap(int32(r)) != int32(r) }

// Now returns the rule that holds.
func Now() Rule { return Rule(rule.Load()) }
