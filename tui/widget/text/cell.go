package text

import (
	"unicode/utf8"

	"imagine-tui/tui/cells"
)

// maxCluster is the most bytes of one character that are shown. A letter with
// a thousand accents is one character; a terminal need not see them all.
const maxCluster = 64

// next returns the end of the character that starts at s[i:].
func next(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	c, _ := cells.First(s[i:])
	return i + len(c)
}

// cell returns the end of the character that starts at s[i:], how it is shown
// and how many cells that takes.
func cell(s string, i int) (end int, shown string, width int) {
	c, w := cells.First(s[i:])
	end = i + len(c)
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
