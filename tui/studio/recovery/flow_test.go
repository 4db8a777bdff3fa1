package recovery

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

var noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// host is a studio with a list and runs of this session.
type host struct {
	flowtest.Host
	gallery *gallery.Gallery
	resent  []flow.Repeat
	resumed int
	left    int // how often what is left was shown
}

func (h *host) ShowLeft() { h.left++ }

func (h *host) ListChanged() tea.Cmd                 { return nil }
func (h *host) ResumeVideos(list []queue.Unfinished) { h.resumed += len(list) }

func (h *host) Resend(_ []gallery.Row, o flow.Repeat) tea.Cmd {
	h.resent = append(h.resent, o)
	return nil
}

type world struct {
	*Flow
	*host
	undo *flow.Undo
}

func open(t *testing.T) *world {
	t.Helper()
	dir := t.TempDir()
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	list := gallery.New()
	w := &world{host: &host{gallery: list}, undo: &flow.Undo{}}
	w.Flow = New(w.host, Options{
		Context: t.Context(), Library: library, Queue: flowtest.Queue(t), Gallery: list, Undo: w.undo, Styles: theme.New(true),
	})
	return w
}

func (w *world) run(cmd tea.Cmd) { w.Run(w.Flow, cmd) }

func (w *world) row(id string) gallery.Row { r, _ := w.gallery.Row(id); return r }

// boat is a request of an earlier run of which an answer is kept, whole or not.
func boat(id string, whole bool) history.Recovered {
	r := history.Recovered{
		ID: id, Key: "work", Whole: whole, Time: noon,
		Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Style: "imagine-turbo", Seed: 1},
	}
	if whole {
		r.Kept = "/state/inflight/" + id + ".part"
	}
	return r
}

// What is left to decide is listed each time, and told in a dialog once.
func TestFoundIsToldOnce(t *testing.T) {
	w := open(t)
	found := foundMsg{found: []history.Recovered{boat("one", false), {Event: history.EventRecovered}}, videos: make([]queue.Unfinished, 2)}
	w.Update(found)
	if w.Dialog() != nil || w.Untold() != 1 || w.left != 1 || len(w.Announced()) != 0 {
		t.Fatalf("%d to be told of, told:\n%s", w.Untold(), w.Words())
	}
	then := 0
	next := func() tea.Cmd { then++; return nil }
	w.run(w.Tell(next))
	if !strings.Contains(w.Words(), "possibly charged: up to 1 token") || !strings.Contains(w.Words(), "1 picture finished now") || w.Untold() != 0 {
		t.Fatalf("told:\n%s", w.Words())
	}
	w.run(w.Answer(t).Esc())
	if w.run(w.Tell(next)); then != 2 || w.Dialog() != nil {
		t.Errorf("it went on %d times, told:\n%s", then, w.Words())
	}
	if got := w.row("journal one"); got.State != gallery.Unknown || got.Batch != batchName || w.resumed != 2 {
		t.Errorf("%+v", got)
	}
	later := open(t)
	later.SetAnnounced(w.Announced())
	later.Update(found)
	if later.Untold() != 0 || len(later.Warned) != 1 || later.row("journal one").ID == "" {
		t.Errorf("told again:\n%s", later.Words())
	}
}

// What arrived is not given up for a picture that was only asked for, nor with
// one key.
func TestWhatArrivedIsNotGivenUpUnasked(t *testing.T) {
	w := open(t)
	w.list([]history.Recovered{boat("one", true)}, noon)
	row := w.row("journal one")
	if !w.gallery.Arrived(row.ID) {
		t.Fatal("it is not known to be kept")
	}
	w.run(w.SendAgain(row))
	if w.run(w.Replaced(row)); w.row(row.ID).ID == "" || len(w.resent) != 1 || !w.resent[0].Replace {
		t.Fatal("sending it again gave up what had arrived")
	}
	w.run(w.Drop([]gallery.Row{row}))
	if len(w.dropped) != 0 || !strings.Contains(w.Words(), "Type drop to go on") {
		t.Fatal("it was given up without a question")
	}
	w.run(w.Answer(t).Yes())
	if !slices.Equal(w.dropped, []string{row.ID}) {
		t.Fatalf("dropped: %v", w.dropped)
	}
	_, back := w.undo.Pop()
	w.run(back())
	if len(w.dropped) != 0 || w.row(row.ID).ID == "" {
		t.Error("it did not come back")
	}
}

