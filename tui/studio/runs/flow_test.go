package runs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	queuescreen "imagine-tui/tui/queue"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

var noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// host is a studio with one selected row.
type host struct {
	flowtest.Host
	selected           string
	shown              []string
	rejected           []gallery.Row
	offered, refreshed int
	asked              []flow.Retry
	agreed             func() tea.Cmd
	header             bool // a batch is selected
	undo               *flow.Undo
}

func (h *host) Choose(id string)       { h.selected = id }
func (h *host) Show(id string) tea.Cmd { h.selected, h.shown = id, append(h.shown, id); return nil }
func (h *host) ListChanged() tea.Cmd   { h.refreshed++; return nil }
func (h *host) OfferUnsent() tea.Cmd   { h.offered++; return nil }

func (h *host) Reject(rows []gallery.Row) (string, tea.Cmd) {
	h.rejected = append(h.rejected, rows...)
	h.undo.Push("reject", func() tea.Cmd { h.rejected = nil; return nil })
	return wording.Count(len(rows), "result") + " rejected.", nil
}

func (h *host) OnHeader() bool { return h.header }

func (h *host) Agree(r flow.Retry, then func() tea.Cmd) tea.Cmd {
	h.asked, h.agreed = append(h.asked, r), then
	return nil
}

// keyring is two keys: one in use, and one that was refused.
type keyring struct {
	inUse    string
	released []string
	retried  []string
	lost     error
}

func (k *keyring) Other(name string) (*queue.Account, error) {
	if name == k.inUse {
		return nil, nil
	}
	return &queue.Account{Name: k.inUse, Parallel: 1, Connect: never}, k.lost
}

func (k *keyring) Release(name string) tea.Cmd { k.released = append(k.released, name); return nil }
func (k *keyring) Retried(name string)         { k.retried = append(k.retried, name) }

func (k *keyring) Trouble(name string) string {
	if name == "bad" {
		return "refused"
	}
	return ""
}

// rescue notes what was asked of what was sent and is not saved.
type rescue struct {
	whole                 string
	saved, again, dropped []string
}

func (r *rescue) Whole(id string) bool   { return id == r.whole }
func (r *rescue) Save(id string) tea.Cmd { r.saved = append(r.saved, id); return nil }

func (r *rescue) SendAgain(row gallery.Row) tea.Cmd             { r.again = append(r.again, row.ID); return nil }
func (r *rescue) About(history.Recovered, gallery.Row) []string { return []string{"sent long ago"} }

func (r *rescue) Drop(rows []gallery.Row) tea.Cmd {
	for _, row := range rows {
		r.dropped = append(r.dropped, row.ID)
	}
	return nil
}

type world struct {
	*Flow
	*host
	keys   *keyring
	rescue *rescue
	undo   *flow.Undo
}

func open(t *testing.T) *world {
	t.Helper()
	undo := &flow.Undo{}
	w := &world{host: &host{undo: undo}, keys: &keyring{inUse: "work"}, rescue: &rescue{}, undo: undo}
	list := gallery.New()
	q := flowtest.Queue(t)
	w.Flow = New(w.host, Options{
		Queue: q, Gallery: list, Accounts: w.keys, Recovery: w.rescue, Undo: w.undo, Actions: action.Default(), Styles: theme.New(true),
		Key:      func(name string) (key.Key, bool) { return key.Key{Name: name, Tail: "…1234"}, name == "work" },
		Selected: func() (gallery.Row, bool) { return list.Row(w.selected) }, Now: func() time.Time { return noon },
	})
	return w
}

func (w *world) run(cmd tea.Cmd) { w.Run(w.Flow, cmd) }

func (w *world) tell(msg tea.Msg) { w.run(func() tea.Msg { return msg }) }

