package studio

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/style"
)

// What is brought back and what is changed after it are two steps.
func TestAChangeAfterBringingBackIsItsOwnStep(t *testing.T) {
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1)) // anime, 16:9
	m.flows.compose.BringBack(compose.Everything)
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

// A filter and marks that were taken away come back, step by step.
func TestFiltersAndMarksComeBack(t *testing.T) {
	m := studio(t, 120, 40)
	put(m, "Harbour", "sandbox", saved(1), saved(2))
	m.panes.focusOn(paneResults)
	press(m, " ")
	m.route(results.MarkedMsg{})
	m.panes.results.SetFilter("harb")
	m.Update(tea.KeyPressMsg{Code: tea.KeyEscape}) // out of the filter
	m.Update(tea.KeyPressMsg{Code: tea.KeyEscape}) // out of the marks
	if m.panes.results.Filtered() || m.gallery.MarkedCount() != 0 {
		t.Fatalf("filter %q, %d are marked", m.panes.results.Filter(), m.gallery.MarkedCount())
	}
	if press(m, "u"); m.gallery.MarkedCount() != 1 {
		t.Error("the mark is not back")
	}
	if press(m, "u"); m.panes.results.Filter() != "harb" {
		t.Errorf("the filter is %q", m.panes.results.Filter())
	}
	if press(m, "u"); m.gallery.MarkedCount() != 0 {
		t.Error("the mark is not taken away")
	}
}
