package cells

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap returns s in lines of at most w cells, broken between words, and within
// a word that is wider than a line.
func Wrap(s string, w int) []string {
	lines := strings.Split(method().Wrap(shown(s), w, ""), "\n")
	if method() != ansi.GraphemeWidth || w < 1 {
		return lines
	}
	// Keycaps are counted by their digit there.
	var out []string
	for _, l := range lines {
		for Width(l) > w {
			at := fitting(l, w)
			out, l = append(out, l[:at]), l[at:]
		}
		out = append(out, l)
	}
	return out
}

// Wordwrap returns s in lines broken between words; a word that is wider than w
// cells makes a line that is.
func Wordwrap(s string, w int) []string {
	return strings.Split(method().Wordwrap(shown(s), w, ""), "\n")
}

// method is what the library calls the rule that holds for text as it is drawn.
func method() ansi.Method {
	if Now().Whole() {
		return ansi.GraphemeWidth
	}
	return ansi.WcWidth
}

// fitting returns how much of s takes at most w cells, and at least one
// character.
func fitting(s string, w int) (end int) {
	for n := 0; end < len(s); {
		after, width := next(s, end, Now())
		if n += width; n > w && end > 0 {
			break
		}
		end = after
	}
	return end
}

// WrapIn is Wrap into n lines at most: the last one says if there is more.
func WrapIn(s string, w, n int) []string {
	if w <= 0 || n <= 0 {
		return nil
	}
	lines := Wrap(s, w)
	if len(lines) <= n {
		return lines
	}
	lines = lines[:n]
	lines[n-1] = Truncate(strings.TrimRight(lines[n-1], " "), w-1, "") + "…"
	return lines
}
