package studio

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestAdvance(t *testing.T) {
	t.Parallel()
	for _, advance := range []bool{false, true} {
		m := studio(t, 120, 40)
		m.commands.onwards = advance
		put(m, "Harbour", "sandbox", saved(1), saved(2), saved(3))
		m.panes.focusOn(paneResults)
		want := "run0"
		for _, key := range "p4" {
			m.Update(tea.KeyPressMsg{Code: key, Text: string(key)})
			if advance {
				want = map[string]string{"run0": "run1", "run1": "run2"}[want]
			}
			if row, _ := m.panes.results.Selected(); row.ID != want {
				t.Errorf("advance %v, after %c: %s is selected, want %s", advance, key, row.ID, want)
			}
		}
	}
}
