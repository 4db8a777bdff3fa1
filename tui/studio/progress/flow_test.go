package progress

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/history/ledger"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow/flowtest"
)

var noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// host is a studio that notes what it heard.
type host struct {
	flowtest.Host
	fared, judged, changed []string
	saved, idle            int
}

func (h *host) Fared(r queue.Run) tea.Cmd { h.fared = append(h.fared, r.ID); return nil }

func (h *host) Judged(row gallery.Row) tea.Cmd { h.judged = append(h.judged, row.ID); return nil }

func (h *host) Changed(ids []string) tea.Cmd { h.changed = append(h.changed, ids...); return nil }
func (h *host) Saved()                       { h.saved++ }
func (h *host) Idle() tea.Cmd                { h.idle++; return nil }

type world struct {
	*Flow
	*host
	now      time.Time
	selected string
}

func open(t *testing.T) *world {
	t.Helper()
	w := &world{host: &host{}, now: noon}
	w.Flow = New(w.host, Options{
		Context: t.Context(), Queue: flowtest.Queue(t), Gallery: gallery.New(),
		Selected: func(id string) bool { return id == w.selected }, Now: func() time.Time { return w.now },
	})
	return w
}

// sent lists runs that are under way.
func (w *world) sent(keyFree bool, ids ...string) []queue.Run {
	var runs []queue.Run
	var rows []gallery.Row
	for i, id := range ids {
		r := queue.Run{
			ID: id, Batch: "batch", KeyName: "work", Free: keyFree, State: queue.StateSending, Queued: noon,
			Item: plan.Item{Tokens: 5, Priced: true, Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Seed: int64(i + 1)}},
		}
		w.o.Gallery.Follow(r, gallery.Order{})
		runs, rows = append(runs, r), append(rows, gallery.RowOf(r, noon))
	}
	w.o.Gallery.AddBatch(gallery.Batch{ID: "batch"}, rows, true)
	return runs
}

// take has the queue say that runs are as given.
func (w *world) take(runs ...queue.Run) {
	var events eventsMsg
	for _, r := range runs {
		events = append(events, queue.Event{Run: r})
	}
	w.Update(events)
}

func saved(r queue.Run) queue.Run {
	r.State, r.Saved = queue.StateSaved, queue.Saved{Path: "/pictures/" + r.ID + ".png", Tokens: 5, Priced: true}
	return r
}

func (w *world) row(id string) gallery.Row { r, _ := w.o.Gallery.Row(id); return r }

// What a batch cost goes by the key that made it, and is told once all of it has
// ended.
func TestABatchEnds(t *testing.T) {
	for free, want := range map[bool]string{true: "2 done", false: "2 done · 10 tokens"} {
		w := open(t)
		runs := w.sent(free, "one", "two")
		w.take(saved(runs[0]))
		if len(w.Said) != 0 {
			t.Fatalf("said %v", w.Said)
		}
		w.take(saved(runs[1]), saved(runs[1])) // told twice
		if !slices.Equal(w.Said, []string{want}) || w.host.saved != 2 || w.idle != 2 || len(w.fared) != 2 || len(w.changed) != 3 {
			t.Errorf("said %v, saved %d, idle %d, keys %v, changed %v", w.Said, w.host.saved, w.idle, w.fared, w.changed)
		}
		if spent := w.Spent(); spent != map[bool]string{true: "", false: "10 tokens today"}[free] {
			t.Errorf("spent %q", spent)
		}
	}
}

