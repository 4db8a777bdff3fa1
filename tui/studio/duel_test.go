package studio

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/tui/studio/comparison"
)

// duelling is a studio in which the pictures of a batch meet two at a time.
func duelling(t *testing.T, n int) *Model {
	t.Helper()
	m := studio(t, 120, 40)
	var runs []queue.Run
	for i := range n {
		r := saved(1)
		r.Saved.Path = fmt.Sprintf("/pictures/%d.jpg", i)
		runs = append(runs, r)
	}
	put(m, "Harbour", "sandbox", runs...)
	m.panes.focusOn(paneResults)
	play(m, "V")
	if !m.screens.OnScreen(comparison.DuelScreen) {
		t.Fatal("nobody meets")
	}
	return m
}

// play presses keys and takes in what they lead to at once, but for what reads or
// draws pictures.
func play(m *Model, keys ...string) {
	for _, k := range keys {
		cmd := pressKey(m, k)
		for cmd != nil {
			msg := cmd()
			if _, batch := msg.(tea.BatchMsg); batch || msg == nil {
				break
			}
			_, cmd = m.Update(msg)
		}
	}
}

// Keys let one of two stay, judge the selected one and take both back; what
// became of it is in the list.
func TestPicturesMeet(t *testing.T) {
	m := duelling(t, 5)
	shows := func(words ...string) {
		t.Helper()
		frame := frameOf(m)
		for _, w := range words {
			if !strings.Contains(frame, w) {
				t.Fatalf("no %q in\n%s", w, frame)
			}
		}
		checkFrame(t, m.frame.lines(), m.panes.w, m.panes.h)
	}
	shows("duel 1 of 4", "A  s811", "B  s812", "← keep left · → keep right", "esc back")
	play(m, "right")
	shows("duel 2 of 4 · s812 has won once", "A  s813", "▸ B  s812")
	play(m, "p")
	shows("▸ B  s812  ♥ picked")
	play(m, "x")
	shows("duel 3 of 4 · s813 has won once", "▸ A  s813", "B  s814")
	play(m, "u")
	shows("duel 2 of 4 · s812 has won once", "▸ B  s812  ♥ picked")
	play(m, "right", "tab", "4")
	shows("duel 3 of 4 · s812 has won twice", "▸ A  s814  ★★★★")
	play(m, "left", "h")
	shows("s814 stayed · p picks it · after 4 duels", "▸ A  s814  ★★★★", "u redo last duel")
	play(m, "p")
	shows("s814 stayed · picked")
	play(m, "esc")
	if !m.screens.none() {
		t.Fatal("the screen is still there")
	}
	if r, _ := m.panes.results.Selected(); r.ID != "run3" || !r.Picked || r.Rating != 4 {
		t.Errorf("selected is %+v", r)
	}
	play(m, "u")
	if r, _ := m.panes.results.Selected(); r.Picked {
		t.Error("the pick was not the last step")
	}
}

// It fits every size, also one in which only one of the two has room.
func TestDuelsFit(t *testing.T) {
	m := duelling(t, 3)
	for range 3 {
		for w := 1; w <= 200; w += widthStep(w) {
			for _, h := range []int{1, 2, 5, 6, 11, 12, 24, 60} {
				m.Update(tea.WindowSizeMsg{Width: w, Height: h})
				checkFrame(t, m.frame.lines(), w, h)
			}
		}
		play(m, "left")
	}
}

// Every screen on which pictures are looked at says how to leave it, however
// narrow the window.
func TestTheWayBackIsSaid(t *testing.T) {
	over := func(keys ...string) *Model {
		t.Helper()
		m := duelling(t, 4)
		play(m, append([]string{"esc"}, keys...)...)
		if m.screens.none() {
			t.Fatalf("%v open nothing", keys)
		}
		return m
	}
	for name, m := range map[string]*Model{"one by one": culling(t, 4), "duel": duelling(t, 4), "sheet": over("s"), "compare": over("space", "space", "c")} {
		for _, w := range []int{40, 60, 80, 100, 120, 200} {
			m.Update(tea.WindowSizeMsg{Width: w, Height: 24})
			lines := m.frame.lines()
			if last := lines[len(lines)-1]; !strings.Contains(last, "back") {
				t.Errorf("%s, %d wide: %q", name, w, last)
			}
		}
	}
}
