//go:build unix

package picture

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// A row has its number in blanks that look like those it had; nothing else of it
// changes, no sequence either.
func TestRowsAreNumbered(t *testing.T) {
	t.Parallel()
	link := "\x1b]8;;file:///a b c d e f g h i j k\x1b\\"
	for _, line := range []string{
		"", "a", " ", "a b", "│ a list          of some │", "\x1b[1;48;5;9m  霓虹 👩‍🚀   \x1b[m " + link + "a link\x1b]8;;\x1b\\", link + "x",
		strings.Repeat(" ", 80), "cut off \x1b[3",
	} {
		seen := map[string]int{}
		for y := range 200 {
			got := numbered(line, y)
			if strings.ReplaceAll(got, rowBlank, " ") != line || strings.Contains(line, link) && !strings.Contains(got, link) {
				t.Fatalf("row %d of %q is %q", y, line, got)
			}
			if strings.Count(ansi.Strip(line), " ") >= rowMarks {
				if before, twice := seen[got]; twice {
					t.Errorf("rows %d and %d are both %q", before, y, got)
				}
			}
			seen[got] = y
			if cells.Width(got) != cells.Width(line) {
				t.Errorf("%q takes other cells than %q", got, line)
			}
		}
	}
}

// Beside a picture over the cells nothing scrolls, whatever moves above it, below it
// or in a dialog over it: terminals move pictures with that, also with rows that they
// are not in.
func TestNothingScrollsBesidePictures(t *testing.T) {
	s := newSized(t, "xterm-256color", ModeSixel)
	s.scr.SetScrollOptim(true)
	g := graphicOf(101, 20, 10)
	s.overlay.Hold(101, g)
	// The first and the last row stay, so that nothing scrolls without a region.
	entry := func(top, y int) string {
		if y == 0 || y == 39 {
			top = 0
		}
		return fmt.Sprintf("│ entry %-40d │", top+y)
	}
	plain := func(top int) []string {
		lines := make([]string, 40)
		for y := range lines {
			lines[y] = entry(top, y)
		}
		return lines
	}
	frame := func(top int, dialog bool) []string {
		lines := plain(top)
		for y := range lines {
			i := y - 12
			if i < 0 || i >= g.Rows {
				lines[y] += strings.Repeat(" ", 20) + "│"
				continue
			}
			cover := placeholders(101, g.Cols, g.Rows)[i]
			if dialog && i > 1 {
				cover = fmt.Sprintf("│ help %-8d│", top+y) + cells.Cut(cover, 15, 20)
			}
			lines[y] += cover + "│"
		}
		return lines
	}
	s.show(plain(0))
	if s.show(plain(1)); !scrolls(s.last) {
		t.Fatalf("this renderer does not scroll, so nothing is shown here: %q", s.last)
	}
	for n := range 40 {
		if s.show(s.overlay.Place(frame(n*7%5, n%8 > 3))); scrolls(s.last) {
			t.Fatalf("frame %d scrolls: %q", n, s.last)
		}
	}
}

var scrolling = regexp.MustCompile(`\x1b\[[0-9;]*[rSTLM]`)

// scrolls tells whether what is written moves rows of the screen.
func scrolls(written string) bool {
	return strings.Contains(written, "\x1bM") || strings.Contains(written, "\x1bD") || scrolling.MatchString(written)
}
