package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// Lines of runs that are measured at once end where they do letter by letter.
func TestRunsBreakAsLettersDo(t *testing.T) {
	t.Parallel()
	parts := []string{"a", "boat", " ", "  ", "\t", "\n", "灯", "灯台の夕暮、", "é", "e\u0301", "\u3099", "が\u3099", "👩‍🚀", "─", "~\u0302", "\x7f", "ﾊﾞ", "한", "\u200d"}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var b strings.Builder
		for range rnd.IntN(30) {
			b.WriteString(parts[rnd.IntN(len(parts))])
		}
		s, w := b.String(), 1+rnd.IntN(12)
		for at, more := 0, true; more; {
			want, wantMore := byLetters(s, at, w)
			var got int
			if got, more = lineFrom(s, at, w); got != want || more != wantMore {
				t.Fatalf("%q from %d in %d cells: %d, %v, want %d, %v", s, at, w, got, more, want, wantMore)
			}
			at = got
		}
	}
}

// byLetters is lineFrom, one letter after another.
func byLetters(s string, i, w int) (next int, more bool) {
	width, brk := 0, -1
	for at := i; at < len(s); {
		end, _, cw := cell(s, at)
		switch {
		case s[at] == '\n':
			return at + 1, true
		case s[at] == ' ' || s[at] == '\t':
			width, brk, at = width+cw, end, end
			continue
		case cw > 1 && at > i:
			brk = at
		}
		if width+cw > w && cw > 0 && brk > i {
			return brk, true
		}
		if width+cw > w && cw > 0 && at > i {
			return at, true
		}
		width, at = width+cw, end
		if cw > 1 {
			brk = end
		}
	}
	return 0, false
}
