package edit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/tui/action"
	"imagine-tui/tui/files"
	"imagine-tui/tui/studio/flow/flowtest"
)

// inKitty opens a world before a terminal that has pictures of its own.
func inKitty(t *testing.T) (*world, *flowtest.Kitty) {
	t.Helper()
	w, k := open(t), &flowtest.Kitty{}
	o := w.o
	o.Display = flowtest.KittyDisplay(t)
	w.Flow = New(w.host, o)
	return w, k
}

// see gives the terminal what there is for it, and returns what is shown then.
func (w *world) see(t *testing.T, k *flowtest.Kitty, cmds ...tea.Cmd) []string {
	t.Helper()
	for _, cmd := range append(cmds, w.Want) {
		k.Take(t, w.Run(w.Flow, cmd))
	}
	k.Take(t, w.Run(w.Flow, w.Flow.Want()))
	if len(w.Screens) == 0 {
		return nil
	}
	view := w.Screens[len(w.Screens)-1].View()
	for id := range flowtest.Shown(view) {
		if k.Has[id] == nil {
			t.Errorf("picture %s is shown and not there", id)
		}
	}
	return view
}

// Want is what the studio asks after each message.
func (w *world) Want() tea.Msg {
	if cmd := w.Flow.Want(); cmd != nil {
		return cmd()
	}
	return nil
}

// cellsOf counts the cells of pictures in a view.
func cellsOf(view []string) int { return strings.Count(strings.Join(view, ""), "\U0010EEEE") }

// The picture under a mask is the terminal's own. A stroke sends nothing: painted
// cells are those of the picture as it looks painted, which is there already.
func TestMaskInKitty(t *testing.T) {
	w, k := inKitty(t)
	w.chosen = w.all[1:2]
	w.run(w.Start(api.GenerativeFill))
	w.mask.pane.SetSize(100, 30)
	w.mask.pane.Focus()
	view := w.see(t, k)
	all := cellsOf(view)
	if len(k.Has) != 2 || all < 900 || len(flowtest.Shown(view)) != 1 {
		t.Fatalf("%d pictures there, %d cells of %d shown:\n%s", len(k.Has), all, len(flowtest.Shown(view)), ansi.Strip(strings.Join(view, "\n")))
	}
	for _, id := range []action.ID{action.MaskThicker, action.MaskThicker, action.MaskThicker, action.MaskPaint, action.MaskFarLeft, action.MaskFarLeft} {
		cmd, _ := w.mask.pane.Act(id)
		view = w.see(t, k, cmd)
	}
	if len(k.Sent) != 2 || len(flowtest.Shown(view)) != 2 || cellsOf(view) < all-60 {
		t.Errorf("after a stroke %d are sent, %d shown in %d cells", len(k.Sent), len(flowtest.Shown(view)), cellsOf(view))
	}
	cmd, _ := w.mask.pane.Act(action.MaskZoom)
	w.mask.pane.View()
	w.see(t, k, cmd)
	if len(k.Sent) != 4 || len(k.Has) != 2 {
		t.Errorf("zoomed: %d are sent, %d there", len(k.Sent), len(k.Has))
	}
	w.DropPictures()
	if cellsOf(w.mask.pane.View()) != 0 {
		t.Error("what was to be drawn anew is still shown")
	}
	w.see(t, k)
	w.see(t, k, w.LeaveScreen(MaskScreen))
	if len(k.Has) != 0 {
		t.Errorf("%d are left", len(k.Has))
	}
}

// So is the one on a larger canvas, wherever it stands.
func TestCanvasInKitty(t *testing.T) {
	w, k := inKitty(t)
	w.chosen = w.all[1:2]
	w.run(w.Start(api.Resize))
	w.resize.pane.SetSize(100, 30)
	w.resize.pane.Focus()
	if view := w.see(t, k); cellsOf(view) < 500 || len(k.Has) != 1 {
		t.Fatalf("%d cells of %d pictures", cellsOf(view), len(k.Has))
	}
	for _, id := range []action.ID{action.MoveLeft, action.MoveLeft} {
		cmd, _ := w.resize.pane.Act(id)
		view := w.see(t, k, cmd)
		if len(k.Has) != 1 || cellsOf(view) < 100 {
			t.Errorf("%d there, %d cells", len(k.Has), cellsOf(view))
		}
	}
	w.see(t, k, w.LeaveScreen(ResizeScreen))
	if len(k.Has) != 0 {
		t.Errorf("%d are left", len(k.Has))
	}
}

// The picker shows the picture under the cursor, or why it cannot.
func TestPickerShowsThePicture(t *testing.T) {
	w, k := inKitty(t)
	if err := os.WriteFile(filepath.Join(w.dir, "broken.png"), []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.folder = w.dir
	w.run(w.PickFile())
	w.picker.SetSize(100, 24)
	look := func(name string) string {
		t.Helper()
		w.tell(w.picker.Open(w.dir, name)())
		return ansi.Strip(strings.Join(w.see(t, k), "\n"))
	}
	if text := look("fox.png"); cellsOf(w.picker.View()) < 100 || !strings.Contains(text, "320×256") {
		t.Errorf("no picture:\n%s", text)
	}
	if text := look("broken.png"); cellsOf(w.picker.View()) != 0 || !strings.Contains(text, "not a JPEG, PNG") || len(k.Has) != 0 {
		t.Errorf("%d there:\n%s", len(k.Has), text)
	}
	look("cut-out.png")
	w.tell(files.CancelMsg{})
	w.see(t, k)
	if len(k.Has) != 0 {
		t.Errorf("%d are left", len(k.Has))
	}
}
