// Package template reads prompt templates: one text that stands for several
// prompts.
//
//	{a|b}                one of the alternatives; they nest
//	{0.7::a|b}           with weights, which count when prompts are picked at random
//	{2$$a|b|c}           two different ones, in every order, joined by ", "
//	{2$$ and $$a|b|c}    joined by " and "
//	{1-2$$a|b|c}         one or two of them; a bound may be left out
//	{~a|b} {@a|b}        one at random for each prompt, or one after the other;
//	                     {!a|b} is every one, as without a mark
//	{1..5} {1..9..2}     numbers; {01..10} keeps the width
//	${x=!{a|b}} ${x}     a variable, chosen once for the whole prompt
//	${x={a|b}} ${x}      a variable, chosen anew at each use
//	${x:a}               the variable if it has a value, else a
//	${x?=a}              a value for the variable unless it has one
//	%{old ... $${a|b}}   words put around others
//	\{ \| \} \# \$ \_    the characters themselves
//	# words              a comment, up to the end of its line
//	__colour__           a value of a list the caller looks up; names may hold
//	                     * and ?, variables and alternatives, and begin with ~,
//	                     @ or !; __cloth(colour=red)__ sets a variable in it
//
// Search and replace stands in lines of its own below the prompt: the prompt
// as it is, and once more with each of the others in the place of the words
// before the arrow. Only whole words are replaced, everywhere in the prompt,
// by the same one. What stands between the commas may be a template; \, is a
// comma.
//
//	a cat on a mat, cat toys
//	cat => dog, wolf
//
// A text without braces, lists, such lines and backslashes before _, $ or # is
// no template: it is its own only prompt, whatever else it holds. Spaces in
// alternatives are kept; white space with a line break in it next to {, | or }
// is layout and is not.
//
// What is none of the above and still looks like it is a mistake and no text:
// no prompt holds a mark of the language that was not written with a backslash.
package template

import (
	"math/big"
	"strings"
	"unicode/utf8"
)

// Limits on what a template may ask for. They are far beyond what a person
// writes, and keep a pasted accident from taking the program's time.
const (
	// maxSource is the longest template, in bytes. Texts without braces have
	// no limit here.
	maxSource = 64 << 10
	// maxPrompt is the longest prompt a template may grow to, in bytes.
	maxPrompt = 64 << 10
	// maxSteps is how many pieces one prompt may be written from. Expanding
	// is recursive, so this bounds the stack as well.
	maxSteps = 64 << 10
	maxDepth = 100
)

// List is a list of values that a template names. It does not change.
type List struct {
	// Name is what it is called from anywhere, with slashes.
	Name string
	// Values may be templates.
	Values []string
	// Lines are the lines of its file on which the values stand, nil where
	// nobody knows.
	Lines []int
}

// Lookup finds the list of a name such as "colour", or all lists that fit where
// it holds * or ?. in is the list whose value names them, "" for the template
// itself. Its error is what the person reads at the place of the name.
type Lookup func(name, in string) ([]*List, error)

// Template is a text that was read. It does not change and may be used by
// several goroutines.
type Template struct {
	src   string
	root  node
	slots int
	plain bool
	lists bool // __x__ has a meaning
	drawn bool
	count *big.Int
	empty *Error // why one of its prompts may be empty
}

// ParseWith reads a template whose __x__ are looked up; with nil they are
// words. Errors are *Error.
func ParseWith(s string, lookup Lookup) (*Template, error) {
	if isPlain(s, lookup) && !strings.Contains(s, arrow) {
		return Literal(s), nil
	}
	body, lines := splitAxes(s)
	if len(lines) == 0 && isPlain(s, lookup) {
		return Literal(s), nil
	}
	if len(s) > maxSource {
		return nil, &Error{Line: 1, Column: 1, Message: "a template can have at most 64 KiB"}
	}
	if !utf8.ValidString(s) {
		return nil, &Error{Line: 1, Column: 1, Message: "a template must be UTF-8 text"} // the other bytes are taken, see plainOpen
	}
	all := &shared{lists: map[string]*choice{}}
	p := newParser(body, lookup, all)
	p.verbatim = isPlain(body, lookup)
	sets := p.readAxes(s, lines)
	root := p.withAxes(s, p.sequence(endText, 0), sets)
	t := &Template{src: s, root: root, lists: lookup != nil, drawn: all.drawn, empty: all.empty}
	if len(all.mistakes) == 0 {
		t.count = all.count(root)
	}
	t.slots = all.slots
	if err := firstOf(all.mistakes); err != nil {
		return nil, err
	}
	return t, nil
}

// Literal takes s as one prompt, braces and all.
func Literal(s string) *Template {
	return &Template{src: s, root: literal(s), plain: true, count: big.NewInt(1)}
}

// isPlain says whether s has none of the marks that make it a template.
func isPlain(s string, lookup Lookup) bool {
	return !strings.ContainsAny(s, "{}") && (lookup == nil || !strings.Contains(s, "__")) && !hasEscape(s)
}

// Count returns how many prompts Expand gives, without building them. The
// same prompt counts each time it can come about. Beyond 2^4096 the count
// stays there.
func (t *Template) Count() *big.Int { return new(big.Int).Set(t.count) }

// Drawn tells whether the template holds choices that are drawn for each
// prompt, {~a|b} or {@a|b}: Sample may then give more prompts than Expand.
func (t *Template) Drawn() bool { return t.drawn }

// Empty says what makes a prompt of the template empty, for when one is.
func (t *Template) Empty() *Error {
	if t.empty != nil {
		return t.empty
	}
	return &Error{Line: 1, Column: 1, Message: "one prompt of this template is empty: add words outside the braces"}
}
