package comparison

import (
	"image"
	"testing"

	"imagine-tui/history/difference"
	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/flow/flowtest"
)

// faithful is how much pictures must be like their sources, in dB.
const faithful = 30

// Where the terminal draws pictures over its cells, those that are compared are what
// they are, on each of the ways to compare, leave no ghost, and are gone with the
// screen.
func TestComparedOverCells(t *testing.T) {
	for _, mode := range []string{"sixel", "iterm2"} {
		w, s := open(t, 2), flowtest.NewOverlaid(t, mode, 100, 30)
		w.o.Display = s.Display
		sources := []image.Image{
			flowtest.Repaint(t, w.gallery.Find("run0").Path, 320, 180, 20), flowtest.Repaint(t, w.gallery.Find("run1").Path, 320, 180, 220),
		}
		differ := difference.Picture(sources[0], sources[1], largestDifference)
		w.gallery.SetMarked([]string{"run0", "run1"})
		w.run(w.Flow.Open())
		w.open.pane.SetSize(100, 30)
		w.run(w.open.pane.Want())
		check := func(way string, want ...image.Image) {
			t.Helper()
			seen := s.Show(w.open.pane.View())
			if len(seen) != len(want) {
				t.Fatalf("%s, %s: %d pictures, want %d", mode, way, len(seen), len(want))
			}
			for i, one := range seen {
				box := one.Box
				if way == "slider" { // both fill the same
					box = seen[0].Box.Union(seen[1].Box)
				}
				if db := one.Like(want[i], box); db < faithful {
					t.Errorf("%s, %s: picture %d is like its source by %.1f dB", mode, way, i, db)
				}
			}
		}
		act := func(id action.ID) {
			t.Helper()
			cmd, _ := w.open.pane.Act(id)
			w.run(cmd)
			w.run(w.open.pane.Want())
		}
		check("beside", sources...)
		act(action.CompareDifference)
		check("difference", differ)
		act(action.CompareSlider)
		check("slider", sources...)
		for range 6 {
			act(action.MoveRight)
			check("slider", sources...)
		}
		act(action.ResultLook)
		check("beside", sources...)
		act(action.ResultLook)
		alone := w.open.pane.View()
		check("alone", sources[0])
		w.run(w.LeaveScreen(Screen))
		s.Leave(alone)
	}
}
