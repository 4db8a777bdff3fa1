package cells

import (
	"strings"
	"testing"
)

// Hundreds of marks on a letter are not sent, and nothing moves for that; what
// languages write is drawn as it is.
func TestMarksAreBounded(t *testing.T) {
	for _, s := range []string{"", "a boat", "e\u0301", "नमस्ते ไทย ㅎㅏㄴ", "┃ ▀▀ ┃", "👩‍🚀 ⚠️ 1️⃣", "e" + strings.Repeat("\u0301", maxMarks) + "x", "\x1b[1m日本\x1b[m"} {
		if got := bounded(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
	many := strings.Repeat("\u0301\u0336", 450)
	s := "┃ e" + many + " marked o" + many + "\u20dd ┃"
	want := "┃ e" + many[:4*maxMarks/2] + " marked o" + many[:4*maxMarks/2] + " ┃"
	for _, r := range []Rule{Agreed, CodePoints, Graphemes} {
		before := Now()
		Use(r)
		if got := Drawn(s); got != want || Width(got) != Width(s) {
			t.Errorf("%s: %q, %d cells, want %d", r, got, Width(got), Width(s))
		}
		Use(before)
	}
}