// A price that nobody knows is not 0, neither of what ended nor of the day, and a
// video is called one.
func TestUnknownPrices(t *testing.T) {
	w := open(t)
	runs := w.sent(false, "one", "two", "three")
	for i := range runs {
		runs[i].Item.Request.Operation = api.ImageToVideo
	}
	one, two, three := saved(runs[0]), saved(runs[1]), runs[2]
	one.Saved.Priced, one.Saved.Tokens, two.Saved.Priced, two.Saved.Tokens = false, 0, false, 0
	three.State = queue.StateUnknown
	w.take(one, two, three)
	if flowtest.Last(w.Said) != "2 done, 1 no answer · price unknown" || w.Spent() != "2 of unknown price today" {
		t.Errorf("said %q, spent %q", w.Said, w.Spent())
	}
	if !strings.HasPrefix(flowtest.Last(w.Warned), "A video was sent and never answered.") {
		t.Errorf("warned %q", w.Warned)
	}
	w = open(t)
	runs = w.sent(false, "one", "two")
	one = saved(runs[0])
	one.Saved.Priced, one.Saved.Tokens = false, 0
	w.take(one, saved(runs[1]))
	if flowtest.Last(w.Said) != "2 done · 5 tokens and 1 of unknown price" || w.Spent() != "5 tokens + 1 of unknown price today" {
		t.Errorf("said %q, spent %q", w.Said, w.Spent())
	}
	w = open(t)
	film := saved(w.sent(false, "one")[0])
	film.Item.Request.Operation, film.Saved.Reused, film.Saved.Tokens = api.TextToVideo, true, 0
	w.o.Gallery.Change("one", func(r *gallery.Row) { r.Operation = string(api.TextToVideo) })
	if w.take(film); !strings.HasPrefix(flowtest.Last(w.Said), "Already saved: showing 1 video") {
		t.Errorf("said %q", w.Said)
	}
}

// What today cost is nothing after midnight, and what other programs spent is
// seen when somebody looks at the terminal again.
func TestTokensOfTheDay(t *testing.T) {
	w := open(t)
	w.now = time.Date(2026, 11, 24, 23, 59, 59, int(999*time.Millisecond), time.Local)
	state := t.TempDir()
	library, err := history.Open(history.Options{Folder: t.TempDir(), StateDir: state, Now: func() time.Time { return w.now }})
	if err != nil {
		t.Fatal(err)
	}
	w.o.Library = library
	spend := func(run string) {
		t.Helper()
		five := 5
		if err := ledger.In(state).Add(ledger.Line{Time: w.now, Key: "work", Run: run, Tokens: &five}); err != nil {
			t.Fatal(err)
		}
	}
	is := func(cmd tea.Cmd, want string) {
		t.Helper()
		if w.Update(cmd()); w.Spent() != want {
			t.Errorf("%q, want %q", w.Spent(), want)
		}
	}
	spend("a")
	is(w.ReadSpent(), "5 tokens today")
	spend("b") // by another program
	_, cmd := w.Update(tea.FocusMsg{})
	is(cmd, "10 tokens today")
	msg := w.Midnight()()
	w.now = w.now.Add(time.Millisecond)
	_, cmd = w.Update(msg)
	both, ok := cmd().(tea.BatchMsg)
	if !ok || len(both) != 2 {
		t.Fatalf("%T", cmd())
	}
	is(both[0], w.nothing())
}

// nothing is what is said of a day on which nothing was spent.
func (w *world) nothing() string { return (&Flow{}).Spent() }

func TestWhatWentWrongIsTold(t *testing.T) {
	w := open(t)
	runs := w.sent(false, "one", "two", "three", "four")
	one, two, three, four := runs[0], runs[1], runs[2], runs[3]
	one.State, one.Err = queue.StateFailed, &api.Error{Kind: api.KindNoTokens, Outcome: api.Refused}
	two.State, two.Err = queue.StateFailed, &api.Error{Kind: api.KindBadRequest, Outcome: api.Refused, Status: 400}
	three.State = queue.StateUnknown
	four.State, four.LocalErr = queue.StateFailed, errors.New("the disk is full")
	w.take(one, two, three, four)
	if len(w.Warned) != 3 || !strings.Contains(w.Warned[0], "Nothing was charged") || !strings.Contains(w.Warned[1], "may have been charged") || w.Warned[2] != "The disk is full." {
		t.Errorf("warned %q", w.Warned)
	}
	if flowtest.Last(w.Said) != "0 done, 3 failed, 1 no answer" {
		t.Errorf("said %v", w.Said)
	}
}

func TestWhatIsSavedAlready(t *testing.T) {
	w := open(t)
	r := saved(w.sent(false, "one")[0])
	r.Saved.Reused, r.Saved.Tokens = true, 0
	w.take(r)
	if flowtest.Last(w.Said) != "Already saved: showing 1 picture, 0 tokens. a makes another take." || w.Spent() != "" {
		t.Errorf("said %v, spent %q", w.Said, w.Spent())
	}
}

// A picture that was judged while it was made is written so; one that is looked
// at is not new.
func TestJudgedWhileItIsMade(t *testing.T) {
	w := open(t)
	runs := w.sent(false, "one", "two")
	w.o.Gallery.Change("one", func(r *gallery.Row) { r.Rating = 4 })
	w.selected = "two"
	w.take(saved(runs[0]), saved(runs[1]))
	if !slices.Equal(w.judged, []string{"one"}) || !w.row("one").New || w.row("two").New {
		t.Errorf("judged %v, %+v", w.judged, w.row("two"))
	}
}

