package studio

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
)

// At least half of the width is the picture's, and more on a large screen; the
// prompt has as many lines as its text.
func TestThePictureLeads(t *testing.T) {
	for _, c := range []struct{ w, h, want int }{{80, 24, 40}, {110, 30, 55}, {120, 40, 60}, {160, 50, 84}, {200, 60, 112}} {
		l := arrange(room{w: c.w, h: c.h, focus: panePrompt, prompt: func(int) int { return 4 }})
		if got := l.panes[panePreview].w; got != c.want {
			t.Errorf("%dx%d: the picture has %d columns, want %d", c.w, c.h, got, c.want)
		}
		if got := l.panes[panePrompt].h; got != 4 {
			t.Errorf("%dx%d: the prompt has %d lines", c.w, c.h, got)
		}
	}
}

func TestThePromptGrowsAndShrinks(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		m := studio(t, size[0], size[1])
		high := func() int { return m.panes.lay.panes[panePrompt].h }
		m.panes.prompt.SetValue("a fox")
		m.panes.fitPrompt()
		if high() != leastPrompt {
			t.Errorf("%v: %d lines for two words", size, high())
		}
		for _, word := range strings.Fields(strings.Repeat("many words ", 20)) {
			press(m, word+" ")
		}
		grown := high()
		if need := m.panes.prompt.Needs(m.panes.lay.panes[panePrompt].w); grown <= leastPrompt || grown != need {
			t.Errorf("%v: %d lines, the text needs %d", size, grown, need)
		}
		checkFrame(t, m.frame.lines(), size[0], size[1])
		m.panes.prompt.SetValue(strings.Repeat("word ", 3000))
		m.panes.fitPrompt()
		if high() > size[1]/2 {
			t.Errorf("%v: %d lines of %d", size, high(), size[1])
		}
		m.panes.prompt.SetValue("")
		if m.panes.fitPrompt(); high() != leastPrompt {
			t.Errorf("%v: %d lines for no word", size, high())
		}
	}
}

// A key goes round the layouts, which are remembered; in each, the same keys judge
// and filter, and the list looks afterwards as it did before.
func TestLayoutsGoRound(t *testing.T) {
	m := studio(t, 120, 40)
	m.stateFile = stateIn(t.TempDir(), t.TempDir())
	var runs []queue.Run
	for _, name := range []string{"one", "two", "three"} {
		r := saved(1)
		r.Saved.Path = "/pictures/" + name + ".jpg"
		runs = append(runs, r)
	}
	put(m, "Harbour", "sandbox", runs...)
	m.panes.focusOn(paneResults)
	for i, want := range []scene{sceneGallery, sceneFocus, sceneStudio} {
		press(m, "W")
		if m.panes.scene != want {
			t.Fatalf("layout %q, want %q", m.panes.scene, want)
		}
		press(m, "l")
		press(m, string(rune('1'+i)))
		selected, _ := m.panes.results.Selected()
		if selected.Rating != i+1 {
			t.Errorf("%s: %+v is not rated", want, selected)
		}
		press(m, "/rating:"+string(rune('1'+i)))
		if frame := ansi.Strip(strings.Join(m.frame.lines(), "\n")); !strings.Contains(frame, "Results / rating:") || !strings.Contains(frame, "1 of 3") {
			t.Errorf("%s: no filter in\n%s", want, frame)
		}
		pressKey(m, "esc")
		m.stateFile.write(m.state())
		next := studio(t, 120, 40)
		next.stateFile = m.stateFile
		next.restore()
		if next.panes.scene != want || next.panes.gridElsewhere() {
			t.Errorf("%s: %q is remembered, grid %v", want, next.panes.scene, next.panes.gridElsewhere())
		}
	}
	if m.panes.results.Grid() {
		t.Error("the list is a grid after the gallery")
	}
}

// In the gallery every batch is open; elsewhere those that were folded are folded
// again.
func TestTheGalleryOpensEveryBatch(t *testing.T) {
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1), saved(2))
	m.gallery.Fold(m.gallery.Batch("batch"), true)
	m.panes.focusOn(paneResults)
	press(m, "W")
	if shown := ansi.Strip(strings.Join(m.panes.results.View(), "\n")); !strings.Contains(shown, "s812") {
		t.Errorf("a folded batch shows no picture:\n%s", shown)
	}
	press(m, "WW")
	if shown := ansi.Strip(strings.Join(m.panes.results.View(), "\n")); strings.Contains(shown, "s812") {
		t.Errorf("the batch is folded no more:\n%s", shown)
	}
}

// With a library the newest picture is shown without a key, and the keyboard
// stays in the prompt.
func TestTheNewestPictureIsShown(t *testing.T) {
	m := studio(t, 120, 40)
	m.gallery.AddBatch(gallery.Batch{ID: "old", Title: "Harbour", Folded: true}, []gallery.Row{
		{ID: "one", State: gallery.Saved, Style: "anime", Seed: 811, Path: "/pictures/one.jpg", Prompt: "Harbour"},
	}, false)
	m.desk.Listed()
	frame := ansi.Strip(strings.Join(m.frame.lines(), "\n"))
	if row, ok := m.panes.results.Selected(); !ok || row.ID != "one" || !strings.Contains(frame, "anime · seed 811") {
		t.Errorf("%+v is selected\n%s", row, frame)
	}
	if m.panes.focus != panePrompt {
		t.Error("the prompt has lost the keyboard")
	}
}
