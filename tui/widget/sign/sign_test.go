package sign

import (
	"testing"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
)

// Every state has a sign of its own, so that nothing depends on colour; what
// is under way shares the spinner, which turns.
func TestSigns(t *testing.T) {
	st := theme.New(true)
	seen := map[string]gallery.State{}
	for _, s := range []gallery.State{gallery.Waiting, gallery.Held, gallery.Rendering, gallery.Saved, gallery.Failed, gallery.Cancelled, gallery.Unknown} {
		sign, _ := Of(st, s, 0)
		if other, taken := seen[sign]; taken {
			t.Errorf("%s and %s look the same", s, other)
		}
		seen[sign] = s
	}
	for _, s := range []gallery.State{gallery.Sending, gallery.Rendering, gallery.Receiving, gallery.Retrying} {
		a, _ := Of(st, s, 3)
		b, _ := Of(st, s, 4)
		if a == b || !s.Moving() || s.Ended() {
			t.Errorf("%s does not move", s)
		}
	}
	st.Still = true
	st.SetFew(true)
	a, _ := Of(st, gallery.Rendering, 3)
	if b, _ := Of(st, gallery.Rendering, 4); a != b {
		t.Error("it moves though nothing is to")
	}
	for _, s := range []gallery.State{gallery.Failed, gallery.Unknown, gallery.Held} {
		if !s.Trouble() {
			t.Errorf("%s needs nobody", s)
		}
	}
}
