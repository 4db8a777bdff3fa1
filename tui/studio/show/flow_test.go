package show

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

// world is a flow over saved pictures, of which nothing is selected that was
// shown.
type world struct {
	*Flow
	host    *flowtest.Host
	gallery *gallery.Gallery
	results *results.Pane
	pane    *preview.Pane
	library *history.Library
	now     time.Time
	away    bool // the preview is out of sight
}

func open(t *testing.T, n int) *world {
	t.Helper()
	library, err := history.Open(history.Options{Folder: filepath.Join(t.TempDir(), "pictures"), StateDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{host: &flowtest.Host{}, gallery: gallery.New(), library: library, now: flowtest.Noon}
	w.gallery.AddBatch(gallery.Batch{ID: "batch", Title: "Harbour", When: flowtest.Noon}, flowtest.Saved(t, n), true)
	st, acts := theme.New(true), action.Default()
	w.results, w.pane = results.New(st, acts, w.gallery), preview.New(st, acts)
	w.results.SetSize(60, 30)
	w.pane.SetSize(40, 20)
	w.Flow = New(w.host, Options{
		Context: t.Context(), Library: library, Gallery: w.gallery, Results: w.results, Pane: w.pane, InView: func() bool { return !w.away },
		Display: flowtest.Display(t), Trouble: func(row gallery.Row) []string { return []string{"trouble with " + row.ID} },
		Styles: st, Now: func() time.Time { return w.now },
	})
	return w
}

func (w *world) run(cmd tea.Cmd) []tea.Msg { return w.host.Run(w.Flow, cmd) }

// drawn tells whether the picture of a row was drawn as those shown are.
func (w *world) drawn(id string) bool {
	key := w.loading.key
	row, _ := w.gallery.Row(id)
	key.Path = row.Path
	_, seen := w.o.Display.Cache().Get(key)
	return seen
}

// shows tells whether the preview has the colour of a row's picture.
func (w *world) shows(id string) bool {
	return strings.Contains(strings.Join(w.pane.View(), "\n"), "2;"+strings.TrimPrefix(id, "run")+";200;90m")
}

func (w *world) words() string { return ansi.Strip(strings.Join(w.pane.View(), "\n")) }

func (w *world) details() string { return ansi.Strip(strings.Join(w.Details(60), "\n")) }

// The selected row is shown, whatever it is, and a saved one is new no longer.
func TestRefresh(t *testing.T) {
	w := open(t, 3)
	w.gallery.Change("run0", func(r *gallery.Row) { r.New = true })
	w.gallery.Change("run1", func(r *gallery.Row) { r.State, r.Note = gallery.Rendering, "rendering" })
	w.gallery.Change("run2", func(r *gallery.Row) { r.State = gallery.Failed })
	w.run(w.Select("run0"))
	if row, _ := w.gallery.Row("run0"); !w.shows("run0") || row.New {
		t.Errorf("new: %v\n%s", row.New, w.words())
	}
	for id, want := range map[string]string{"run1": "rendering", "run2": "trouble with run2"} {
		if w.run(w.Select(id)); !strings.Contains(w.words(), want) {
			t.Errorf("%s:\n%s", id, w.words())
		}
	}
	for _, id := range []string{"run0", "run1", "run2"} {
		w.gallery.Remove(id)
	}
	if w.run(w.Refresh()); w.shows("run0") || !strings.Contains(w.words(), "the picture appears here") {
		t.Errorf("nothing is selected:\n%s", w.words())
	}
}

// A file that cannot be shown, or is gone, is told of in the picture's place.
func TestAPictureThatCannotBeShown(t *testing.T) {
	w := open(t, 2)
	whole, _ := w.gallery.Row("run0")
	broken, _ := w.gallery.Row("run1")
	if err := os.Remove(whole.Path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(broken.Path, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.run(w.Select("run0"))
	if !strings.Contains(w.words(), "000.png is gone") || strings.Contains(w.words(), "o opens") {
		t.Errorf("\n%s", w.words())
	}
	w.run(w.Select("run1"))
	if !strings.Contains(w.words(), "o opens the file") {
		t.Errorf("\n%s", w.words())
	}
}

// Nothing is decoded for a preview that is out of sight, unless the picture has
// the whole screen. What the recipe says is read all the same.
func TestOutOfSight(t *testing.T) {
	w := open(t, 2)
	w.away = true
	w.describe(t, "run0", func(s *history.Sidecar) { s.Width, s.Height, s.Bytes = 1024, 576, 120_000 })
	w.run(w.Select("run0"))
	if w.shows("run0") || !strings.Contains(w.details(), "1024×576") {
		t.Errorf("shown %v\n%s", w.shows("run0"), w.details())
	}
	var left string
	w.run(w.OpenFull(func(id string) { left = id }))
	w.run(w.Refresh())
	if !w.shows("run0") || w.host.Screen() != FullScreen {
		t.Fatalf("screen %q\n%s", w.host.Screen(), w.words())
	}
	w.results.Select("run1")
	cmd, done := w.host.Screens[0].Act(action.ResultLook)
	if w.run(cmd); !done || w.host.Screen() != "" || left != "run1" {
		t.Errorf("screen %q, left at %q", w.host.Screen(), left)
	}
}

func (w *world) describe(t *testing.T, id string, change func(*history.Sidecar)) {
	t.Helper()
	row, _ := w.gallery.Row(id)
	if err := w.library.Update(row.Path, change); err != nil {
		t.Fatal(err)
	}
}

// The details say what is known of a row: what was done to it, and what the
// recipe says, also when that changes.
func TestDetails(t *testing.T) {
	if open(t, 0).Details(60) != nil {
		t.Error("there is nothing")
	}
	w := open(t, 3)
	if !strings.Contains(w.details(), "seed 811") {
		t.Errorf("what is newest is not selected:\n%s", w.details())
	}
	w.gallery.Change("run0", func(r *gallery.Row) {
		r.Rating, r.Picked, r.Tags, r.Tokens, r.Priced = 3, true, []string{"cover"}, 5, true
	})
	first, _ := w.gallery.Row("run0")
	w.gallery.Change("run1", func(r *gallery.Row) { r.Parent, r.Operation = first.Path, string(api.Upscale) })
	w.run(w.Select("run0"))
	for _, want := range []string{"Harbour at dusk", "anime · seed 811 · 16:9", "★★★ picked tags: cover", "5 tokens", "key work", "1 made from it", "/000.png"} {
		if !strings.Contains(w.details(), want) {
			t.Errorf("%q is not in\n%s", want, w.details())
		}
	}
	w.run(w.Select("run1"))
	if s := w.details(); !strings.Contains(s, "from picture → upscaled") {
		t.Errorf("\n%s", s)
	}
	w.describe(t, "run1", func(s *history.Sidecar) { s.Width, s.Height = 64, 36 })
	if w.run(w.Reread()); !strings.Contains(w.details(), "64×36") {
		t.Errorf("\n%s", w.details())
	}
	w.gallery.Change("run2", func(r *gallery.Row) { r.State, r.Note = gallery.Waiting, "2nd in line" })
	w.run(w.Select("run2"))
	if s := w.details(); !strings.Contains(s, "2nd in line") || !strings.Contains(s, "nothing is charged") {
		t.Errorf("\n%s", s)
	}
}

// The place of a picture leads to it in a terminal that takes links.
func TestThePlaceLeadsToTheFile(t *testing.T) {
	for environ, want := range map[string]bool{"TERM=xterm": false, "TERM=xterm-kitty": true} {
		w := open(t, 1)
		w.o.Display = display.New(display.Options{Out: t.Output(), Environ: []string{environ}, Setting: "half"})
		w.run(w.Select("run0"))
		lines := w.Details(60)
		if last := lines[len(lines)-1]; strings.Contains(last, "]8;;file://") != want || !strings.HasSuffix(ansi.Strip(last), "/000.png") || ansi.StringWidth(last) > 60 {
			t.Errorf("%s: %q", environ, last)
		}
	}
}

// What a late answer says of another row is not said of this one.
func TestRecipesStayWithTheirRow(t *testing.T) {
	w := open(t, 2)
	w.away = true
	w.describe(t, "run0", func(s *history.Sidecar) { s.Width, s.Height = 1024, 576 })
	late := w.Select("run0")
	w.Select("run1")
	if w.run(late); strings.Contains(w.details(), "1024×576") {
		t.Errorf("\n%s", w.details())
	}
}

// The one looked at before is the last saved one that was shown.
func TestBefore(t *testing.T) {
	w := open(t, 3)
	w.gallery.Change("run1", func(r *gallery.Row) { r.State = gallery.Sending })
	w.results.Select("run0")
	w.Refresh()
	if _, ok := w.Before(); ok || w.LookedAtTwo() {
		t.Error("only one was looked at")
	}
	w.results.Select("run1")
	if !w.LookedAtTwo() {
		t.Error("a move that was just made does not count")
	}
	w.Refresh()
	w.Select("run2")
	if row, ok := w.Before(); !ok || row.ID != "run0" {
		t.Errorf("%q was looked at before", row.ID)
	}
}

// A zoom, and another terminal, lead to another drawing; the same is not drawn
// twice.
func TestDrawnAnew(t *testing.T) {
	w := open(t, 1)
	w.run(w.Select("run0"))
	if w.Refresh() != nil {
		t.Error("it is drawn though it is there")
	}
	w.pane.SetZoom(picture.Zoom{Kind: picture.ZoomTimes, Percent: 400})
	w.run(func() tea.Msg { return preview.ZoomedMsg{} })
	if w.loading.key.Zoom.Percent != 400 || !w.drawn("run0") {
		t.Errorf("%+v", w.loading.key)
	}
	if _, err := w.o.Display.Set("quadrant"); err != nil {
		t.Fatal(err)
	}
	if w.run(w.Redraw()); w.loading.key.Mode != picture.ModeQuadrant || !w.drawn("run0") {
		t.Errorf("%+v", w.loading.key)
	}
}

// A picture that the terminal keeps is painted once its bytes are there; old ones
// are taken out of its memory.
func TestImagesAreSentAndFreed(t *testing.T) {
	w := open(t, 9)
	w.o.Display = display.New(display.Options{Out: &bytes.Buffer{}, Setting: "kitty"})
	w.kept = 4
	look := func(i int) (raw []string) {
		for _, msg := range w.run(w.Select(fmt.Sprint("run", i))) {
			if msg, ok := msg.(tea.RawMsg); ok {
				raw = append(raw, fmt.Sprint(msg.Msg))
			}
		}
		return raw
	}
	var raw []string
	for i := range 7 {
		raw = append(raw, look(i)...)
	}
	for i := 6; i > 2; i-- {
		if again := look(i); len(again) > 0 || !w.drawn(fmt.Sprint("run", i)) {
			t.Errorf("run%d is sent again though the terminal has it: %d", i, len(again))
		}
	}
	sent := slices.DeleteFunc(slices.Clone(raw), func(s string) bool { return !strings.Contains(s, "a=t") && !strings.Contains(s, "a=T") })
	freed := slices.DeleteFunc(slices.Clone(raw), func(s string) bool { return !strings.Contains(s, "a=d") })
	if len(sent) != 7 || len(freed) != 7-w.kept || len(w.images) != w.kept {
		t.Errorf("%d sent, %d freed, %d kept", len(sent), len(freed), len(w.images))
	}
	if again := look(0); len(again) == 0 {
		t.Error("a picture that was taken out of its memory is not sent again")
	}
	if w.run(w.Free()); len(w.images) != 0 || w.Free() != nil {
		t.Error("some are left")
	}
}