// never connects nobody.
func never(ctx context.Context) (queue.Generator, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// submit gives the queue so many runs of a key whose first never gets through,
// and lists them. It returns their ids.
func (w *world) submit(keyName string, n int, connect func(context.Context) (queue.Generator, error)) []string {
	var p plan.Plan
	for i := range n {
		p.Items = append(p.Items, plan.Item{Template: "a boat", Tokens: 5, Priced: true, Request: api.Request{
			Operation: api.TextToImage, Prompt: "a boat of " + keyName, Style: "anime", AspectRatio: "1:1", Seed: int64(i + 1),
		}})
	}
	batch, runs := w.o.Queue.Submit(p, queue.Account{Name: keyName, Parallel: 1, Connect: connect}, queue.SubmitOptions{})
	var rows []gallery.Row
	var ids []string
	for _, r := range runs {
		w.o.Gallery.Follow(r, gallery.Order{})
		rows, ids = append(rows, gallery.RowOf(r, noon)), append(ids, r.ID)
	}
	w.o.Gallery.AddBatch(gallery.Batch{ID: batch, Title: "a boat"}, rows, true)
	return ids
}

// refuse is a key that cannot be resolved: its run fails before anything is sent,
// and what waits behind it is held.
func refuse(context.Context) (queue.Generator, error) {
	return nil, errors.New("the keyring is locked")
}

// settled takes in what the queue says until a run has the state.
func (w *world) settled(t *testing.T, id string, want queue.State) {
	t.Helper()
	for {
		if r, _ := w.o.Queue.Run(id); r.State == want {
			break
		}
		select {
		case e := <-w.o.Queue.Events():
			w.o.Gallery.Progress(e.Run, noon)
		case <-t.Context().Done():
			t.Fatalf("run %s never was %s", id, want)
		}
	}
	for _, r := range w.o.Queue.Snapshot() {
		w.o.Gallery.Progress(r, noon)
	}
}

func (w *world) state(id string) queue.State { r, _ := w.o.Queue.Run(id); return r.State }

// list lists a run that the queue does not know.
func (w *world) list(id string, r queue.Run) gallery.Row {
	r.ID, r.KeyName, r.Batch = id, "work", "batch"
	r.Item = plan.Item{Tokens: 5, Priced: true, Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Style: "anime", Seed: 7}}
	w.o.Gallery.Follow(r, gallery.Order{})
	w.o.Gallery.AddBatch(gallery.Batch{ID: "batch"}, []gallery.Row{gallery.RowOf(r, noon)}, true)
	w.selected = id
	row, _ := w.o.Gallery.Row(id)
	return row
}

// The screen shows what the queue has of the list, and comes back to what it lay
// over.
func TestTheScreen(t *testing.T) {
	w := open(t)
	if w.Pace() != gallery.Still {
		t.Fatal("it is open")
	}
	ids := w.submit("work", 3, never)
	w.submit("bad", 1, never)
	w.o.Gallery.TakeOut(ids[2])
	w.selected = ids[1]
	w.run(w.Open())
	if w.Screen() != Screen || w.offered != 1 || w.Open() != nil {
		t.Fatalf("screen %q, offered %d times", w.Screen(), w.offered)
	}
	shown := strings.Join(w.Screens[0].View(), "\n")
	for _, want := range []string{"work", "…1234", "bad", "refused", "a boat of work"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not shown:\n%s", want, shown)
		}
	}
	if n := strings.Count(shown, "a boat of work"); n != 2 {
		t.Errorf("%d runs of work are shown", n)
	}
	w.Tick(1)
	w.tell(queuescreen.CloseMsg{})
	if w.Screen() != "" || w.screen != nil {
		t.Error("it is still open")
	}
	if handled, _ := w.Update(queuescreen.CloseMsg{}); handled {
		t.Error("it is closed twice")
	}
}

func TestMoveHoldAndParallel(t *testing.T) {
	w := open(t)
	ids := w.submit("work", 4, never)
	w.run(w.Open())
	w.tell(queuescreen.SelectedMsg{ID: ids[2]})
	w.tell(queuescreen.SelectedMsg{Key: "work"})
	if w.selected != ids[2] {
		t.Errorf("selected is %q", w.selected)
	}
	w.tell(queuescreen.MoveMsg{ID: ids[3], By: -2})
	if r, _ := w.o.Queue.Run(ids[3]); r.Position != 1 {
		t.Errorf("it is number %d", r.Position)
	}
	w.tell(queuescreen.HoldMsg{Key: "work", Hold: true})
	if w.state(ids[1]) != queue.StateHeld || !strings.Contains(flowtest.Last(w.Said), "3 runs of key work held") {
		t.Errorf("%s, said %v", w.state(ids[1]), w.Said)
	}
	w.tell(queuescreen.HoldMsg{Key: "work"})
	if w.state(ids[1]) != queue.StateWaiting || !strings.Contains(flowtest.Last(w.Said), "3 runs of key work resumed") {
		t.Errorf("%s, said %v", w.state(ids[1]), w.Said)
	}
	w.tell(queuescreen.ParallelMsg{Key: "work", N: 3})
	if l := w.o.Queue.Lanes()[0]; l.Parallel != 3 {
		t.Errorf("%d at a time", l.Parallel)
	}
}

