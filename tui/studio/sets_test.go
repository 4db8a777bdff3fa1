package studio

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"imagine-tui/api/plan/styleset"
	"imagine-tui/tui/studio/sets"
)

// What was marked last time is marked again, sets with their words as well.
func TestMarkedSetsAreMarkedAtTheNextStart(t *testing.T) {
	m := studio(t, 120, 40)
	dir := t.TempDir()
	m.o.StyleSets, m.stateFile = t.TempDir(), stateIn(dir, dir)
	if _, err := styleset.Save(m.o.StyleSets, styleset.Set{Name: "Ink", Prefix: "ink drawing of "}); err != nil {
		t.Fatal(err)
	}
	m.flows.sets = sets.New(m.desk, m.o.StyleSets, m.panes.style, m.st)
	state := `{"draft": "a fox", "sets": ["Ink"]}`
	if err := os.WriteFile(filepath.Join(dir, "studio.json"), []byte(state), 0o600); err != nil {
		t.Fatal(err)
	}
	m.restore()
	if got := m.state().Sets; !slices.Equal(got, []string{"Ink"}) {
		t.Errorf("before the sets are read %q would be kept", got)
	}
	runAll(t, m, m.flows.sets.Load())
	if got := m.panes.style.MarkedSets(); !slices.Equal(got, []string{"Ink"}) {
		t.Errorf("marked are %q", got)
	}
	m.panes.style.SetMarkedSets(nil)
	if got := m.state().Sets; len(got) > 0 {
		t.Errorf("%q would be kept, none is marked", got)
	}
}
