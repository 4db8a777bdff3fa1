package tui

import (
	"strings"
	"testing"

	"imagine-tui/api/key"
)

// What a finished batch cost goes by the key that made it, not by the one in
// use when it ends.
func TestAFinishedBatchTellsWhatItReallyCost(t *testing.T) {
	for name, want := range map[string]string{key.SandboxName: "2 done", "work": "2 done · 10 tokens"} {
		m := studio(t, 120, 40)
		put(m, "Harbour at dusk", name, saved(1), saved(2))
		if done, _ := m.batchDone("batch"); !done {
			t.Fatalf("%s: the batch is not done", name)
		}
		if m.note.text != want {
			t.Errorf("%s: %q, want %q", name, strings.TrimSpace(m.note.text), want)
		}
	}
}
