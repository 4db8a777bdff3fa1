package studio

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/overview"
)

func press(m *Model, keys string) {
	for _, key := range keys {
		m.Update(tea.KeyPressMsg{Code: key, Text: string(key)})
	}
}

// g leads out of a sheet to the pane it names, from however deep.
func TestGoLeavesScreens(t *testing.T) {
	t.Parallel()
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1), saved(2))
	m.panes.focusOn(paneResults)
	press(m, "s")
	if !m.screens.OnScreen(overview.SheetScreen) {
		t.Fatal("no sheet")
	}
	m.flows.show.OpenFull(func(string) {})
	press(m, "gs")
	if !m.screens.none() || m.panes.focus != paneStyle {
		t.Errorf("%d screens are open, pane %d has the keys", len(m.screens.open), m.panes.focus)
	}
}

// What is brought back is the prompt that was sent, whatever signs are in it.
func TestBringBackIsTheSamePrompt(t *testing.T) {
	t.Parallel()
	const prompt = "a {red|blue} boat, __time__"
	m := studio(t, 120, 40)
	put(m, prompt, "sandbox", saved(1))
	m.panes.focusOn(paneResults)
	press(m, "bp")
	r, err := m.flows.compose.Read()
	if err != nil {
		t.Fatal(err)
	}
	got := r.First(5)
	if len(got) != 1 || got[0].Prompt != prompt {
		t.Errorf("%q came back as %+v", prompt, got)
	}
}

func TestMarksAreCounted(t *testing.T) {
	t.Parallel()
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1), saved(2), saved(3))
	m.panes.focusOn(paneResults)
	for _, keys := range []string{" ", " ", "kk ", "v"} {
		press(m, keys)
		if n := m.gallery.MarkedCount(); n != len(m.gallery.Marked()) {
			t.Errorf("after %q: %d counted, %d marked", keys, n, len(m.gallery.Marked()))
		}
	}
	m.gallery.Remove("run0")
	m.gallery.ClearMarks()
	if n := m.gallery.MarkedCount(); n != 0 {
		t.Errorf("%d marks are left", n)
	}
}

// A large plan is built outside the update loop, and sent once however often
// enter is pressed meanwhile.
func TestLargePlansAreBuiltOutside(t *testing.T) {
	t.Parallel()
	m := studio(t, 120, 40)
	m.panes.prompt.SetValue("{1..600} boats")
	m.panes.seed.SetSpec("7")
	built := m.flows.send.Send()
	if m.panes.results.Len() != 0 {
		t.Error("it was built at once")
	}
	m.flows.send.Send()
	m.Update(built())
	if n := m.panes.results.Len(); n != 600 {
		t.Errorf("%d rows, want 600", n)
	}
}