// A run that was dropped from the list is not heard of any more.
func TestDroppedRuns(t *testing.T) {
	w := open(t)
	r := saved(w.sent(false, "one")[0])
	w.o.Gallery.TakeOut("one")
	if w.take(r); len(w.Said) != 0 || w.idle != 0 {
		t.Errorf("said %v", w.Said)
	}
}

// The end of a batch is told to who does not look, in the words of the last line,
// and to nobody else.
func TestNotifies(t *testing.T) {
	w := open(t)
	var told []string
	w.o.Notify = func(text string) tea.Cmd { told = append(told, text); return nil }
	runs := w.sent(false, "one", "two", "three")
	w.take(saved(runs[0]), saved(runs[1]))
	w.Update(tea.BlurMsg{})
	if len(told) != 0 {
		t.Errorf("told %q before the batch has ended", told)
	}
	w.take(saved(runs[2]))
	if !slices.Equal(told, []string{"3 done · 15 tokens"}) || flowtest.Last(w.Said) != told[0] {
		t.Errorf("told %q, said %q", told, w.Said)
	}
	w.Update(tea.FocusMsg{})
	w.ended(gallery.Outcome{Saved: 1})
	if len(told) != 1 {
		t.Errorf("told %q to who looks", told)
	}
}

func TestWork(t *testing.T) {
	w := open(t)
	if w.Work(true) != "" || w.Title() != "imagine-tui" || w.Busy() || w.Running() != 0 || w.Taskbar() != nil || w.pulse() != nil {
		t.Fatalf("%q, %q", w.Work(true), w.Title())
	}
	var p plan.Plan
	for i := range 3 {
		p.Items = append(p.Items, plan.Item{Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Seed: int64(i + 1)}})
	}
	w.o.Queue.Submit(p, queue.Account{Name: "work", Parallel: 1, Connect: never}, queue.SubmitOptions{})
	w.Tick()
	if got := w.Work(true); got != "▱▱▱▱▱▱▱▱ 0/3 · 1 running · 2 queued" || w.Title() != "0/3 · imagine-tui" || !w.Busy() {
		t.Errorf("%q, %q", got, w.Title())
	}
	if bar := w.Taskbar(); bar == nil || *bar != *tea.NewProgressBar(tea.ProgressBarDefault, 1) {
		t.Errorf("at the taskbar: %+v", bar)
	}
	// It changes by a hair at each beat, and one beat is due at a time.
	if w.pulse() == nil || w.pulse() != nil {
		t.Error("no beat is due, or two are")
	}
	if _, next := w.Update(beatMsg{}); next == nil || w.Taskbar().Value != 2 {
		t.Errorf("after a beat: %+v", w.Taskbar())
	}
	w.o.Queue.Hold("work")
	if got := w.Work(false); got != "1 running · 2 held" {
		t.Errorf("%q", got)
	}
}

// Listening takes along what is there, and ends with the studio.
func TestListen(t *testing.T) {
	w := open(t)
	var p plan.Plan
	for i := range 5 {
		p.Items = append(p.Items, plan.Item{Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Seed: int64(i + 1)}})
	}
	w.o.Queue.Submit(p, queue.Account{Name: "work"}, queue.SubmitOptions{})
	if err := w.o.Queue.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	heard := 0
	for heard < 5 {
		msg, ok := w.Listen()().(eventsMsg)
		if !ok {
			t.Fatal("nothing is heard")
		}
		heard += len(msg)
	}
}

// What happens within a frame is one message, and no more at once than can be taken
// in.
func TestEventsOfAFrameAreTakenInTogether(t *testing.T) {
	t.Parallel()
	events, over := make(chan queue.Event), make(chan time.Time)
	go func() {
		for range 4 {
			events <- queue.Event{}
		}
		over <- noon
		for range atOnce {
			events <- queue.Event{}
		}
		close(events)
	}()
	for _, want := range []int{5, atOnce, 2} {
		if got := len(gather(queue.Event{}, events, over)); got != want {
			t.Errorf("%d are taken in, want %d", got, want)
		}
	}
}

// never connects nobody.
func never(ctx context.Context) (queue.Generator, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}
