package overview

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/results"
	"imagine-tui/tui/sheet"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/thumb"
)

// host is a studio that notes what was to be made again, and shown.
type host struct {
	flowtest.Host
	resent []api.Request
	into   []string
	shown  []string
}

func (h *host) Resend(rows []gallery.Row, o flow.Repeat) tea.Cmd {
	for _, row := range rows {
		r := row.Request()
		o.Change(&r)
		h.resent, h.into = append(h.resent, r), append(h.into, o.Into)
	}
	return nil
}

func (h *host) Show(id string) tea.Cmd { h.shown = append(h.shown, id); return nil }

// world is a flow over a batch of saved pictures.
type world struct {
	*Flow
	host    *host
	gallery *gallery.Gallery
	results *results.Pane
	away    bool // the results are out of sight
	marked  int  // how often marks changed
	rolled  []string
	closed  func(string)
}

func open(t *testing.T, n int) *world {
	t.Helper()
	return openFor(t, n)
}

func openFor(tb testing.TB, n int) *world {
	tb.Helper()
	w := &world{host: &host{}, gallery: gallery.New()}
	w.gallery.AddBatch(gallery.Batch{ID: "batch", Title: "Harbour", When: flowtest.Noon}, flowtest.Saved(tb, n), true)
	st, acts := theme.New(true), action.Default()
	w.results = results.New(st, acts, w.gallery)
	w.results.SetSize(60, 30)
	w.results.Select("run0")
	w.Flow = New(w.host, Options{
		Context: tb.Context(), Gallery: w.gallery, Results: w.results, GridInView: func() bool { return !w.away },
		Full: func(closed func(string)) tea.Cmd { w.closed = closed; return nil },
		Roll: func(rows []gallery.Row, batch string) tea.Cmd {
			for _, r := range rows {
				w.rolled = append(w.rolled, r.ID+" of "+batch)
			}
			return nil
		},
		MarksChanged: func() { w.marked++ },
		Display:      flowtest.Display(tb), Styles: st, Actions: acts,
	})
	return w
}

func (w *world) run(cmd tea.Cmd) { w.host.Run(w.Flow, cmd) }

func (w *world) tell(msg tea.Msg) { w.run(func() tea.Msg { return msg }) }

// press does what actions mean on the sheet.
func (w *world) press(acts ...action.ID) {
	for _, id := range acts {
		cmd, _ := w.sheet.screen.Act(id)
		w.run(cmd)
	}
}

// thumbs counts lines of the pictures in what is shown.
func thumbs(view []string) int { return strings.Count(strings.Join(view, "\n"), ";200;90m") }

func TestGridIsDrawn(t *testing.T) {
	w := open(t, 60)
	w.results.SetGrid(true)
	w.run(w.Want())
	view := ansi.Strip(strings.Join(w.results.View(), "\n"))
	if thumbs(w.results.View()) == 0 || strings.Contains(view, " … ") {
		t.Fatalf("a thumbnail in view lacks:\n%s", view)
	}
	if w.Want() != nil {
		t.Error("what is here is asked for again")
	}
	w.DropPictures()
	if thumbs(w.results.View()) != 0 || w.Want() == nil {
		t.Error("what was to be drawn anew is still shown")
	}
}

// Two work at a time. What is drawn for a grid out of sight is given up, and
// asked for again when it is seen.
func TestGridIsDrawnByTwoAndGivenUp(t *testing.T) {
	w := open(t, 60)
	w.results.SetGrid(true)
	want := thumb.WantMsg{Of: results.Name}
	for i := range 20 {
		want.Wishes = append(want.Wishes, thumb.Wish{ID: fmt.Sprint("run", i), W: 15, H: 4})
	}
	handled, cmd := w.Update(want)
	if !handled || w.drawing == nil {
		t.Fatal("nothing is drawn")
	}
	batch, ok := cmd().(tea.BatchMsg)
	if !ok || len(batch) != workers {
		t.Fatalf("%d work at a time", len(batch))
	}
	first, ok := batch[0]().(thumbMsg)
	if !ok || len(first.drawn.Lines) == 0 {
		t.Fatal("no thumbnail")
	}
	w.away = true
	if w.Want(); w.drawing != nil {
		t.Fatal("thumbnails of a grid out of sight are drawn")
	}
	if batch[1]() != nil || first.next() != nil {
		t.Fatal("a thumbnail was drawn that nobody wants")
	}
	w.away = false
	if w.run(w.Want()); thumbs(w.results.View()) == 0 {
		t.Fatal("the grid stays empty when it is seen again")
	}
}

