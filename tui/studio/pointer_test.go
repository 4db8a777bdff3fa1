package studio

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/tui/cells"
)

func click(m *Model, x, y int) {
	m.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

func TestAClickFocusesAndSelects(t *testing.T) {
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1), saved(2), saved(3))
	r := m.panes.lay.panes[paneResults]
	click(m, r.x+5, r.y+3) // border, header, first row, second row
	if got, _ := m.panes.results.Selected(); m.panes.focus != paneResults || got.ID != "run1" {
		t.Errorf("focus %d, selected %s", m.panes.focus, got.ID)
	}
	r = m.panes.lay.panes[paneStyle]
	click(m, r.x+5, r.y+2)
	if m.panes.focus != paneStyle {
		t.Errorf("focus %d after a click on the styles", m.panes.focus)
	}
}

func TestTheWheelMovesNeitherFocusNorSelection(t *testing.T) {
	m := studio(t, 120, 40)
	var many []queue.Run
	for range 100 {
		many = append(many, saved(1))
	}
	put(m, "Harbour", "sandbox", many...)
	r := m.panes.lay.panes[paneResults]
	m.Update(tea.MouseWheelMsg{X: r.x + 2, Y: r.y + 2, Button: tea.MouseWheelDown})
	if got, _ := m.panes.results.Selected(); m.panes.focus != panePrompt || got.ID != "run0" {
		t.Errorf("focus %d, selected %s", m.panes.focus, got.ID)
	}
}

func TestAClickOnTheStripOpensItsPart(t *testing.T) {
	m := studio(t, 80, 24)
	click(m, 3, m.panes.lay.strip.y)
	if m.panes.focus != paneStyle {
		t.Errorf("focus %d", m.panes.focus)
	}
	m.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
	if m.panes.focus != paneResults {
		t.Errorf("esc leads to %d, not to the results", m.panes.focus)
	}
}

func TestMouseDoesNothingUnderADialog(t *testing.T) {
	m := studio(t, 120, 40)
	m.commands.menus.openPalette()
	r := m.panes.lay.panes[paneStyle]
	click(m, r.x+5, r.y+2)
	if m.panes.focus != panePrompt {
		t.Errorf("focus %d", m.panes.focus)
	}
}

// BenchmarkKeyToFrame is what one letter costs the studio, picture shown and
// 10,000 results listed, without the renderer.
func BenchmarkKeyToFrame(b *testing.B) {
	m := studio(b, 120, 40)
	var many []queue.Run
	for range 10_000 {
		many = append(many, saved(1))
	}
	put(m, "Harbour", "sandbox", many...)
	for b.Loop() {
		m.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
		_ = m.View()
		m.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
	}
}

// A click on a screen selects what is there, as on a pane; the wheel scrolls it.
func TestTheMouseWorksOnScreens(t *testing.T) {
	m := duelling(t, 3)
	take := func(msg tea.Msg) {
		_, cmd := m.Update(msg)
		for cmd != nil {
			msg := cmd()
			if _, batch := msg.(tea.BatchMsg); batch || msg == nil {
				return
			}
			_, cmd = m.Update(msg)
		}
	}
	on := func(x int) tea.Msg { return tea.MouseClickMsg{X: x, Y: 12, Button: tea.MouseLeft} }
	shows := func(words string) {
		t.Helper()
		if frame := frameOf(m); !strings.Contains(frame, words) {
			t.Fatalf("no %q in\n%s", words, frame)
		}
	}
	take(tea.MouseClickMsg{X: 90, Y: 12, Button: tea.MouseRight})
	shows("duel 1 of 2")
	take(on(90))
	shows("duel 2 of 2 · s812 has won once")

	play(m, "esc", "c")
	shows("▸ A")
	take(on(90))
	shows("▸ B")

	play(m, "esc", "g", "g", "s")
	column := func() int {
		t.Helper()
		for _, l := range strings.Split(frameOf(m), "\n") {
			if i := strings.Index(l, "▸"); i >= 0 {
				return cells.Width(l[:i])
			}
		}
		t.Fatalf("nothing is selected in\n%s", frameOf(m))
		return 0
	}
	before := column()
	take(on(90))
	if after := column(); after <= before {
		t.Errorf("the cell under the mouse is not selected: column %d after %d", after, before)
	}
	take(tea.MouseWheelMsg{X: 60, Y: 10, Button: tea.MouseWheelDown})
	checkFrame(t, m.frame.lines(), 120, 40)
}
