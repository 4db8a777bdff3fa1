package comparison

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/compare"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

// world is a flow over saved pictures, of which "run1" was made from "run0".
type world struct {
	*Flow
	*flowtest.Host
	gallery *gallery.Gallery
	results *results.Pane
	before  string // looked at before
	looks   int
}

func open(t *testing.T, n int) *world {
	t.Helper()
	library, err := history.Open(history.Options{Folder: filepath.Join(t.TempDir(), "pictures"), StateDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{Host: &flowtest.Host{}, gallery: gallery.New()}
	rows := flowtest.Saved(t, n)
	if n > 1 {
		rows[1].Parent = rows[0].Path
	}
	w.gallery.AddBatch(gallery.Batch{ID: "batch", Title: "Harbour", When: flowtest.Noon}, rows, true)
	st := theme.New(true)
	w.results = results.New(st, action.Default(), w.gallery)
	w.Flow = New(w.Host, Options{
		Undo: &flow.Undo{}, Context: t.Context(), Library: library, Gallery: w.gallery, Results: w.results, Look: func() tea.Cmd { w.looks++; return nil },
		Before: func() (gallery.Row, bool) { return w.gallery.Row(w.before) }, Display: flowtest.Display(t), Styles: st, Actions: action.Default(),
	})
	return w
}

func (w *world) run(cmd tea.Cmd) { w.Run(w.Flow, cmd) }

// compared are the rows on the screen.
func (w *world) compared() []string {
	if w.open == nil {
		return nil
	}
	return w.open.pane.IDs()
}

func (w *world) selected() string {
	row, _ := w.results.Selected()
	return row.ID
}

func (w *world) shown() string { return ansi.Strip(strings.Join(w.open.pane.View(), "\n")) }

// Marked results are compared; with fewer, the two that were looked at last.
func TestOpen(t *testing.T) {
	for name, c := range map[string]struct {
		marked          []string
		before, current string
		want            []string
	}{
		"marked":        {[]string{"run2", "run0"}, "run1", "run3", []string{"run0", "run2"}},
		"looked at":     {nil, "run1", "run3", []string{"run1", "run3"}},
		"one marked":    {[]string{"run2"}, "run1", "run3", []string{"run1", "run3"}},
		"only one":      {nil, "", "run3", nil},
		"twice the one": {nil, "run3", "run3", nil},
		"not all saved": {[]string{"run0", "run4"}, "", "run0", nil},
	} {
		w := open(t, 5)
		w.gallery.Change("run4", func(r *gallery.Row) { r.State = gallery.Sending })
		w.gallery.SetMarked(c.marked)
		w.results.Select(c.current)
		w.before = c.before
		w.run(w.Flow.Open())
		if got := w.compared(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v are compared, want %v; said %q", name, got, c.want, w.Said)
		}
		if len(c.want) > 0 && w.selected() != c.want[0] || w.OnScreen(Screen) != (len(c.want) > 0) {
			t.Errorf("%s: %q is selected, screen %q", name, w.selected(), w.Screen())
		}
	}
}

// The pictures are drawn without a further key, and one that is gone says so.
func TestPicturesAreDrawn(t *testing.T) {
	w := open(t, 3)
	w.gallery.SetMarked([]string{"run0", "run1"})
	row, _ := w.gallery.Row("run1")
	if err := os.Remove(row.Path); err != nil {
		t.Fatal(err)
	}
	w.run(w.Flow.Open())
	colours := strings.Join(w.open.pane.View(), "\n")
	if !strings.Contains(colours, ";200;90m") || !strings.Contains(w.shown(), "is gone") {
		t.Errorf("\n%s", w.shown())
	}
	w.DropPictures()
	if colours := strings.Join(w.open.pane.View(), "\n"); strings.Contains(colours, ";200;90m") {
		t.Error("a picture is shown that was to be drawn anew")
	}
}

func TestDifferenceIsDrawn(t *testing.T) {
	w := open(t, 3)
	w.gallery.SetMarked([]string{"run0", "run2"})
	w.run(w.Flow.Open())
	cmd, _ := w.open.pane.Act(action.CompareDifference)
	w.run(cmd)
	if s := w.shown(); !strings.Contains(s, "differs: 100.0 %") {
		t.Errorf("\n%s", s)
	}
}

// What it was made from lies under a picture, with a divider.
func TestOpenBefore(t *testing.T) {
	w := open(t, 3)
	w.results.Select("run1")
	w.run(w.OpenBefore())
	if got := w.compared(); !slices.Equal(got, []string{"run0", "run1"}) {
		t.Fatalf("%v are compared; said %q", got, w.Said)
	}
	w.run(func() tea.Msg { return compare.CloseMsg{} })
	if w.compared() != nil || w.Screen() != "" {
		t.Errorf("%v are compared on screen %q", w.compared(), w.Screen())
	}
	w.results.Select("run2")
	w.run(w.OpenBefore())
	w.gallery.Change("run2", func(r *gallery.Row) { r.Parent = "/elsewhere/old.png" })
	w.run(w.OpenBefore())
	if len(w.Said) != 2 || !strings.Contains(w.Said[0], "a prompt alone") || !strings.Contains(w.Said[1], "old.png") || w.Screen() != "" {
		t.Errorf("said %q, screen %q", w.Said, w.Screen())
	}
}

// Where one is rejected the next marked one comes in, past those that were
// rejected before; the last two stay.
func TestRejected(t *testing.T) {
	w := open(t, 7)
	w.gallery.SetMarked([]string{"run0", "run1", "run2", "run3", "run4", "run5"})
	w.run(w.Flow.Open())
	reject := func(id string) {
		w.gallery.Change(id, func(r *gallery.Row) { r.Rejected = true })
		w.run(w.Rejected(id))
	}
	for _, step := range []struct {
		id   string
		want []string
	}{
		{"run4", []string{"run0", "run1", "run2", "run3"}}, // not on the screen
		{"run1", []string{"run0", "run5", "run2", "run3"}},
		{"run0", []string{"run5", "run2", "run3"}},
		{"run5", []string{"run2", "run3"}},
		{"run3", []string{"run2", "run3"}},
	} {
		if reject(step.id); !slices.Equal(w.compared(), step.want) {
			t.Errorf("after %s: %v, want %v", step.id, w.compared(), step.want)
		}
	}
	if got := flowtest.Last(w.Said); got != "Rejected. 2 left to compare." {
		t.Errorf("said %q", got)
	}
	if !slices.Contains(w.compared(), w.selected()) {
		t.Errorf("%s is selected", w.selected())
	}
}

// Another side that is chosen is the selected result everywhere.
func TestSelectedIsShared(t *testing.T) {
	w := open(t, 3)
	w.gallery.SetMarked([]string{"run0", "run2"})
	w.run(w.Flow.Open())
	looks := w.looks
	cmd, _ := w.open.pane.Act(action.CompareNext)
	w.run(cmd)
	if w.selected() != "run2" || w.looks != looks+1 {
		t.Errorf("%s is selected, looked %d times", w.selected(), w.looks-looks)
	}
}

// A comparison over another leaves that one as it was, and what is drawn ends
// with its screen.
func TestOverAnother(t *testing.T) {
	w := open(t, 4)
	w.gallery.SetMarked([]string{"run2", "run3"})
	w.run(w.Flow.Open())
	first := w.open
	w.results.Select("run1")
	w.run(w.OpenBefore())
	second := w.open
	if second == first || len(w.Screens) != 2 {
		t.Fatal("no second one")
	}
	w.run(func() tea.Msg { return compare.CloseMsg{} })
	if w.open != first || second.ctx.Err() != context.Canceled || first.ctx.Err() != nil {
		t.Errorf("%v, %v", second.ctx.Err(), first.ctx.Err())
	}
	w.run(func() tea.Msg { return compare.CloseMsg{} })
	if handled, _ := w.Update(compare.CloseMsg{}); handled || first.ctx.Err() == nil {
		t.Error("something is compared still")
	}
}

// Sizes that are read from sidecars stand with the sides.
func TestSizesAreRead(t *testing.T) {
	w := open(t, 2)
	for _, id := range []string{"run0", "run1"} {
		row, _ := w.gallery.Row(id)
		if err := w.o.Library.Update(row.Path, func(s *history.Sidecar) { s.Width, s.Height = 1024, 576 }); err != nil {
			t.Fatal(err)
		}
	}
	w.gallery.SetMarked([]string{"run0", "run1"})
	w.run(w.Flow.Open())
	if s := w.shown(); !strings.Contains(s, "1024×576") {
		t.Errorf("\n%s", s)
	}
}