// The sheet is of the batch, or of what is marked, in the order of the plan.
func TestSheet(t *testing.T) {
	w := open(t, 4)
	w.results.Select("run2")
	w.run(w.OpenSheet())
	view := strings.Join(w.sheet.screen.View(), "\n")
	if w.host.Screen() != SheetScreen || thumbs(w.sheet.screen.View()) == 0 || !strings.Contains(ansi.Strip(view), "Harbour") {
		t.Fatalf("screen %q:\n%s", w.host.Screen(), ansi.Strip(view))
	}
	w.run(w.OpenSheet())
	if w.host.Screen() != "" || w.sheet != nil {
		t.Fatal("the same key does not lead back")
	}
	w.gallery.SetMarked([]string{"run1", "run3"})
	w.run(w.OpenSheet())
	if view := ansi.Strip(strings.Join(w.sheet.screen.View(), "\n")); !strings.Contains(view, "2 marked") {
		t.Errorf("\n%s", view)
	}
	w.tell(sheet.CloseMsg{})
	if w.host.Screen() != "" {
		t.Error("it stays")
	}
}

// What comes in meanwhile is drawn when it is here, and a new row stands in the
// sheet it belongs to.
func TestSheetFillsIn(t *testing.T) {
	w := open(t, 3)
	w.gallery.Change("run1", func(r *gallery.Row) { r.State = gallery.Sending })
	w.run(w.OpenSheet())
	before := thumbs(w.sheet.screen.View())
	if w.Pace() == gallery.Still || w.Want() != nil {
		t.Fatal("nothing moves, or something lacks")
	}
	w.gallery.Change("run1", func(r *gallery.Row) { r.State = gallery.Saved })
	w.run(w.Want())
	if after := thumbs(w.sheet.screen.View()); after <= before || w.Pace() != gallery.Still {
		t.Errorf("%d lines of pictures, %d before; pace %v", after, before, w.Pace())
	}
	more := flowtest.Saved(t, 4)[3:]
	w.gallery.AddBatch(gallery.Batch{ID: "batch"}, more, true)
	w.Join([]string{more[0].ID})
	before = thumbs(w.sheet.screen.View())
	w.run(w.Want())
	if after := thumbs(w.sheet.screen.View()); after <= before {
		t.Error("the new one is not drawn")
	}
	w.DropPictures()
	if thumbs(w.sheet.screen.View()) != 0 {
		t.Error("what was to be drawn anew is still shown")
	}
}

// Selection and marks are shared with the results.
func TestSheetSharesSelectionAndMarks(t *testing.T) {
	w := open(t, 4)
	w.run(w.OpenSheet())
	w.run(w.Advance())
	w.press(action.ListMark)
	if got := w.gallery.MarkedIDs(); !slices.Equal(got, []string{"run1"}) || w.marked != 1 {
		t.Errorf("marked %v, heard %d times", got, w.marked)
	}
	if !slices.Contains(w.host.shown, "run1") {
		t.Errorf("shown %v", w.host.shown)
	}
}

// The full picture is left at what was selected there.
func TestSheetFollowsTheFullPicture(t *testing.T) {
	w := open(t, 4)
	w.run(w.OpenSheet())
	w.press(action.MoveRight, action.ResultLook)
	if row, _ := w.results.Selected(); row.ID != "run1" || w.closed == nil {
		t.Fatalf("%s is looked at", row.ID)
	}
	w.closed("run3")
	w.press(action.ListMark)
	if got := w.gallery.MarkedIDs(); !slices.Equal(got, []string{"run3"}) {
		t.Errorf("the cursor is on %v", got)
	}
	w.tell(sheet.CloseMsg{})
	w.closed("run0") // the sheet is gone
}

// Cells are rolled, and empty ones filled, in the batch of the sheet.
func TestCells(t *testing.T) {
	w := open(t, 3)
	w.run(w.OpenSheet())
	w.tell(sheet.RollMsg{IDs: []string{"run2", "gone", "run0"}})
	if !slices.Equal(w.rolled, []string{"run2 of batch", "run0 of batch"}) {
		t.Errorf("rolled %v", w.rolled)
	}
	w.tell(sheet.AskMsg{Like: "run1", Style: "flux-dev", Ratio: "1:1", Seed: 5})
	want := api.Request{Operation: api.TextToImage, Prompt: "Harbour at dusk", Style: "flux-dev", AspectRatio: "1:1", Seed: 5}
	if len(w.host.resent) != 1 || w.host.into[0] != "batch" || fmt.Sprint(w.host.resent[0]) != fmt.Sprint(want) {
		t.Errorf("asked for %+v into %v", w.host.resent, w.host.into)
	}
	w.tell(sheet.AskMsg{Like: "gone"})
	w.tell(sheet.NoteMsg{Text: "No further cell."})
	if len(w.host.resent) != 1 || len(w.host.Said) != 2 || w.host.Said[1] != "No further cell." {
		t.Errorf("said %q", w.host.Said)
	}
}

