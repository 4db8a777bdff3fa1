// Package template reads prompt templates: one text that stands for several
// prompts.
//
//	{a|b}                one of the alternatives; they nest
//	{0.7::a|b}           with weights, which count when prompts are picked at random
//	{2$$a|b|c}           two different ones, in every order, joined by ", "
//	{2$$ and $$a|b|c}    joined by " and "
//	{1-2$$a|b|c}         one or two of them; a bound may be left out
//	{1..5} {1..9..2}     numbers; {01..10} keeps the width
//	${x=!{a|b}} ${x}     a variable, chosen once for the whole prompt
//	${x={a|b}} ${x}      a variable, chosen anew at each use
//	${x:a}               the variable if it has a value, else a
//	\{ \| \} \# \$ \_    the characters themselves
//	# words              a comment, up to the end of its line
//	__colour__           a value from a list the caller looks up; names may hold
//	                     * and ?, and __cloth(colour=red)__ sets a variable in it
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
// A text without braces, lists and such lines is no template: it is its own only prompt, whatever
// else it holds. Spaces in alternatives are kept; white space with a line
// break in it next to {, | or } is layout and is not.
package template

import (
	"fmt"
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

// Lookup gives the values of a wildcard list: the lines of the file a name
// such as "colour" stands for. Values may be templates.
type Lookup func(name string) ([]string, error)

// Template is a text that was read. It does not change and may be used by
// several goroutines.
type Template struct {
	root  node
	slots int
	plain bool
	count *big.Int
}

// Error is a mistake in a template and where it is.
type Error struct {
	// Line and Column are where the mistake is, from 1; Column counts runes.
	Line, Column int
	Message      string
}

// Error returns the place and the message: `Column 31: "{" is never closed`.
func (e *Error) Error() string {
	if e.Line > 1 {
		return fmt.Sprintf("Line %d, column %d: %s", e.Line, e.Column, e.Message)
	}
	return fmt.Sprintf("Column %d: %s", e.Column, e.Message)
}

// ParseWith reads a template whose __x__ are looked up. Errors are *Error.
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
	p := &parser{src: body, lookup: lookup, scope: &scope{}, blank: true, all: &shared{lists: map[string]*choice{}}}
	p.verbatim = isPlain(body, lookup)
	sets, err := p.readAxes(s, lines)
	if err != nil {
		return nil, err
	}
	root, err := p.sequence(endText, 0)
	if err != nil {
		return nil, err
	}
	if root, err = p.withAxes(s, root, sets); err != nil {
		return nil, err
	}
	return &Template{root: root, slots: p.all.slots, count: root.count()}, nil
}

// Literal takes s as one prompt, braces and all.
func Literal(s string) *Template {
	return &Template{root: literal(s), plain: true, count: big.NewInt(1)}
}

// isPlain says whether s has none of the marks that make it a template.
func isPlain(s string, lookup Lookup) bool {
	return !strings.ContainsAny(s, "{}") && (lookup == nil || !strings.Contains(s, "__"))
}

// Count returns how many prompts Expand gives, without building them. The
// same prompt counts each time it can come about. Beyond 2^4096 the count
// stays there.
func (t *Template) Count() *big.Int { return new(big.Int).Set(t.count) }

// errorAt makes an *Error about the byte offset at of src.
func errorAt(src string, at int, format string, args ...any) *Error {
	before := src[:at]
	line := strings.Count(before, "\n") + 1
	before = before[strings.LastIndexByte(before, '\n')+1:]
	return &Error{Line: line, Column: utf8.RuneCountInString(before) + 1, Message: fmt.Sprintf(format, args...)}
}