func TestLook(t *testing.T) {
	w := open(t)
	ids := w.submit("work", 2, never)
	w.run(w.Open())
	w.tell(queuescreen.LookMsg{ID: ids[1]})
	if w.Screen() != "" || !slices.Equal(w.shown, []string{ids[1]}) {
		t.Fatalf("screen %q, shown %v", w.Screen(), w.shown)
	}
	w.list("failed", queue.Run{State: queue.StateFailed, Err: &api.Error{Kind: api.KindBadRequest, Status: 400, Code: "1100", Name: "BAD", Message: "no such ratio"}})
	w.run(w.Open())
	w.tell(queuescreen.LookMsg{ID: "failed"})
	for _, want := range []string{"Failed · anime · seed 7", "HTTP 400, code 1100, BAD", "“no such ratio”"} {
		if !strings.Contains(w.Words(), want) {
			t.Errorf("%q is not said:\n%s", want, w.Words())
		}
	}
}

// What waits can be stopped and put back into the line; what was sent may cost.
func TestStop(t *testing.T) {
	w := open(t)
	ids := w.submit("work", 4, never)
	w.run(w.Open())
	w.tell(queuescreen.StopMsg{ID: ids[3]})
	if w.state(ids[3]) != queue.StateCancelled || flowtest.Last(w.Said) != "Stopped before it was sent. Nothing was charged." {
		t.Fatalf("%s, said %v", w.state(ids[3]), w.Said)
	}
	_, back := w.undo.Pop()
	w.run(back())
	if len(w.asked) != 1 || !slices.Equal(w.asked[0].Runs, ids[3:]) || w.state(ids[3]) != queue.StateCancelled {
		t.Fatalf("it goes on before its price was agreed to: asked for %v", w.asked)
	}
	w.run(w.agreed())
	if w.state(ids[3]) != queue.StateWaiting {
		t.Fatal("it is not back in the line")
	}
	w.tell(queuescreen.StopWaitingMsg{Key: "other"})
	w.tell(queuescreen.StopWaitingMsg{Key: "work"})
	if w.state(ids[1]) != queue.StateCancelled || !strings.Contains(flowtest.Last(w.Said), "Stopped 3 runs before they were sent") {
		t.Errorf("%s, said %v", w.state(ids[1]), w.Said)
	}
	w.tell(queuescreen.StopMsg{ID: "gone"})
}

func TestAskStop(t *testing.T) {
	w := open(t)
	w.run(w.AskStop())
	if flowtest.Last(w.Said) != "Nothing is running." {
		t.Fatalf("said %v", w.Said)
	}
	ids := w.submit("work", 3, never)
	w.selected = ids[2]
	w.run(w.AskStop())
	for _, want := range []string{"Nothing, keep going", "The selected run: anime · seed 3 · 1:1", "The 2 queued", "Everything, including the 1 already sent"} {
		if !strings.Contains(w.Words(), want) {
			t.Errorf("%q is not offered:\n%s", want, w.Words())
		}
	}
	w.run(w.Answer(t).Choice(0))
	if w.state(ids[2]) != queue.StateCancelled || w.state(ids[1]) != queue.StateWaiting {
		t.Error("another one was stopped")
	}
	w.selected = ""
	w.run(w.AskStop())
	if strings.Contains(w.Words(), "The selected run") {
		t.Errorf("offered:\n%s", w.Words())
	}
	w.run(w.Answer(t).Choice(0))
	if w.state(ids[1]) != queue.StateCancelled || w.state(ids[0]).Ended() {
		t.Error("what waits was not stopped, or more than that")
	}
	w.selected = ids[0]
	w.settled(t, ids[0], queue.StateSending)
	w.run(w.AskStop()) // it is the only one
	if w.Dialog() != nil || !strings.Contains(flowtest.Last(w.Said), "Stopped") {
		t.Errorf("said %v, asked %q", w.Said, w.Words())
	}
}

// x is about what each of the rows is.
func TestDrop(t *testing.T) {
	w := open(t)
	ids := w.submit("work", 2, never)
	waiting, _ := w.o.Gallery.Row(ids[1])
	rows := []gallery.Row{
		waiting,
		{ID: "saved", State: gallery.Saved},
		{ID: "failed", State: gallery.Failed},
		{ID: "unknown", State: gallery.Unknown},
		{ID: "stopped", State: gallery.Cancelled},
	}
	w.run(w.Drop(rows))
	if w.state(ids[1]) != queue.StateCancelled || len(w.rejected) != 1 || w.rejected[0].ID != "saved" ||
		!slices.Equal(w.rescue.dropped, []string{"failed", "unknown", "stopped"}) || w.refreshed != 1 {
		t.Errorf("%s, rejected %v, dropped %v", w.state(ids[1]), w.rejected, w.rescue.dropped)
	}
	want := "1 result rejected. Stopped before it was sent. Nothing was charged. 3 runs without a picture removed from the list. u undoes it."
	if flowtest.Last(w.Said) != want {
		t.Errorf("said %v", w.Said)
	}
	name, back := w.undo.Pop()
	if name != "drop" || w.undo.Len() != 0 {
		t.Errorf("the step is called %q, %d more are left", name, w.undo.Len())
	}
	w.run(back())
	w.run(w.agreed())
	if len(w.rejected) != 0 || w.state(ids[1]) != queue.StateWaiting {
		t.Errorf("rejected %v, the stopped run is %s", w.rejected, w.state(ids[1]))
	}
}

