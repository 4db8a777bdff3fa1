package cells

import (
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/bidi"
)

// Terminals that show right-to-left text as it is read reorder a whole row for
// that: numbers behind an Arabic word, a date, would go before it. What is
// isolated keeps to its own cells.
const (
	firstStrongIsolate = "\u2068"
	popIsolate         = "\u2069"
	leftToRightMark    = "\u200e"
)

// reorders says that the terminal does so.
var reorders atomic.Bool

// Isolate has right-to-left text kept apart from what stands beside it where it is
// drawn. That is for terminals that reorder rows: others may show the marks.
func Isolate(on bool) { reorders.Store(on) }

// rightToLeft tells whether s begins with a letter that is written so. The blocks
// of those scripts begin with Hebrew.
func rightToLeft(s string) bool {
	if s[0] < 0xD6 {
		return false
	}
	p, size := bidi.LookupString(s)
	return size > 0 && (p.Class() == bidi.R || p.Class() == bidi.AL)
}

// isolated marks the runs of right-to-left text in the rows of a frame: from the
// first such letter to the last before a border, two spaces or the end of the row.
func isolated(s string) string {
	if !hasRightToLeft(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 64)
	from, to := -1, -1 // the run
	done, column, spaces := 0, 0, 0
	first := false // the run begins its row, where no cell is that takes a mark
	end := func() {
		if from < 0 {
			return
		}
		b.WriteString(s[done:from])
		if first {
			b.WriteString(s[from:to] + leftToRightMark)
		} else {
			b.WriteString(firstStrongIsolate + s[from:to] + popIsolate)
		}
		done, from = to, -1
	}
	for i := 0; i < len(s); {
		after, width := next(s, i, Now())
		switch _, drawing := drawing(s[i:]); {
		case s[i] == ansi.ESC:
			i = after
			continue
		case s[i] == '\n':
			end()
			column = 0
			i = after
			continue
		case s[i] == ' ':
			if spaces++; spaces > 1 {
				end()
			}
		case drawing:
			end()
			spaces = 0
		default:
			spaces = 0
			if rightToLeft(s[i:]) {
				if from < 0 {
					from, first = i, column == 0
				}
				to = after
			}
		}
		column += width
		i = after
	}
	end()
	return b.String() + s[done:]
}

// hasRightToLeft tells whether there is a letter of such a script in s, which is
// seldom so.
func hasRightToLeft(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		if rightToLeft(s[i:]) {
			return true
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return false
}
