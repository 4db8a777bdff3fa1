package edit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/mask"
	"imagine-tui/tui/resize"
	"imagine-tui/tui/studio/flow/flowtest"
)

// editOf is a result that was made of the fox by an operation.
func (w *world) editOf(t *testing.T, op api.Operation, words string) gallery.Row {
	t.Helper()
	fox := w.all[1]
	sum, err := history.FileHash(t.Context(), fox.Path)
	if err != nil {
		t.Fatal(err)
	}
	made := api.Request{Operation: op, Prompt: words, Inputs: []api.Input{{Field: "image", Path: fox.Path, SHA256: sum}}}
	if op == api.GenerativeFill || op == api.Retouch {
		at := filepath.Join(w.dir, "mask.png")
		if err := os.WriteFile(at, painted(t, 320, 256), 0o600); err != nil {
			t.Fatal(err)
		}
		made.Inputs = append(made.Inputs, api.Input{Field: "mask", Path: at})
	}
	return gallery.Row{ID: "edit", State: gallery.Saved, Operation: string(op), Parent: fox.Path, Path: filepath.Join(w.dir, "edit.png"), Recipe: &gallery.Recipe{Request: made}}
}

// A fill comes back with its picture, its mask and its words, and is sent only
// when the person says so.
func TestBringBackAFill(t *testing.T) {
	w := open(t)
	w.run(w.BringBack(w.editOf(t, api.GenerativeFill, "a red balloon")))
	if w.Screen() != MaskScreen || !w.mask.pane.Painted() || w.mask.pane.Changed() || len(w.Orders) > 0 {
		t.Fatalf("screen %q, warned %v, %d orders", w.Screen(), w.Warned, len(w.Orders))
	}
	w.tell(mask.DoneMsg{PNG: painted(t, 320, 256)})
	if !strings.Contains(w.Words(), "a red balloon") {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Text("a red balloon"))
	if o := w.order(t); o.request.Operation != api.GenerativeFill || o.request.Prompt != "a red balloon" || o.files[0] != w.all[1].Path {
		t.Errorf("%+v", o)
	}
}

// What cannot be brought back is said: a mask that is gone, a picture that is
// gone or another one by now.
func TestWhatOfAnEditCannotBeBroughtBack(t *testing.T) {
	w := open(t)
	row := w.editOf(t, api.Retouch, "")
	if err := os.Remove(filepath.Join(w.dir, "mask.png")); err != nil {
		t.Fatal(err)
	}
	w.run(w.BringBack(row))
	if w.Screen() != MaskScreen || w.mask.pane.Painted() || !strings.Contains(flowtest.Last(w.Warned), "mask is gone") {
		t.Errorf("screen %q, warned %v", w.Screen(), w.Warned)
	}
	w = open(t)
	row = w.editOf(t, api.GenerativeFill, "a hat")
	pictureAt(t, filepath.Join(w.dir, "another-longer.png"))
	if err := os.Rename(filepath.Join(w.dir, "another-longer.png"), w.all[1].Path); err != nil {
		t.Fatal(err)
	}
	w.run(w.BringBack(row))
	if w.Screen() != "" || !strings.Contains(flowtest.Last(w.Warned), "fox.png is a different picture now") {
		t.Errorf("screen %q, warned %v", w.Screen(), w.Warned)
	}
	if err := os.Remove(w.all[1].Path); err != nil {
		t.Fatal(err)
	}
	w.run(w.BringBack(row))
	if w.Screen() != "" || !strings.Contains(flowtest.Last(w.Warned), "cannot be loaded") {
		t.Errorf("screen %q, warned %v", w.Screen(), w.Warned)
	}
	w.run(w.BringBack(gallery.Row{Recipe: &gallery.Recipe{Request: api.Request{Operation: api.Upscale}}}))
	if !strings.Contains(flowtest.Last(w.Said), "does not name its source") {
		t.Errorf("said %v", w.Said)
	}
}

// The other operations come back to where they are asked for.
func TestBringBackOtherEdits(t *testing.T) {
	w := open(t)
	w.run(w.BringBack(w.editOf(t, api.AIBackground, "a beach")))
	if !strings.Contains(w.Words(), "a beach") {
		t.Errorf("asked:\n%s", w.Words())
	}
	w = open(t)
	film := w.editOf(t, api.ImageToVideo, "it runs")
	made := film.Request()
	made.Style, made.AspectRatio = "kling-9", "9:16"
	film.Recipe = &gallery.Recipe{Request: made}
	w.run(w.BringBack(film))
	if shown := strings.Join(w.Screens[0].View(), "\n"); !strings.Contains(shown, "it runs") || !strings.Contains(shown, "kling-9") || !strings.Contains(shown, "9:16") {
		t.Errorf("the form is\n%s", shown)
	}
	w = open(t)
	w.run(w.BringBack(w.editOf(t, api.Upscale, "")))
	if w.asked != 1 || !w.OnOwnFile() || w.ownFile != w.all[1].Path || len(w.Orders) > 0 {
		t.Errorf("asked %d times, about %q", w.asked, w.ownFile)
	}
	w = open(t)
	l := resize.Layout{W: 640, H: 300, Left: 160, Top: 20}
	w.chosen = w.all[1:2]
	w.run(w.Start(api.Resize))
	w.tell(resize.DoneMsg{Layout: l})
	w.run(w.Answer(t).Text("a wood"))
	made = w.order(t).request
	if err := w.Orders[0].Keep(); err != nil {
		t.Fatal(err)
	}
	row := w.editOf(t, api.Resize, "a wood")
	row.Recipe = &gallery.Recipe{Request: made}
	w.run(w.BringBack(row))
	if w.Screen() != ResizeScreen || w.resize.pane.Layout() != l {
		t.Fatalf("screen %q, layout %+v, warned %v", w.Screen(), w.resize.pane.Layout(), w.Warned)
	}
	w.tell(resize.DoneMsg{Layout: l})
	if !strings.Contains(w.Words(), "a wood") {
		t.Errorf("asked:\n%s", w.Words())
	}
}