// A sheet over another leaves that one as it was; its thumbnails are not drawn
// any more.
func TestSheetsOverOneAnother(t *testing.T) {
	w := open(t, 4)
	w.run(w.OpenSheet())
	first := w.sheet
	w.host.Screens = append(w.host.Screens, flow.Opened{Name: "full"})
	w.run(w.OpenSheet())
	second := w.sheet
	if second == first || len(w.host.Screens) != 3 {
		t.Fatal("no second sheet")
	}
	_, cmd := w.Update(thumb.WantMsg{Of: sheet.Name, Wishes: []thumb.Wish{{ID: "run0", W: 9, H: 4}}})
	w.tell(sheet.CloseMsg{})
	if cmd() != nil {
		t.Error("what is gone is drawn")
	}
	if w.sheet != first {
		t.Error("the first one is not there any more")
	}
}

// A picture that cannot be drawn says why in its own frame, and the others are shown.
func TestUndrawnSaysWhy(t *testing.T) {
	for content, why := range map[string]string{
		"":           "The file is empty: not a JPEG, PNG, WebP or GIF picture.",
		"some words": "Not a JPEG, PNG, WebP or GIF picture.",
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x08": "The PNG picture is cut short: unexpected EOF.",
	} {
		w := open(t, 4)
		if err := os.WriteFile(w.gallery.Find("run2").Path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		w.results.SetGrid(true)
		w.results.SetSize(120, 30)
		w.run(w.Want())
		w.run(w.OpenSheet())
		w.sheet.screen.SetSize(120, 30)
		w.run(w.Want())
		for name, view := range map[string][]string{"grid": w.results.View(), "sheet": w.sheet.screen.View()} {
			if thumbs(view) == 0 {
				t.Errorf("%s: nothing else is shown", name)
			}
			words := strings.Join(strings.FieldsFunc(ansi.Strip(strings.Join(view, " ")), func(r rune) bool { return strings.ContainsRune(" │┃▐▀▄", r) }), " ")
			if strings.Count(words, why) != 1 {
				t.Errorf("%s: %q is not there once in %s", name, why, words)
			}
		}
	}
}

// A sheet of an earlier session stands as its plan did, whatever was done first.
func TestSheetStandsAsPlanned(t *testing.T) {
	w := open(t, 3)
	for i, id := range []string{"run0", "run1", "run2"} {
		w.gallery.Change(id, func(r *gallery.Row) { r.Place, r.When = i, flowtest.Noon.Add(-time.Duration(i)*time.Second) })
	}
	w.run(w.OpenSheet())
	w.sheet.screen.SetSize(120, 30)
	heads := ansi.Strip(strings.Join(w.sheet.screen.View()[1:], "\n"))
	if a, b, c := strings.Index(heads, "s811"), strings.Index(heads, "s812"), strings.Index(heads, "s813"); a < 0 || b < a || c < b {
		t.Errorf("%s", heads)
	}
}

// A sheet has its pictures in the order of their plan, or as the list is sorted.
func TestSheetIsSortedAsTheList(t *testing.T) {
	w := open(t, 4)
	w.gallery.Judge(w.gallery.Some([]string{"run2"}), func(r *gallery.Row) { r.Rating = 5 })
	w.gallery.Judge(w.gallery.Some([]string{"run1"}), func(r *gallery.Row) { r.Rating = 3 })
	order := func() (ids string) {
		rows := w.gallery.Some([]string{"run0", "run1", "run2"})
		w.order(rows, w.asPlanned)
		for _, r := range rows {
			ids += r.ID + " "
		}
		return ids
	}
	if got := order(); got != "run0 run1 run2 " {
		t.Errorf("as planned: %s", got)
	}
	w.results.SetFilter("sort:rating")
	if got := order(); got != "run2 run1 run0 " {
		t.Errorf("sorted: %s", got)
	}
}