// What did not arrive makes way for the new one.
func TestReplacedWithoutAnAnswer(t *testing.T) {
	w := open(t)
	w.list([]history.Recovered{boat("one", false)}, noon)
	w.run(w.Replaced(w.row("journal one")))
	if _, left := w.gallery.Unanswered("journal one"); left || w.gallery.Len() != 0 {
		t.Error("the old one stays")
	}
}

// Without an answer it is forgotten when the studio is left, a plain failure at
// once.
func TestDroppedIsForgottenLate(t *testing.T) {
	w := open(t)
	w.gallery.AddBatch(gallery.Batch{ID: "b"}, []gallery.Row{{ID: "failed", State: gallery.Failed}, {ID: "unknown", State: gallery.Unknown}, {ID: "full", State: gallery.Failed}}, true)
	w.gallery.Follow(queue.Run{ID: "full", Arrived: true}, gallery.Order{})
	w.run(w.Drop(w.gallery.Rows("b")))
	if !slices.Equal(w.dropped, []string{"unknown", "full"}) || w.undo.Len() != 1 || w.gallery.Len() != 0 {
		t.Fatalf("%v are kept for undo, %d steps", w.dropped, w.undo.Len())
	}
	_, back := w.undo.Pop()
	w.run(back())
	if rows := w.gallery.Rows("b"); len(rows) != 3 || !w.gallery.Arrived("full") {
		t.Fatalf("%d came back", len(rows))
	}
	w.run(w.Drop(w.gallery.Rows("b")))
	w.run(w.ForgetDropped())
	if len(w.dropped) != 0 {
		t.Errorf("%v are not forgotten", w.dropped)
	}
}

// A picture that was saved elsewhere goes out of the list of what was not, by
// what it was made from.
func TestSavedElsewhere(t *testing.T) {
	w := open(t)
	other := boat("two", true)
	other.Request.Prompt = "a fox"
	w.list([]history.Recovered{boat("one", true), other}, noon)
	w.dropped = []string{"journal one"}
	w.Update(savedElsewhereMsg{folder: "/elsewhere", entries: []history.Entry{{Path: "/elsewhere/a.png", Sidecar: history.Sidecar{Request: boat("", true).Request}}}})
	if w.row("journal one").ID != "" || w.row("journal two").ID == "" || len(w.dropped) != 0 || w.row("/elsewhere/a.png").State != gallery.Saved {
		t.Errorf("%d rows, dropped %v", w.gallery.Len(), w.dropped)
	}
	if got := flowtest.Last(w.Said); got != "1 picture saved in /elsewhere." {
		t.Errorf("said %q", got)
	}
	w.run(w.AskOtherFolder())
	w.run(w.Answer(t).Text("not whole"))
	if len(w.Warned) != 1 {
		t.Errorf("warned %v", w.Warned)
	}
}

// What cannot be saved stays, and is said to be safe.
func TestSaveSaysWhereItStands(t *testing.T) {
	w := open(t)
	w.list([]history.Recovered{boat("one", true)}, noon)
	w.Update(savedMsg{id: "journal one", found: []history.Recovered{{Problem: "disk full"}}})
	if w.row("journal one").ID == "" || flowtest.Last(w.Warned) != "It is still safe in recovery: Disk full. w saves it to another folder." {
		t.Fatalf("warned %v", w.Warned)
	}
	w.run(w.Save("journal one")) // the journal has no such entry
	if w.gallery.Len() != 0 || !strings.Contains(flowtest.Last(w.Said), "dropped elsewhere") {
		t.Errorf("%d rows, said %v, warned %v", w.gallery.Len(), w.Said, w.Warned)
	}
}
