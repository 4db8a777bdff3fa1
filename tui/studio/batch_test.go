package studio

import (
	"testing"

	"imagine-tui/api/key"
)

// What a finished batch cost goes by the key that made it, not by the one in
// use when it ends.
func TestAFinishedBatchTellsWhatItReallyCost(t *testing.T) {
	for name, want := range map[string]string{key.SandboxName: "2 done", "work": "2 done · 10 tokens"} {
		m := studio(t, 120, 40)
		put(m, "Harbour at dusk", name, saved(1), saved(2))
		outcome, ended := m.gallery.OutcomeOf(runOf(m, "run0"))
		if !ended {
			t.Fatal("it goes on")
		}
		m.runsEnded(outcome)
		if m.notices.now.text != want {
			t.Errorf("%s: %q, want %q", name, m.notices.now.text, want)
		}
	}
}
