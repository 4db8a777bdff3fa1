package statistics

import (
	"strings"
	"testing"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/theme"
)

// Where nothing cost anything there are no bars; beside what cost something, what was
// free has none.
func TestBarsAreOfWhatWasSpent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ work, bars int }{{0, 0}, {60, 1}} {
		s := New(theme.New(true), action.Default())
		s.SetSize(100, 20)
		s.Show([]Table{{By: "key", Groups: []Group{
			{Name: "work", Made: 12, Tokens: tt.work}, {Name: "sandbox", Made: 420},
		}, All: Group{Made: 432, Tokens: tt.work}}})
		bars := 0
		for _, line := range s.View() {
			if strings.ContainsAny(line, fromLeft[len(" "):]) {
				bars++
			}
		}
		if bars != tt.bars {
			t.Errorf("%d tokens: %d bars in\n%s", tt.work, bars, strings.Join(s.View(), "\n"))
		}
	}
}
