package card

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/picker"
	"imagine-tui/tui/widget/theme"
)

func open() *Card {
	acts := action.Default()
	c := New(theme.New(true), []Page{{"Results", acts.Card(action.Results)}, {"Style", acts.Card(action.Style)}}, []picker.Item{{Title: "Mask: invert", Key: "I"}})
	c.SetActions(acts)
	return c
}

func shown(c *Card, w, h int) string { return ansi.Strip(strings.Join(c.View(w, h), "\n")) }

func press(c *Card, keys ...tea.KeyPressMsg) (cmd tea.Cmd) {
	for _, k := range keys {
		cmd = c.Update(k)
	}
	return cmd
}

// It fits every size exactly, and says where one is wherever not all is in view:
// scrolled to its end, all of it was seen.
func TestEverySize(t *testing.T) {
	for _, w := range []int{10, 24, 41, 60, 80, 110, 200} {
		for _, h := range []int{6, 13, 22, 38, 58} {
			c := open()
			overflows := len(open().View(w, 1000)) > h
			for range 12 {
				lines := c.View(w, h)
				if len(lines) > h {
					t.Fatalf("%dx%d: %d lines", w, h, len(lines))
				}
				for _, l := range lines {
					if n := cells.Width(l); n > w || n != cells.Width(lines[0]) {
						t.Fatalf("%dx%d: a line of %d cells: %q", w, h, n, l)
					}
				}
				if first := ansi.Strip(lines[0]); w > 40 && strings.Contains(first, " of ") != overflows {
					t.Fatalf("%dx%d: %s", w, h, first)
				}
				press(c, tea.KeyPressMsg{Code: tea.KeyPgDown})
			}
			if w > 30 && h > 6 && !strings.Contains(shown(c, w, h), "ctrl+c quit") {
				t.Errorf("%dx%d: the end was never seen:\n%s", w, h, shown(c, w, h))
			}
		}
	}
}

// What is for one purpose stands under its name, purposes side by side.
func TestPurposesStandSideBySide(t *testing.T) {
	c := open()
	s := shown(c, 120, 38)
	lines := strings.Split(s, "\n")
	if !strings.Contains(lines[3], "See") || !strings.Contains(lines[3], "Decide") || !strings.Contains(lines[3], "Make") {
		t.Errorf("\n%s", s)
	}
	for _, want := range []string{"Shortcuts: Results", "1-5", "edit…", "Everywhere  i prompt  esc back", "type to search all shortcuts · tab other panes · esc close"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
}

// tab goes round the panes, typing searches all there is, esc leaves.
func TestTurnAndSearch(t *testing.T) {
	c := open()
	c.View(80, 22)
	press(c, tea.KeyPressMsg{Code: tea.KeyTab})
	if s := shown(c, 80, 22); !strings.Contains(s, "Shortcuts: Style") || !strings.Contains(s, "only this one") {
		t.Errorf("\n%s", s)
	}
	press(c, tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift})
	if s := shown(c, 80, 22); !strings.Contains(s, "Shortcuts: Results") {
		t.Errorf("\n%s", s)
	}
	press(c, tea.KeyPressMsg{Code: 'i', Text: "i"}, tea.KeyPressMsg{Code: 'n', Text: "n"}, tea.KeyPressMsg{Code: 'v', Text: "v"})
	if s := shown(c, 80, 22); !strings.Contains(s, "Mask: invert") || strings.Contains(s, "Decide") {
		t.Errorf("\n%s", s)
	}
	cmd := press(c, tea.KeyPressMsg{Code: tea.KeyEscape})
	if cmd == nil {
		t.Fatal("esc does nothing")
	}
	if _, closed := cmd().(picker.ClosedMsg); !closed {
		t.Error("esc does not close")
	}
}
