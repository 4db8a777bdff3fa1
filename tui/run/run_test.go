package run

import (
	"testing"

	"imagine-tui/tui/widget/theme"
)

// Every state has a sign of its own, so that nothing depends on colour; what
// is under way shares the spinner, which turns.
func TestSigns(t *testing.T) {
	st := theme.New(true)
	seen := map[string]State{}
	for _, s := range []State{Waiting, Held, Rendering, Saved, Failed, Cancelled, Unknown} {
		sign, _ := Sign(st, s, 0)
		if other, taken := seen[sign]; taken {
			t.Errorf("%s and %s look the same", s, other)
		}
		seen[sign] = s
	}
	for _, s := range []State{Sending, Rendering, Receiving, Retrying} {
		a, _ := Sign(st, s, 3)
		b, _ := Sign(st, s, 4)
		if a == b || !s.Moving() || s.Ended() {
			t.Errorf("%s does not move", s)
		}
	}
	for _, s := range []State{Failed, Unknown, Held} {
		if !s.Trouble() {
			t.Errorf("%s needs nobody", s)
		}
	}
}
