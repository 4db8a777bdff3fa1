package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// reach says how far an operator goes with a motion.
type reach uint8

const (
	before    reach = iota // up to where the motion leads
	onto                   // that letter too
	wholeLine              // all lines on the way
)

// motion returns where n times a motion leads, and how far an operator goes then.
// Up and down lead to lines as they are written.
func (v *Vim) motion(r rune, n int, counted bool) (to int, goes reach, is bool) {
	a := v.area
	s, at := a.s, a.cursor
	switch r {
	case 'h', 'l', ' ':
		return v.sideways(r, n), before, true
	case 'w':
		return times(n, at, func(i int) int { return wordOn(s, i) }), before, true
	case 'b':
		return times(n, at, func(i int) int { return wordBegin(s, i) }), before, true
	case 'e':
		return times(n, at, func(i int) int { return wordEnd(s, i) }), onto, true
	case '0':
		return a.lineStart(at), before, true
	case '^':
		return firstLetter(s, a.lineStart(at)), before, true
	case '$':
		return a.lineEnd(v.down(n - 1)), before, true
	case 'j':
		return v.down(n), wholeLine, true
	case 'k':
		return v.up(n), wholeLine, true
	case 'g', 'G':
		return v.line(r, n, counted), wholeLine, true
	}
	return at, before, false
}

func times(n, at int, step func(int) int) int {
	for range n {
		next := step(at)
		if next == at {
			break
		}
		at = next
	}
	return at
}

// sideways goes n letters left or right in the line.
func (v *Vim) sideways(r rune, n int) int {
	a := v.area
	from, to := a.lineStart(a.cursor), a.lineEnd(a.cursor)
	if r == 'h' {
		return times(n, a.cursor, func(i int) int { return max(from, prev(a.s, i)) })
	}
	return times(n, a.cursor, func(i int) int { return min(to, next(a.s, i)) })
}

// down is a place n lines below, as they are written, up one n above.
func (v *Vim) down(n int) int {
	a := v.area
	return times(n, a.cursor, a.lineBelow)
}

// lineBelow is the beginning of the line below, as it is written; i where there is
// none.
func (t *Text) lineBelow(i int) int {
	if end := t.lineEnd(i); end < len(t.s) {
		return end + 1
	}
	return i
}

func (v *Vim) up(n int) int {
	a := v.area
	return times(n, a.cursor, func(i int) int {
		if begin := a.lineStart(i); begin > 0 {
			return a.lineStart(begin - 1)
		}
		return i
	})
}

// line is the beginning of a line by its number: without one g is the first and G
// the last.
func (v *Vim) line(r rune, n int, counted bool) int {
	a := v.area
	if r == 'G' && !counted {
		return firstLetter(a.s, a.lineStart(len(a.s)))
	}
	return firstLetter(a.s, times(n-1, 0, a.lineBelow))
}

// class tells what belongs together in a word: letters, or other signs.
func class(s string, i int) int {
	r, _ := utf8.DecodeRuneInString(s[i:])
	switch {
	case i >= len(s), unicode.IsSpace(r):
		return 0
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '_':
		return 1
	}
	return 2
}

// wordOn is where the next word begins.
func wordOn(s string, i int) int {
	for kind := class(s, i); kind != 0 && i < len(s) && class(s, i) == kind; {
		i = next(s, i)
	}
	return spaceOn(s, i)
}

func spaceOn(s string, i int) int {
	for i < len(s) && class(s, i) == 0 {
		i = next(s, i)
	}
	return i
}

// wordEnd is the last letter of the word, or of the next where that is here.
func wordEnd(s string, i int) int {
	if i = spaceOn(s, next(s, i)); i >= len(s) {
		return prev(s, len(s))
	}
	for n := next(s, i); n < len(s) && class(s, n) == class(s, i); n = next(s, i) {
		i = n
	}
	return i
}

// wordBegin is where the word begins, or the one before where that is here.
func wordBegin(s string, i int) int {
	i = prev(s, i)
	for i > 0 && class(s, i) == 0 {
		i = prev(s, i)
	}
	for i > 0 && class(s, prev(s, i)) == class(s, i) {
		i = prev(s, i)
	}
	return i
}

// firstLetter is the first place of a line that is no space, or a space with a mark.
func firstLetter(s string, i int) int {
	at := i + len(s[i:]) - len(strings.TrimLeft(s[i:], " \t"))
	if snap(s, at) != at {
		return at - 1
	}
	return at
}
