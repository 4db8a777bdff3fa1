package studio

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/widget/theme"
)

// The terminal's cursor stands on the selected row of every list, whatever has the
// keyboard: screen readers and magnifiers follow it. Where text is written too, it
// is in the list as soon as one moves there.
func TestTheCursorStandsOnTheSelectedRow(t *testing.T) {
	outside()
	all := holdersByPlace()
	lists := map[string]string{
		"results": all["results"].keys, "results, further down": "j j", "batch header": "g g", "thumbnails": "m", "thumbnails, further on": "m l",
		"styles": "alt+3", "styles, further down": "alt+3 j j", "seeds": "alt+4", "ratios": "alt+4 j l", "hold": "alt+4 j j", "keys": "alt+1", "keys, further down": "alt+1 j",
		"sheet": "s", "sheet, further on": "s l", "axes": "s A", "choice": "w", "choice, further down": "w j",
		"commands": "ctrl+p down down", "files": "e o down", "form choice": all["form choice"].keys, "form send": all["form send"].keys,
		"resize": "e r", "resize, further down": "e r down", "where to keep a key": "alt+1 +",
	}
	for name, way := range lists {
		for _, size := range [][2]int{{120, 40}, {80, 24}} {
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					m := hostile(t)
					m.panes.setSize(size[0], size[1])
					m.screens.setSize(size[0], size[1])
					home(t, m, "at the start")
					strike(t, m, way)
					lines := strings.Split(ansi.Strip(strings.Join(m.frame.lines(), "\n")), "\n")
					c := m.View().Cursor
					if c == nil || c.Y < 1 || c.Y >= len(lines) {
						t.Fatalf("%v: the cursor is at %+v:\n%s", size, c, strings.Join(lines, "\n"))
					}
					here := ansi.Cut(lines[c.Y], c.X, c.X+4)
					if !strings.ContainsAny(here, theme.SignRow+theme.SignMarked+theme.SignOpen+"▐") {
						t.Errorf("%v: the cursor is at %d,%d, on %q of %q:\n%s", size, c.X, c.Y, here, lines[c.Y], strings.Join(lines, "\n"))
					}
				})
			})
		}
	}
}
