package studio

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/queue"
	"imagine-tui/tui/studio/cull"
)

// culling is a studio that goes through a batch of saved pictures one by one.
func culling(t *testing.T, n int) *Model {
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
	pressKey(m, "g")
	pressKey(m, "g") // on the batch
	press(m, "Z")
	if !m.screens.OnScreen(cull.Screen) {
		t.Fatal("it is not gone through")
	}
	return m
}

func frameOf(m *Model) string { return ansi.Strip(strings.Join(m.frame.lines(), "\n")) }

// Once a picture is judged the next one is there that is not; the bar says how far
// one got, and what is not judged in the end is rejected with one key, which can be
// taken back.
func TestABatchIsGoneThrough(t *testing.T) {
	m := culling(t, 6)
	shows := func(words ...string) {
		t.Helper()
		for _, w := range words {
			if frame := frameOf(m); !strings.Contains(frame, w) {
				t.Fatalf("no %q in\n%s", w, frame)
			}
		}
		checkFrame(t, m.frame.lines(), m.panes.w, m.panes.h)
	}
	selected := func(want string) {
		t.Helper()
		if r, _ := m.panes.results.Selected(); r.ID != want {
			t.Fatalf("%s is selected, want %s", r.ID, want)
		}
	}
	selected("run0")
	shows("0 of 6 reviewed", "X rejects the remaining 6", "1 of 6")
	press(m, "p")
	selected("run1")
	press(m, "x")
	selected("run2")
	press(m, "4")
	selected("run3")
	shows("3 of 6 reviewed · 1♥ 1⌫ 1★", "X rejects the remaining 3")
	press(m, "h")
	selected("run2")
	shows("★★★★ · 3 of 6")
	press(m, "lX")
	shows("6 of 6 reviewed · 1♥ 4⌫ 1★", "3 results rejected. u undoes it.")
	press(m, "u")
	shows("3 of 6 reviewed")
	press(m, "ppp")
	shows("All 6 are reviewed: 4♥ 1⌫ 1★.")
	pressKey(m, "esc")
	if !m.screens.none() || m.panes.results.Thumbs() {
		t.Error("the screen or its strip is still there")
	}
	shows("6/6 Harbour", "4♥ · 1⌫")
}

// It fits every size, and comes back with what lay below it.
func TestGoingThroughFits(t *testing.T) {
	m := culling(t, 40)
	for w := 1; w <= 200; w += widthStep(w) {
		for _, h := range []int{1, 2, 5, 6, 11, 12, 24, 60} {
			m.Update(tea.WindowSizeMsg{Width: w, Height: h})
			checkFrame(t, m.frame.lines(), w, h)
		}
	}
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	press(m, "W") // means nothing here
	pressKey(m, "q")
	if got := m.panes.lay.panes[panePreview].w; got != 60 {
		t.Errorf("the preview has %d columns", got)
	}
	checkFrame(t, m.frame.lines(), 120, 40)
}
