package keep

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/history/contactsheet"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

var noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// host is a studio with chosen rows.
type host struct {
	flowtest.Host
	chosen  []gallery.Row
	resent  []api.Request
	changes int // how often the list changed
	recipes int // how often a recipe did
	header  bool
}

func (h *host) Chosen() []gallery.Row   { return h.chosen }
func (h *host) OnHeader() bool          { return h.header }
func (h *host) ListChanged() tea.Cmd    { h.changes++; return nil }
func (h *host) RecipesChanged() tea.Cmd { h.recipes++; return nil }

func (h *host) Resend(rows []gallery.Row, o flow.Repeat) tea.Cmd {
	for _, row := range rows {
		r := api.Request{Operation: api.Operation(row.Operation), Style: row.Style, Seed: row.Seed}
		o.Change(&r)
		h.resent = append(h.resent, r)
	}
	return nil
}

// world is a flow over a library of three saved pictures of one batch, rated 4
// and tagged "cover" on disk.
type world struct {
	*Flow
	*host
	gallery *gallery.Gallery
	undo    *flow.Undo
	paths   []string
}

func open(t *testing.T) *world {
	t.Helper()
	dir := t.TempDir()
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{host: &host{}, gallery: gallery.New(), undo: &flow.Undo{}}
	var rows []gallery.Row
	for i := range 3 {
		path := filepath.Join(library.Folder(), "2026-11-24", fmt.Sprintf("14223%d-harbour-a1b2c%d.png", i, i))
		writePicture(t, path)
		if err := library.Update(path, func(s *history.Sidecar) { s.Rating, s.Tags = 4, []string{"cover"} }); err != nil {
			t.Fatal(err)
		}
		w.paths = append(w.paths, path)
		rows = append(rows, gallery.Row{
			ID: fmt.Sprintf("run%d", i), Path: path, State: gallery.Saved, Style: "anime", Operation: string(api.TextToImage), Seed: int64(i + 1), When: noon,
		})
	}
	w.gallery.AddBatch(gallery.Batch{ID: "batch", Title: "Harbour", When: noon}, rows, true)
	w.Flow = New(w.host, Options{
		Context: t.Context(), Library: library, Gallery: w.gallery, Undo: w.undo, Styles: theme.New(true), Now: func() time.Time { return noon },
		Selected:   func() (gallery.Row, bool) { return w.gallery.Row("run0") },
		Free:       func() bool { return false },
		SheetEntry: func(e history.Entry) contactsheet.Entry { return contactsheet.Entry{Path: e.Path} },
	})
	w.choose("run0")
	return w
}

func writePicture(t *testing.T, path string) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 8, 8))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	var data bytes.Buffer
	if err := png.Encode(&data, img); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (w *world) choose(ids ...string) {
	w.chosen = nil
	for _, id := range ids {
		row, _ := w.gallery.Row(id)
		w.chosen = append(w.chosen, row)
	}
}

func (w *world) run(cmd tea.Cmd) { w.Run(w.Flow, cmd) }

func (w *world) takeBack(t *testing.T) {
	t.Helper()
	_, back := w.undo.Pop()
	if back == nil {
		t.Fatal("nothing can be taken back")
	}
	w.run(back())
}

func (w *world) sidecar(t *testing.T, i int) history.Sidecar {
	t.Helper()
	e, err := w.o.Library.Entry(w.paths[i])
	if err != nil {
		t.Fatal(err)
	}
	return e.Sidecar
}

// The list need not know all that the sidecar does: judging changes what was
// judged, and nothing else.
func TestJudgingKeepsWhatIsKnown(t *testing.T) {
	w := open(t)
	w.run(w.Pick())
	if s := w.sidecar(t, 0); !s.Picked || s.Rating != 4 || !slices.Equal(s.Tags, []string{"cover"}) {
		t.Errorf("picked %v, rating %d, tags %v", s.Picked, s.Rating, s.Tags)
	}
	if w.recipes != 1 || w.Tips != flow.TipPick {
		t.Errorf("the details were told %d times, tips %b", w.recipes, w.Tips)
	}
	w.takeBack(t)
	if s := w.sidecar(t, 0); s.Picked || s.Rating != 4 || !slices.Equal(s.Tags, []string{"cover"}) {
		t.Errorf("undone: picked %v, rating %d, tags %v", s.Picked, s.Rating, s.Tags)
	}
}

// What was judged last stays, in whatever order the writing gets its turn.
func TestTheLastJudgementStays(t *testing.T) {
	w := open(t)
	first, second := w.Rate(1), w.Rate(5)
	w.run(second)
	w.run(first)
	if s := w.sidecar(t, 0); s.Rating != 5 {
		t.Errorf("rating %d", s.Rating)
	}
}

