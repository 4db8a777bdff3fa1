package cells

import "sync/atomic"

// EmojiRule says how the terminal counts the cells of an emoji made of several code
// points.
type EmojiRule int32

const (
	// EmojiAgreed is for those that follow neither rule, or are not known yet.
	EmojiAgreed EmojiRule = iota
	// EmojiParts adds up what each code point takes.
	EmojiParts
	// EmojiWhole counts what a reader takes for one character once.
	EmojiWhole
)

// LetterRule says how the terminal counts the cells of a letter with what belongs to
// it: marks that stand on it, marks that stand beside it, consonants that are joined
// to it.
type LetterRule int32

const (
	// LettersAgreed is for those that are not known, or count marks each in its own way.
	LettersAgreed LetterRule = iota
	// LettersParts counts marks beside a letter, and each consonant.
	LettersParts
	// LettersFirst counts so as well, but a mark only right behind a letter. Those
	// behind marks are drawn as letters.
	LettersFirst
	// LettersConsonants counts each consonant. They are drawn apart.
	LettersConsonants
	// LettersWhole counts what a reader takes for one character once.
	LettersWhole
)

// Rule says how the terminal counts the cells of a character.
type Rule int32

// letterBits is where the letters of a rule are.
const letterBits = 4

// What is to be known besides, each of which may be put to a rule.
const (
	// Recent says that the terminal knows the emoji and signs that are wide since
	// Unicode 15 and 16. Where it does not say so, they are not drawn.
	Recent Rule = 1 << (8 + iota)
	// JoinersTakeCells says that what joins letters, or keeps them apart, takes a cell
	// of its own. It is not drawn then.
	JoinersTakeCells
)

// Those that terminals are known to follow as a whole.
const (
	// Agreed is for terminals that follow no rule, or are not known yet.
	Agreed Rule = 0
	// CodePoints adds up the cells of all code points, as wcwidth does.
	CodePoints = Rule(EmojiParts) | Rule(LettersParts)<<letterBits
	// Graphemes counts what a reader takes for one character once.
	Graphemes = Rule(EmojiWhole) | Rule(LettersWhole)<<letterBits
	// Consonants counts so as well, but each of the consonants that Indic scripts
	// join.
	Consonants = Rule(EmojiWhole) | Rule(LettersConsonants)<<letterBits
)

// Of returns the rule for both. The renderer adds up all code points or none, so
// where emoji and letters differ in that, emoji are drawn as all count them.
func Of(e EmojiRule, l LetterRule) Rule {
	if l != LettersAgreed && e != EmojiAgreed && (e == EmojiParts) != l.summed() {
		e = EmojiAgreed
	}
	return Rule(e) | Rule(l)<<letterBits
}

// summed tells whether all code points are added up.
func (l LetterRule) summed() bool { return l == LettersParts || l == LettersFirst }

func (r Rule) emoji() EmojiRule    { return EmojiRule(r & (1<<letterBits - 1)) }
func (r Rule) letters() LetterRule { return LetterRule(r >> letterBits & (1<<letterBits - 1)) }

// Whole tells whether the renderer has to take a character as a whole.
func (r Rule) Whole() bool {
	return r.emoji() == EmojiWhole || r.letters() == LettersConsonants || r.letters() == LettersWhole
}

// String names the rule.
func (r Rule) String() string {
	for _, n := range names {
		if n.rule == r&^(Recent|JoinersTakeCells) {
			return n.name
		}
	}
	return "emoji " + [...]string{"agreed", "in parts", "whole"}[r.emoji()] +
		", letters " + [...]string{"agreed", "in parts", "in parts but marks", "apart", "whole"}[r.letters()]
}

// names are those of rules that are followed as a whole.
var names = [...]struct {
	rule Rule
	name string
}{
	{Agreed, "what all rules agree on"}, {CodePoints, "code points"}, {Graphemes, "graphemes"}, {Consonants, "graphemes, joined consonants apart"},
}

// rule is the one of the terminal. There is one terminal, and text is measured
// in update loop and commands alike. It is kept as what differs from unanswered, so that
// no start has to set it.
var rule atomic.Int32

// unanswered is the rule until a terminal has answered: nothing is drawn that may take a
// cell in some, since a row that is longer than the screen stays under what comes next.
const unanswered = Agreed | JoinersTakeCells

// Use makes r the rule from here on, and reports whether it was another. What
// was laid out before must be laid out again then.
func Use(r Rule) (anew bool) {
	kept := int32(r ^ unanswered)
	return rule.Swap(kept) != kept
}

// Now returns the rule that holds.
func Now() Rule { return Rule(rule.Load()) ^ unanswered }
