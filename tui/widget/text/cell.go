package text

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// maxCluster is the most bytes of one character that are shown. A letter with
// a thousand accents is one character; a terminal need not see them all.
const maxCluster = 64

// plainWide tells whether r is a letter of two cells that joins nothing before
// or after it: ideographs and kana, which long texts without spaces consist of.
func plainWide(r rune) bool {
	return (r >= 0x4E00 && r <= 0x9FFF) || (r >= 0x3041 && r <= 0x3096) || (r >= 0x30A1 && r <= 0x30FA) ||
		r == 0x3001 || r == 0x3002
}

// wide returns the end of a plain wide letter at s[i:], if there is one and
// what follows cannot join it. It spares the full search for where a
// character ends, which costs ten times as much.
func wide(s string, i int) (end int, ok bool) {
	if s[i] < 0xE3 || s[i] > 0xE9 {
		return 0, false
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if !plainWide(r) {
		return 0, false
	}
	end = i + size
	if end == len(s) || s[end] < utf8.RuneSelf {
		return end, true
	}
	r, _ = utf8.DecodeRuneInString(s[end:])
	return end, plainWide(r)
}

// next returns the end of the character that starts at s[i:].
func next(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	if s[i] < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
		return i + 1
	}
	if end, ok := wide(s, i); ok {
		return end
	}
	c, _ := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
	return i + max(1, len(c))
}

// cell returns the end of the character that starts at s[i:], how it is shown
// and how many cells that takes.
func cell(s string, i int) (end int, shown string, width int) {
	if s[i] < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
		switch s[i] {
		case '\n':
			return i + 1, "", 0
		case '\t': // the terminal would jump
			return i + 1, " ", 1
		}
		return i + 1, s[i : i+1], 1
	}
	if end, ok := wide(s, i); ok {
		return end, s[i:end], 2
	}
	c, w := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
	end = i + max(1, len(c))
	switch {
	case c == "\n":
		return end, "", 0
	case c == "\t":
		return end, " ", 1
	case len(c) > maxCluster:
		return end, "\uFFFD", 1
	}
	return end, s[i:end], w
}

// lookBack is how far, in bytes, prev looks for a place where a character
// certainly begins.
const lookBack = 4096

// sure returns a place at or before i where a character begins.
func sure(s string, i int) int {
	if i >= len(s) {
		i = len(s) - 1
	}
	stop := max(0, i-lookBack)
	for j := i; j > stop; j-- {
		if s[j-1] == '\n' || (s[j-1] < utf8.RuneSelf && s[j] < utf8.RuneSelf) {
			return j
		}
	}
	for stop > 0 && !utf8.RuneStart(s[stop]) {
		stop--
	}
	return max(0, stop)
}

// prev returns the start of the character before i.
func prev(s string, i int) int {
	if i <= 0 {
		return 0
	}
	at := sure(s, i-1)
	for {
		n := next(s, at)
		if n >= i {
			return at
		}
		at = n
	}
}

// snap returns the first place at or after i where a character begins or s
// ends.
func snap(s string, i int) int {
	if i <= 0 {
		return 0
	}
	if i >= len(s) {
		return len(s)
	}
	at := sure(s, i)
	for at < i {
		at = next(s, at)
	}
	return at
}
