package cells

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Width returns how many cells s takes.
func Width(s string) int {
	n, r := 0, Now()
	for i := 0; i < len(s); {
		end, width := next(s, i, r)
		n, i = n+width, end
	}
	return n
}

// Truncate returns s if it takes at most w cells, else the beginning of it that
// does so together with tail. Escape sequences behind the cut stay, so that
// styles end.
func Truncate(s string, w int, tail string) string {
	r := Now()
	room := w - Width(tail)
	n, cut, whole := 0, -1, true
	for i := 0; i < len(s); {
		end, width := next(s, i, r)
		if n += width; n > room && cut < 0 && width > 0 {
			cut = i
		}
		if n > w {
			whole = false
			break
		}
		i = end
	}
	switch {
	case whole:
		return s
	case room < 0:
		return ""
	}
	return s[:cut] + tail + sequences(s[cut:])
}

// TruncateLeft returns s if it takes at most w cells, else the end of it that
// does so together with head. Escape sequences before the cut stay.
func TruncateLeft(s string, w int, head string) string {
	r := Now()
	n, room := Width(s), w-Width(head)
	switch {
	case n <= w:
		return s
	case room < 0:
		return ""
	}
	i := 0
	for i < len(s) && n > room {
		end, width := next(s, i, r)
		n, i = n-width, end
	}
	return sequences(s[:i]) + head + s[i:]
}

// Cut returns the cells of s from one column to before another, with all its
// escape sequences. Of a character that stands half outside the half inside is
// blank.
func Cut(s string, from, to int) string {
	if to <= from {
		return ""
	}
	var b strings.Builder
	b.Grow(len(s))
	x, r := 0, Now()
	for i := 0; i < len(s); {
		end, width := next(s, i, r)
		switch {
		case s[i] == ansi.ESC:
			b.WriteString(s[i:end])
		case x >= from && x+width <= to && (width > 0 || x > from || from == 0):
			b.WriteString(s[i:end])
		case x < to && x+width > from:
			b.WriteString(strings.Repeat(" ", min(to, x+width)-max(from, x)))
		}
		x, i = x+width, end
	}
	return b.String()
}

// sequences returns the escape sequences in s.
func sequences(s string) string {
	at := strings.IndexByte(s, ansi.ESC)
	if at < 0 {
		return ""
	}
	var b strings.Builder
	for i := at; i < len(s); {
		end, _ := next(s, i, CodePoints)
		if s[i] == ansi.ESC {
			b.WriteString(s[i:end])
		}
		i = end
	}
	return b.String()
}
