package cells

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Behind what a font may lack lines are plain signs, which stay in their cells; no
// other row changes, and none its width.
func TestLinesStayInTheirCells(t *testing.T) {
	Drift(true)
	t.Cleanup(func() { Drift(false) })
	for _, c := range []struct{ row, want string }{
		{"┃ plain naïve Ελλάς нора … ▸ ◉ ▀ ┃", "┃ plain naïve Ελλάς нора … ▸ ◉ ▀ ┃"},
		{"┃ ✓ ┃", "┃ ✓ |"},
		{"┃ 👩 ┃ b │", "┃ 👩 | b |"},
		{"╭ 灯台 ─━═╮", "╭ 灯台 -==+"},
		{"│ قطة │", "│ قطة |"},
		{"│ नमस्ते │", "│ नमसते |"},
		{"│ e\u0301 │", "│ e\u0301 |"},
		{"│ ⚠ ❤ \x1b[1;38;5;9m├┤\x1b[m", "│ ⚠ ❤ \x1b[1;38;5;9m++\x1b[m"},
		{"│ 👩 │\n│ a │\n│ ❤ │", "│ 👩 |\n│ a │\n│ ❤ |"},
		{"\x1b]8;;http://灯\x07a\x1b]8;;\x07 │", "\x1b]8;;http://灯\x07a\x1b]8;;\x07 │"},
		{"\xff │", "\xff |"},
		{"", ""},
	} {
		got := Drawn(c.row)
		if got != c.want {
			t.Errorf("%q is drawn as %q, want %q", c.row, got, c.want)
		}
		if ansi.StringWidthWc(got) != ansi.StringWidthWc(c.row) {
			t.Errorf("%q takes other cells", c.row)
		}
	}
	Drift(false)
	if row := "│ 👩 │"; Drawn(row) != row {
		t.Error("lines are replaced where they stay")
	}
}