// What may be paid already is asked about first; the rest is tried again at
// once, or only saved.
func TestRetry(t *testing.T) {
	refused := &api.Error{Kind: api.KindNoAnswer, Outcome: api.Unknown}
	for name, c := range map[string]struct {
		run   queue.Run
		whole bool
		asks  string // what the dialog says, "" for none
		saves bool
		says  string
	}{
		"no answer":             {run: queue.Run{State: queue.StateUnknown, Err: refused}, asks: "up to 5 tokens"},
		"arrived":               {run: queue.Run{State: queue.StateUnknown}, whole: true, saves: true},
		"held beside it":        {run: queue.Run{State: queue.StateHeld, LocalErr: queue.ErrSameUnknown}, asks: "up to 5 tokens"},
		"a video that was lost": {run: queue.Run{State: queue.StateFailed, Job: "job-1"}, asks: "up to 5 tokens"},
		"on the sandbox":        {run: queue.Run{State: queue.StateUnknown, Free: true}, asks: "nothing was charged"},
		"saved":                 {run: queue.Run{State: queue.StateSaved}, says: "This one did not fail. a makes another take."},
	} {
		w := open(t)
		if w.list("run", c.run); c.whole {
			w.rescue.whole = "run"
		}
		w.run(w.Retry())
		if asks := w.Words(); (asks != "") != (c.asks != "") || !strings.Contains(asks, c.asks) {
			t.Errorf("%s: asked\n%s", name, asks)
		}
		if got := len(w.rescue.saved) > 0; got != c.saves || flowtest.Last(w.Said) != c.says || len(w.rescue.again) > 0 {
			t.Errorf("%s: saved %v, said %v, sent again %v", name, w.rescue.saved, w.Said, w.rescue.again)
		}
	}
}

// What the queue has forgotten is sent anew, but not what may be paid.
func TestRetryWhatWasForgotten(t *testing.T) {
	w := open(t)
	w.list("failed", queue.Run{State: queue.StateFailed})
	w.run(w.Retry())
	if !slices.Equal(w.rescue.again, []string{"failed"}) {
		t.Fatalf("sent again: %v", w.rescue.again)
	}
	w.list("unknown", queue.Run{State: queue.StateUnknown})
	w.run(w.Retry())
	w.run(w.Answer(t).Yes())
	if len(w.rescue.again) != 1 || !strings.Contains(flowtest.Last(w.Warned), "cannot be retried from here") {
		t.Errorf("sent again: %v, warned %v", w.rescue.again, w.Warned)
	}
}

// One of an earlier run is sent again by the flow that knows of it.
func TestRetryOfAnEarlierRun(t *testing.T) {
	w := open(t)
	found := history.Recovered{ID: "one", Key: "work", Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Style: "anime"}}
	w.o.Gallery.AddUnanswered(gallery.Batch{ID: "left"}, []history.Recovered{found}, func(api.Request) (int, bool) { return 5, true })
	w.selected = w.o.Gallery.Rows("left")[0].ID
	row, _ := w.o.Gallery.Row(w.selected)
	if got := w.Trouble(row); !slices.Equal(got, []string{"sent long ago"}) {
		t.Errorf("%q", got)
	}
	w.run(w.Retry())
	if !strings.Contains(w.Words(), "up to 5 tokens") || len(w.rescue.again) != 0 {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Yes())
	if len(w.rescue.again) != 1 {
		t.Errorf("sent again: %v", w.rescue.again)
	}
}

func TestReleaseWhatIsHeld(t *testing.T) {
	w := open(t)
	w.list("held", queue.Run{State: queue.StateHeld})
	w.run(w.Retry())
	if !slices.Equal(w.keys.released, []string{"work"}) {
		t.Errorf("released %v", w.keys.released)
	}
}

