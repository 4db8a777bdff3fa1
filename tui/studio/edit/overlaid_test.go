package edit

import (
	"image"
	"path/filepath"
	"testing"

	"imagine-tui/api"
	"imagine-tui/tui/action"
	"imagine-tui/tui/files"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/studio/flow/flowtest"
)

// faithful is how much pictures must be like their sources, in dB.
const faithful = 27

// overCells opens a world before a terminal that draws pictures over its cells.
func overCells(t *testing.T, mode string) (*world, *flowtest.Overlaid) {
	t.Helper()
	w, s := open(t), flowtest.NewOverlaid(t, mode, 100, 30)
	o := w.o
	o.Display = s.Display
	w.Flow = New(w.host, o)
	w.chosen = w.all[1:2]
	flowtest.Repaint(t, w.all[1].Path, 320, 256, 90)
	return w, s
}

// top is what the screen on top shows, once what it wants is drawn.
func (w *world) top() []string {
	w.run(w.Want)
	return w.Screens[len(w.Screens)-1].View()
}

// like fails the test unless what is seen is like the pictures; together they fill
// the same cells.
func like(t *testing.T, what string, seen []flowtest.Seen, of ...image.Image) {
	t.Helper()
	if len(seen) == 0 || len(seen) > len(of) {
		t.Fatalf("%s: %d pictures, at most %d", what, len(seen), len(of))
	}
	var box image.Rectangle
	for _, one := range seen {
		box = box.Union(one.Box)
	}
	for i, one := range seen {
		best := 0.0
		for _, img := range of {
			best = max(best, one.Like(img, box))
		}
		if best < faithful {
			t.Errorf("%s: picture %d of %d is like its source by %.1f dB", what, i, len(seen), best)
		}
	}
}

var overlays = []string{"sixel", "iterm2"}

// A mask is painted on the picture itself, and the cells that are painted show it
// as it looks under paint; nothing stays of either.
func TestMaskOverCells(t *testing.T) {
	for _, mode := range overlays {
		w, s := overCells(t, mode)
		w.run(w.Start(api.GenerativeFill))
		w.mask.pane.SetSize(100, 30)
		w.mask.pane.Focus()
		view := w.top()
		sight, ok := w.mask.pane.Sight()
		if !ok {
			t.Fatal("nothing is to be drawn")
		}
		cellW, cellH := s.Cell()
		plain, tinted := w.mask.pane.Draw(sight, cellW, cellH)()
		like(t, mode+", mask", s.Show(view), plain)
		for _, id := range []action.ID{action.MaskThicker, action.MaskThicker, action.MaskThicker, action.MaskPaint, action.MaskFarLeft, action.MaskFarLeft} {
			cmd, _ := w.mask.pane.Act(id)
			w.run(cmd)
			view = w.top()
			like(t, mode+", painted", s.Show(view), plain, tinted)
		}
		w.run(w.LeaveScreen(MaskScreen))
		w.run(w.Want)
		s.Leave(view)
	}
}

// So is a canvas, wherever the picture stands on it.
func TestCanvasOverCells(t *testing.T) {
	for _, mode := range overlays {
		w, s := overCells(t, mode)
		w.run(w.Start(api.Resize))
		w.resize.pane.SetSize(100, 30)
		w.resize.pane.Focus()
		view := w.top()
		for _, id := range []action.ID{action.MoveLeft, action.MoveLeft, action.MoveRight} {
			sight, ok := w.resize.pane.Sight()
			if !ok {
				t.Fatal("nothing is to be drawn")
			}
			cellW, cellH := s.Cell()
			like(t, mode+", canvas", s.Show(view), w.resize.pane.Draw(sight, cellW, cellH)())
			cmd, _ := w.resize.pane.Act(id)
			w.run(cmd)
			view = w.top()
		}
		w.run(w.LeaveScreen(ResizeScreen))
		w.run(w.Want)
		s.Leave(view)
	}
}

// The file under the cursor is shown as it is, one after the other.
func TestPickerOverCells(t *testing.T) {
	for _, mode := range overlays {
		w, s := overCells(t, mode)
		w.folder = w.dir
		w.run(w.PickFile())
		w.picker.SetSize(100, 24)
		var view []string
		for _, name := range []string{"fox.png", "cut-out.png", "fox.png"} {
			img, err := picture.Decode(filepath.Join(w.dir, name))
			if err != nil {
				t.Fatal(err)
			}
			w.tell(w.picker.Open(w.dir, name)())
			view = w.top()
			if seen := s.Show(view); name == "fox.png" {
				like(t, mode+", "+name, seen, img)
			}
		}
		w.tell(files.CancelMsg{})
		w.run(w.Want)
		s.Leave(view)
	}
}
