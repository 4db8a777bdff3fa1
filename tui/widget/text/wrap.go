package text

import (
	"sort"
	"unicode/utf8"

	"imagine-tui/tui/cells"
)

// layout knows where the lines on the screen begin. After a change it lays
// out only the lines the change can reach.
type layout struct {
	w      int
	starts []int // byte offsets, the first is 0; a newline ends its line
}

// row returns the line that holds place i. A place between two lines belongs
// to the lower one.
func (l *layout) row(i int) int {
	return max(0, sort.Search(len(l.starts), func(n int) bool { return l.starts[n] > i })-1)
}

// bounds returns where line n begins and where what it shows ends.
func (l *layout) bounds(s string, n int) (from, to int) {
	from, to = l.starts[n], len(s)
	if n+1 < len(l.starts) {
		to = l.starts[n+1]
	}
	if to > from && s[to-1] == '\n' {
		to--
	}
	return from, to
}

// all lays out the whole text for lines of w cells.
func (l *layout) all(s string, w int) {
	l.w = max(1, w)
	l.starts = append(l.starts[:0], 0)
	for at := 0; ; {
		next, more := lineFrom(s, at, l.w)
		if !more {
			return
		}
		l.starts = append(l.starts, next)
		at = next
	}
}

// changed lays out again after removed bytes at place at gave way to added
// ones; s is the text after that.
func (l *layout) changed(s string, at, removed, added int) {
	if len(l.starts) == 0 {
		l.all(s, l.w)
		return
	}
	// Where a line ends depends on the word after it, so a change can reach
	// one line up, and a second one when that line is a single character.
	first := max(0, l.row(at)-2)
	delta, end := added-removed, at+added
	tail := l.starts[l.row(at):] // old starts that may still be right
	var fresh []int
	place := l.starts[first]
	rest := []int(nil)
	for {
		next, more := lineFrom(s, place, l.w)
		if !more {
			break
		}
		if next >= end {
			for len(tail) > 0 && tail[0]+delta < next {
				tail = tail[1:]
			}
			if len(tail) > 0 && tail[0] >= at+removed && tail[0]+delta == next {
				rest = tail
				break
			}
		}
		fresh = append(fresh, next)
		place = next
	}
	out := make([]int, 0, first+1+len(fresh)+len(rest))
	out = append(append(out, l.starts[:first+1]...), fresh...)
	for _, r := range rest {
		out = append(out, r+delta)
	}
	l.starts = out
}

// lineFrom returns where the line after the one that begins at i begins, and
// whether there is one. Lines break after spaces and around wide characters;
// a word wider than a line is cut. Spaces at the end of a line hang over.
func lineFrom(s string, i, w int) (next int, more bool) {
	width, brk := 0, -1
	for at := i; at < len(s); {
		if s[at] == '\n' {
			return at + 1, true
		}
		if s[at] < utf8.RuneSelf {
			if n := cells.Letters(s[at:], w-width); n > 0 {
				width, at = width+n, at+n
				continue
			}
		} else if n := cells.Ideographs(s[at:], (w-width)/2); n > 0 {
			width, at = width+2*n, at+3*n
			brk = at
			continue
		}
		end, _, cw := cell(s, at)
		switch {
		case s[at] == ' ' || s[at] == '\t':
			width, brk, at = width+cw, end, end
			continue
		case cw > 1 && at > i:
			brk = at
		}
		if width+cw > w && cw > 0 {
			switch {
			case brk > i:
				return brk, true
			case at > i:
				return at, true
			}
			// A single character wider than the line has one to itself.
		}
		width, at = width+cw, end
		if cw > 1 {
			brk = end
		}
	}
	return 0, false
}
