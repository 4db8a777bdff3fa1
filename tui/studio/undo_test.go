package studio

import (
	"slices"
	"testing"

	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/style"
)

// What is brought back and what is changed after it are two steps.
func TestAChangeAfterBringingBackIsItsOwnStep(t *testing.T) {
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1)) // anime, 16:9
	m.compose.BringBack(compose.Everything)
	m.panes.style.SetMarked([]string{"realistic"}) // by hand
	m.route(style.ChangedMsg{})
	if m.steps.back(); !slices.Equal(m.panes.style.Marked(), []string{"anime"}) || m.panes.prompt.Value() != "Harbour" {
		t.Errorf("after one step: %v, %q", m.panes.style.Marked(), m.panes.prompt.Value())
	}
	if m.steps.back(); !slices.Equal(m.panes.style.Marked(), []string{"imagine-turbo"}) || m.panes.prompt.Value() == "Harbour" {
		t.Errorf("after two: %v, %q", m.panes.style.Marked(), m.panes.prompt.Value())
	}
}

// A filter comes back, and what it shows is shown.
func TestAFilterIsTakenBack(t *testing.T) {
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1), saved(2))
	m.panes.results.SetFilter("seed:812")
	m.steps.filterChanged("")
	if m.steps.back(); m.panes.results.Filter() != "" || m.panes.results.Filtered() {
		t.Fatalf("the filter is %q", m.panes.results.Filter())
	}
}