// All that failed for one reason goes on with its key at once; with another key
// it is a new price.
func TestRetryAll(t *testing.T) {
	w := open(t)
	ids := w.submit("bad", 3, refuse)
	w.settled(t, ids[0], queue.StateFailed)
	w.selected = ids[0]
	w.run(w.RetryAll())
	if len(w.asked) != 1 || !slices.Equal(w.asked[0].Runs, ids) || !slices.Equal(w.asked[0].Keys, []string{"work", "work", "work"}) ||
		len(w.asked[0].Plan.Items) != 3 || !w.asked[0].Named || w.state(ids[0]) != queue.StateFailed {
		t.Fatalf("asked for %v", w.asked)
	}
	w.run(w.agreed())
	if r, _ := w.o.Queue.Run(ids[0]); r.KeyName != "work" || !slices.Equal(w.keys.retried, []string{"bad"}) || flowtest.Last(w.Said) != "Retrying 3 pictures." {
		t.Errorf("with key %s, said %v", r.KeyName, w.Said)
	}
}

func TestRetryAllWithTheSameKey(t *testing.T) {
	w := open(t)
	w.keys.inUse = "bad"
	ids := w.submit("bad", 3, refuse)
	w.settled(t, ids[0], queue.StateFailed)
	w.selected, w.header = ids[0], true
	w.run(w.RetryAll())
	// What is held counts as under way all the time.
	if len(w.asked) != 1 || !slices.Equal(w.asked[0].Runs, ids[:1]) || !slices.Equal(w.asked[0].Keys, []string{"bad"}) || w.asked[0].Named || len(w.Said) != 0 {
		t.Fatalf("asked for %v, said %v, warned %v", w.asked, w.Said, w.Warned)
	}
	w.run(w.agreed())
	if flowtest.Last(w.Said) != "Retrying 3 pictures." {
		t.Errorf("said %v, warned %v", w.Said, w.Warned)
	}
}

// One that failed, or was stopped, is paid anew: with its own key.
func TestRetryAsksTheBudget(t *testing.T) {
	w := open(t)
	ids := w.submit("bad", 2, refuse)
	w.settled(t, ids[0], queue.StateFailed)
	w.selected = ids[0]
	w.run(w.Retry())
	if len(w.asked) != 1 || !slices.Equal(w.asked[0].Keys, []string{"bad"}) || w.asked[0].Plan.Items[0].Tokens != 5 || w.state(ids[0]) != queue.StateFailed {
		t.Fatalf("asked for %v", w.asked)
	}
	w.run(w.agreed())
	if w.state(ids[0]) == queue.StateFailed {
		t.Error("it is not tried again")
	}
}

func TestWhatCannotAllBeRetried(t *testing.T) {
	w := open(t)
	w.run(w.RetryAll())
	w.list("saved", queue.Run{State: queue.StateSaved})
	w.run(w.RetryAll())
	w.list("beside", queue.Run{State: queue.StateHeld, LocalErr: queue.ErrSameUnknown})
	w.run(w.RetryAll())
	w.list("video", queue.Run{State: queue.StateFailed, Job: "job-1"})
	w.run(w.RetryAll())
	if len(w.Said) != 4 || !strings.Contains(w.Said[2], "may already be paid") || w.Said[3] != w.Said[2] || len(w.asked) != 0 {
		t.Errorf("said %v", w.Said)
	}
	w.keys.inUse, w.keys.lost = "other", errors.New("there is no key other")
	w.list("failed", queue.Run{State: queue.StateFailed})
	w.run(w.RetryAll())
	if len(w.Warned) != 1 || len(w.asked) != 0 {
		t.Errorf("warned %v", w.Warned)
	}
}

// Each kind of trouble says what it cost.
func TestTrouble(t *testing.T) {
	for want, r := range map[string]queue.Run{
		"The video was requested at 14:22:33":         {State: queue.StateUnknown, Job: "job-1", Started: noon, LocalErr: errors.New("no network")},
		"Sent at 14:22:33, and no usable answer came": {State: queue.StateUnknown, Started: noon},
		"Stopped before it was sent":                  {State: queue.StateCancelled},
		"Nothing was charged":                         {State: queue.StateFailed, Err: &api.Error{Kind: api.KindNoTokens, Outcome: api.Refused}},
		"The disk is full":                            {State: queue.StateFailed, LocalErr: fmt.Errorf("the disk is full")},
	} {
		w := open(t)
		row := w.list("run", r)
		if got := strings.Join(w.Trouble(row), "\n"); !strings.Contains(got, want) {
			t.Errorf("want %q: %s", want, got)
		}
		w.run(w.Explain(row))
		if !strings.Contains(w.Words(), "anime · seed 7") {
			t.Errorf("%s", w.Words())
		}
	}
}
