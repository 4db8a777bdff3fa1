package template

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Error is a mistake in a template and where it is.
type Error struct {
	// Line and Column are where the mistake is, from 1; Column counts runes.
	Line, Column int
	Message      string
	// Others are the mistakes that come after it, in their order.
	Others []*Error
}

// Error returns the place and the message: `Column 31: "{" is never closed`.
func (e *Error) Error() string {
	if e.Line > 1 {
		return fmt.Sprintf("Line %d, column %d: %s", e.Line, e.Column, e.Message)
	}
	return fmt.Sprintf("Column %d: %s", e.Column, e.Message)
}

// mostMistakes is how many mistakes of a template are kept.
const mostMistakes = 100

// errorAt makes an *Error about the byte offset at of src.
func errorAt(src string, at int, format string, args ...any) *Error {
	before := src[:at]
	line := strings.Count(before, "\n") + 1
	before = before[strings.LastIndexByte(before, '\n')+1:]
	return &Error{Line: line, Column: utf8.RuneCountInString(before) + 1, Message: fmt.Sprintf(format, args...)}
}

// firstOf returns the first of the mistakes of a text with the others behind
// it, one for each place; nil where there are none.
func firstOf(mistakes []*Error) error {
	if len(mistakes) == 0 {
		return nil
	}
	mistakes = slices.Clone(mistakes)
	slices.SortStableFunc(mistakes, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	mistakes = slices.CompactFunc(mistakes, func(a, b *Error) bool { return a.Line == b.Line && a.Column == b.Column })
	first := *mistakes[0]
	first.Others = mistakes[1:]
	return &first
}

// note adds a mistake to those of the template.
func (s *shared) note(e *Error) {
	if len(s.mistakes) < mostMistakes {
		s.mistakes = append(s.mistakes, e)
	}
}
