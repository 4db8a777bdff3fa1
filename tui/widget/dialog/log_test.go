package dialog

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

// Entries have columns that stand below one another; what is long goes on under
// its own words, and what stands out has a sign, not a colour alone.
func TestLog(t *testing.T) {
	entries := []Entry{
		{When: "14:22:33", Text: "The service is busy. Trying again in 3 s, and this sentence is so long that it does not fit into a line of any dialog there is, however wide.", Often: "×3 since 14:20", Sign: "!"},
		{When: "14:20:01", Text: "Saved.\x1b[2J 港"},
	}
	for w := 5; w < 140; w += 5 {
		for h := 3; h < 12; h++ {
			d := NewLog(theme.New(true), "Messages", "", entries)
			d.SetActions(action.Default())
			lines := d.View(w, h)
			if len(lines) > h {
				t.Fatalf("%dx%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				if n := cells.Width(l); n > w || n != cells.Width(lines[0]) {
					t.Fatalf("%dx%d: a line of %d cells: %q", w, h, n, l)
				}
			}
			if s := ansi.Strip(strings.Join(lines, "\n")); w > 30 && h > 3 && !strings.Contains(s, "! 14:22:33  The") {
				t.Errorf("%dx%d:\n%s", w, h, s)
			}
		}
	}
	d := NewLog(theme.New(true), "Messages", "", entries)
	d.SetActions(action.Default())
	s := ansi.Strip(strings.Join(d.View(100, 20), "\n"))
	for _, want := range []string{"×3 since 14:20 ┃", "┃             ", "┃   14:20:01  Saved."} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
}
