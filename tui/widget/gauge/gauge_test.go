package gauge

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/widget/theme"
)

// A bar has its length whatever it is told, and says all or nothing only where
// that is so.
func TestBar(t *testing.T) {
	for _, c := range []struct {
		done, of, cells int
		want            string
	}{
		{0, 10, 8, "▱▱▱▱▱▱▱▱"},
		{5, 10, 8, "▰▰▰▰▱▱▱▱"},
		{10, 10, 8, "▰▰▰▰▰▰▰▰"},
		{1, 1000, 8, "▰▱▱▱▱▱▱▱"},
		{999, 1000, 8, "▰▰▰▰▰▰▰▱"},
		{3, 0, 4, "▱▱▱▱"},
		{7, 5, 4, "▰▰▰▰"},
		{-1, 5, 4, "▱▱▱▱"},
		{1, 2, 1, "▱"},
		{1, 2, 0, ""},
	} {
		if got := ansi.Strip(Bar(theme.New(true), c.done, c.of, c.cells)); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
		if full, rest := Signs(c.done, c.of, c.cells); strings.Count(full+rest, "")-1 != c.cells {
			t.Errorf("%+v: %q %q", c, full, rest)
		}
	}
}