func TestPickAndRejectAreOneOrTheOther(t *testing.T) {
	w := open(t)
	w.run(w.Pick())
	w.choose("run0")
	on, _, cmd := w.Reject(w.chosen)
	w.run(cmd)
	if r, _ := w.gallery.Row("run0"); !on || !r.Rejected || r.Picked {
		t.Fatalf("%+v", r)
	}
	w.choose("run0")
	on, _, cmd = w.Reject(w.chosen)
	w.run(cmd)
	if s := w.sidecar(t, 0); on || s.Rejected || s.Picked {
		t.Errorf("%+v", s)
	}
}

// What one shortcut says of many is told, with how many and what takes it back;
// of a single picture it is seen.
func TestWhatIsSaidOfMany(t *testing.T) {
	const undo = " u undoes it."
	w := open(t)
	for _, c := range []struct {
		act  func() tea.Cmd
		want string
	}{
		{w.Pick, "3 results picked." + undo},
		{w.Pick, "3 results no longer picked." + undo},
		{func() tea.Cmd { return w.Rate(3) }, "3 results rated ★★★." + undo},
		{func() tea.Cmd { return w.Rate(0) }, "3 results no longer rated." + undo},
		{func() tea.Cmd { return w.setTags(w.chosen, []string{"cover"}, []string{"sea", "dusk"}) }, "3 results tagged sea dusk, no longer tagged cover." + undo},
		{func() tea.Cmd { return w.setTags(w.chosen, []string{"sea"}, []string{"sea"}) }, "3 results left unchanged." + undo},
	} {
		w.choose("run0", "run1", "run2")
		before := w.undo.Len()
		if w.run(c.act()); flowtest.Last(w.Said) != c.want || w.undo.Len() != before+1 {
			t.Errorf("%d steps, said %q, want %q", w.undo.Len(), flowtest.Last(w.Said), c.want)
		}
	}
	w.choose("run0", "run1", "run2")
	if _, did, _ := w.Reject(w.chosen); did != "3 results rejected." {
		t.Errorf("said %q", did)
	}
	said := len(w.Said)
	w.choose("run0")
	if w.run(w.Pick()); len(w.Said) != said {
		t.Errorf("of one it is said %q", flowtest.Last(w.Said))
	}
	w.header = true // a batch of one, folded
	if w.run(w.Rate(1)); flowtest.Last(w.Said) != "1 result rated ★."+undo {
		t.Errorf("of a batch of one it is said %q", flowtest.Last(w.Said))
	}
}

// What never will be a picture is not judged.
func TestOnlyPicturesAreJudged(t *testing.T) {
	w := open(t)
	w.chosen = []gallery.Row{{ID: "x", State: gallery.Failed}}
	w.run(w.Rate(3))
	if w.undo.Len() != 0 || len(w.Said) != 1 {
		t.Errorf("%d steps, said %v", w.undo.Len(), w.Said)
	}
}

// What a picture was judged while it was made is written when it is saved.
func TestJudgedWhileItIsMade(t *testing.T) {
	w := open(t)
	w.gallery.Change("run1", func(r *gallery.Row) { r.State, r.Path = gallery.Sending, "" })
	w.choose("run1")
	w.run(w.Rate(2))
	w.gallery.Change("run1", func(r *gallery.Row) { r.State, r.Path = gallery.Saved, w.paths[1] })
	row, _ := w.gallery.Row("run1")
	w.run(w.Saved(row))
	if s := w.sidecar(t, 1); s.Rating != 2 {
		t.Errorf("rating %d", s.Rating)
	}
}

// Tags that several have in common are changed for each; those that one has
// alone stay with it.
func TestTagsOfSeveral(t *testing.T) {
	w := open(t)
	w.gallery.Change("run0", func(r *gallery.Row) { r.Tags = []string{"sea", "cover"} })
	w.gallery.Change("run1", func(r *gallery.Row) { r.Tags = []string{"cover"} })
	w.choose("run0", "run1")
	w.run(w.AskTags())
	if !strings.Contains(w.Words(), "cover") || strings.Contains(w.Words(), "sea ") {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Text("#dusk, dusk"))
	for id, want := range map[string][]string{"run0": {"sea", "dusk"}, "run1": {"dusk"}} {
		if r, _ := w.gallery.Row(id); !slices.Equal(r.Tags, want) {
			t.Errorf("%s: %v, want %v", id, r.Tags, want)
		}
	}
}

