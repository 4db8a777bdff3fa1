package comparison

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/flow/flowtest"
)

// In kitty pictures that are compared are pictures of their own, on each of the ways
// to compare, and are freed with the screen.
func TestComparedInKitty(t *testing.T) {
	w, k := open(t, 2), &flowtest.Kitty{}
	w.o.Display = flowtest.KittyDisplay(t)
	run := func(cmd tea.Cmd) { k.Take(t, w.Run(w.Flow, cmd)) }
	shown := func(way string, want int) {
		t.Helper()
		view := w.open.pane.View()
		ids := flowtest.Shown(view)
		if len(ids) != want {
			t.Errorf("%s: %d pictures, want %d", way, len(ids), want)
		}
		for id := range ids {
			if k.Has[id] == nil {
				t.Errorf("%s: picture %s is not there", way, id)
			}
		}
	}
	w.gallery.SetMarked([]string{"run0", "run1"})
	run(w.Flow.Open())
	w.open.pane.SetSize(100, 30)
	run(w.open.pane.Want())
	shown("beside", 2)
	for _, c := range []struct {
		name string
		act  action.ID
		want int
	}{
		{"difference", action.CompareDifference, 1}, {"slider", action.CompareSlider, 2}, {"beside again", action.ResultLook, 2}, {"alone", action.ResultLook, 1},
	} {
		cmd, _ := w.open.pane.Act(c.act)
		run(cmd)
		run(w.open.pane.Want())
		shown(c.name, c.want)
	}
	sent := len(k.Sent)
	cmd, _ := w.open.pane.Act(action.CompareSlider)
	run(cmd)
	shown("slider again", 2)
	if len(k.Sent) != sent {
		t.Errorf("%d are sent again", len(k.Sent)-sent)
	}
	run(w.LeaveScreen(Screen))
	if len(k.Has) != 0 {
		t.Errorf("%d of %d are left", len(k.Has), len(k.Sent))
	}
}