// What is in the trash comes back where it stood; once the trash is empty
// there is nothing to take back.
func TestTrash(t *testing.T) {
	w := open(t)
	w.choose("run0", "run2")
	_, _, cmd := w.Reject(w.chosen)
	w.run(cmd)
	w.run(w.TrashRejected())
	if w.gallery.Len() != 1 || w.changes != 1 || exists(w.paths[0]) {
		t.Fatalf("%d rows, %d changes", w.gallery.Len(), w.changes)
	}
	w.takeBack(t)
	if r, ok := w.gallery.Row("run2"); !ok || r.Batch != "batch" || !exists(r.Path) || w.changes != 2 {
		t.Fatalf("%+v", r)
	}
	w.run(w.TrashRejected())
	w.run(w.AskEmptyTrash())
	if !strings.Contains(w.Words(), "2 results") {
		t.Fatalf("asked:\n%s", w.Words())
	}
	steps := w.undo.Len()
	w.run(w.Answer(t).Yes())
	if w.undo.Len() != steps-1 || !strings.HasPrefix(flowtest.Last(w.Said), "2 results removed") {
		t.Errorf("%d steps of %d, said %v", w.undo.Len(), steps, w.Said)
	}
	w.run(w.AskEmptyTrash())
	if flowtest.Last(w.Said) != "The trash is empty." {
		t.Errorf("said %v", w.Said)
	}
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

// Copies and sheets are written where the person says; nothing there is
// overwritten.
func TestCopiesAndSheet(t *testing.T) {
	w := open(t)
	w.choose("run0", "run1")
	w.run(w.Pick())
	folder := filepath.Join(t.TempDir(), "picks")
	for _, want := range []string{"2 picks copied to " + folder + ".", "0 picks copied to " + folder + ". 2 were already there."} {
		w.run(w.AskWrite())
		w.run(w.Answer(t).Choice(2))
		w.run(w.Answer(t).Text(folder))
		if got := flowtest.Last(w.Said); got != want {
			t.Errorf("%q, want %q; warned %v", got, want, w.Warned)
		}
	}
	page := filepath.Join(folder, "sheet.html")
	w.run(w.AskWrite())
	w.run(w.Answer(t).Choice(0))
	w.run(w.Answer(t).Text(page))
	if got := flowtest.Last(w.Said); got != "3 pictures on "+page+"." || !exists(page) {
		t.Errorf("%q, warned %v", got, w.Warned)
	}
	w.run(w.AskWrite())
	w.run(w.Answer(t).Choice(2))
	w.run(w.Answer(t).Text("here"))
	if len(w.Warned) != 1 {
		t.Errorf("a path that is not whole: %v", w.Warned)
	}
}

// The picks of the batch are made again in the style that was chosen, but for
// those made in it already; each style has its price.
func TestPromote(t *testing.T) {
	w := open(t)
	w.gallery.Change("run1", func(r *gallery.Row) { r.Style = "flux-dev" })
	w.choose("run0", "run1")
	w.run(w.Pick())
	w.run(w.AskPromote())
	if !strings.Contains(w.Words(), "1 × 15 = 15 tokens") || !strings.Contains(w.Words(), "2 × 5 = 10 tokens") {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Item("flux-dev"))
	if len(w.resent) != 1 || w.resent[0].Style != "flux-dev" || w.resent[0].Seed != 1 {
		t.Errorf("%+v", w.resent)
	}
}

// What was read of a sidecar before a judgement was written does not take it back
// on the screen, whenever it is heard.
func TestPickStandsAgainstAnOlderReading(t *testing.T) {
	w := open(t)
	began := time.Now()
	old, err := w.o.Library.Entry(w.paths[0])
	if err != nil {
		t.Fatal(err)
	}
	want := func(when string) {
		t.Helper()
		if row, _ := w.gallery.Row("run0"); !row.Picked {
			t.Errorf("%s: it is not picked any more", when)
		}
	}
	cmd := w.Pick()
	w.gallery.Hear(old, true, began)
	want("heard before it was written")
	w.run(cmd)
	want("written")
	w.gallery.Hear(old, true, began)
	want("heard after it was written")
	now, err := w.o.Library.Entry(w.paths[0])
	if err != nil || !now.Sidecar.Picked {
		t.Fatalf("%+v, %v", now, err)
	}
	now.Sidecar.Picked = false // somebody else says
	w.gallery.Hear(now, true, time.Now())
	if row, _ := w.gallery.Row("run0"); row.Picked {
		t.Error("what somebody else said later is not heard")
	}
}
