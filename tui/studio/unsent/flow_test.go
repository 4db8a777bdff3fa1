package unsent

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/history/waiting"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

var noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// host is a studio whose orders go to the queue, where they wait: the first run
// of each key, which is nobody's, never gets through.
type host struct {
	flowtest.Host
	queue   *queue.Queue
	gallery *gallery.Gallery
	plugged map[string]bool // keys whose first run is there
	left    int             // how often what is left was shown
}

func (h *host) ShowLeft() { h.left++ }

func (h *host) SubmitAgreed(o flow.Order) tea.Cmd {
	h.Orders = append(h.Orders, o)
	account := queue.Account{Name: o.Key, Parallel: 1, Connect: never}
	if !h.plugged[o.Key] {
		h.plugged[o.Key] = true
		h.queue.Submit(order(o.Key, "nobody's of "+o.Key, 1).Plan, account, queue.SubmitOptions{})
	}
	batch, runs := h.queue.Submit(o.Plan, account, queue.SubmitOptions{Again: o.Again})
	var rows []gallery.Row
	for _, r := range runs {
		h.gallery.Follow(r, gallery.Order{Again: o.Again, Parent: o.Parent})
		rows = append(rows, gallery.RowOf(r, noon))
	}
	h.gallery.AddBatch(gallery.Batch{ID: batch, Title: o.Title}, rows, true)
	return nil
}

// never connects nobody.
func never(ctx context.Context) (queue.Generator, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

type world struct {
	*Flow
	*host
	dir     string
	library *history.Library
	gone    map[string]bool // keys that are not there
}

// open is a session over the folders of an earlier one.
func open(t *testing.T, dir string, limits budget.Limits) *world {
	t.Helper()
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	q := queue.New(t.Context(), queue.Options{Store: library})
	t.Cleanup(func() { _ = q.Close(context.WithoutCancel(t.Context())) })
	w := &world{host: &host{queue: q, gallery: gallery.New(), plugged: map[string]bool{}}, dir: dir, library: library, gone: map[string]bool{}}
	w.Flow = New(w.host, Options{
		StateDir: filepath.Join(dir, "state"), Library: library, Queue: q, Gallery: w.gallery, Limits: limits,
		Account: func(name string) (queue.Account, error) {
			if w.gone[name] {
				return queue.Account{}, errors.New("there is no key " + name)
			}
			return queue.Account{Name: name, Origin: "https://example.invalid"}, nil
		},
		Free: func(name string) bool { return name == "sandbox" }, Styles: theme.New(true), Now: time.Now,
	})
	t.Cleanup(w.Close)
	return w
}

func (w *world) run(cmd tea.Cmd) { w.Run(w.Flow, cmd) }

// offer looks what waits, as the start does, and offers it, as somebody asked.
func (w *world) offer() {
	w.run(w.Look())
	w.run(w.Offer())
}

// lists are those on disk.
func lists(t *testing.T, dir string) []waiting.Batch {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "state", "waiting", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out []waiting.Batch
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		batches, _, err := waiting.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, batches...)
	}
	return out
}

// order asks for so many pictures.
func order(key, prompt string, n int) flow.Order {
	var p plan.Plan
	for i := range n {
		p.Items = append(p.Items, plan.Item{Template: prompt, Tokens: 5, Priced: true, Request: api.Request{
			Operation: api.TextToImage, Prompt: prompt, Style: "anime", AspectRatio: "1:1", Seed: int64(i + 1),
		}})
	}
	return flow.Order{Plan: p, Key: key, Title: prompt}
}

// left is a folder in which a session left what waited.
func left(t *testing.T, orders ...flow.Order) (dir string) {
	t.Helper()
	dir = t.TempDir()
	w := open(t, dir, budget.DefaultLimits())
	for _, o := range orders {
		w.SubmitAgreed(o)
	}
	w.run(w.Freeze())
	w.Close()
	return dir
}

// What waits is written a moment after it changed, once, and not any more once
// the studio is being left.
func TestKeep(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, budget.DefaultLimits())
	w.run(w.write())
	if len(lists(t, dir)) != 0 || w.Kept() {
		t.Fatal("a list of nothing was written")
	}
	second := order("work", "a fox", 2)
	second.Again, second.Parent = true, "/pictures/fox.png"
	w.SubmitAgreed(second)
	write := w.Changed()
	if w.Changed() != nil {
		t.Error("it is written twice")
	}
	w.run(write)
	got := lists(t, dir)
	if len(got) != 1 || len(got[0].Runs) != 2 || got[0].Key != "work" || got[0].Title != "a fox" || !got[0].Again || got[0].Parent != "/pictures/fox.png" || !w.Kept() {
		t.Fatalf("%+v", got)
	}
	batch := w.gallery.Batches()[0]
	if b := got[0].Batch; b.ID != batch.ID || !b.At.Equal(batch.When) || b.Index != 0 {
		t.Errorf("it is a part of %+v, not of %s", b, batch.ID)
	}
	w.run(w.Freeze())
	w.queue.CancelWaiting()
	w.queue.CancelAll()
	if w.Changed() != nil || w.Freeze() != nil {
		t.Error("it is written again")
	}
	w.Update(dueMsg{w.asked}) // of a change before
	if got := lists(t, dir); waiting.Count(got) != 2 {
		t.Errorf("%+v", got)
	}
}

// A row that was taken out of the list does not wait any more.
func TestDroppedRunsAreNotKept(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, budget.DefaultLimits())
	w.SubmitAgreed(order("work", "a fox", 2))
	w.gallery.TakeOut(w.queue.Snapshot()[2].ID)
	w.run(w.Freeze())
	if got := lists(t, dir); waiting.Count(got) != 1 {
		t.Errorf("%+v", got)
	}
}

// What is offered says what it costs; it is sent once, and is in this session's
// list before that of the last one is gone.
func TestOffer(t *testing.T) {
	dir := left(t, order("work", "a fox", 3), order("sandbox", "a cat", 1))
	w := open(t, dir, budget.Limits{ConfirmAbove: 14})
	w.offer()
	for _, want := range []string{"4 from last time were not sent", "3  key work  a fox", "to pay  15 tokens", "Type 15 and enter"} {
		if !strings.Contains(w.Words(), want) {
			t.Errorf("the offer does not say %q:\n%s", want, w.Words())
		}
	}
	if w.Quiet != 1 || len(w.Orders) != 0 {
		t.Fatal("what is typed may answer it")
	}
	w.run(w.Answer(t).Yes())
	if len(w.Orders) != 2 || !w.Orders[0].Select || w.Orders[1].Select || w.Orders[0].Key != "work" {
		t.Fatalf("%+v", w.Orders)
	}
	if b := w.Orders[0].Batch; b.ID == "" {
		t.Errorf("it is a batch of its own: %+v", b)
	}
	if got := lists(t, dir); waiting.Count(got) != 4 {
		t.Errorf("%d in the lists", waiting.Count(got))
	}
	w.Close()
	next := open(t, dir, budget.DefaultLimits())
	next.offer()
	if !strings.Contains(next.Words(), "4 from last time") {
		t.Errorf("offered next time: %q", next.Words())
	}
}

func TestWhatIsForgotten(t *testing.T) {
	dir := left(t, order("work", "a fox", 3))
	w := open(t, dir, budget.DefaultLimits())
	w.offer()
	w.run(w.Answer(t).Tab())
	if runs, _ := w.Waits(); runs != 0 || len(lists(t, dir)) != 0 || len(w.Orders) != 0 || len(w.Said) != 1 {
		t.Errorf("%+v, said %v", lists(t, dir), w.Said)
	}
	w.offer()
	if w.Dialog() != nil {
		t.Error("it is offered again")
	}
}

// What is free is not said to cost something.
func TestWhatIsFreeHasNoPrice(t *testing.T) {
	dir := left(t, order("sandbox", "a fox", 3))
	w := open(t, dir, budget.DefaultLimits())
	w.run(w.Look())
	if runs, cost := w.Waits(); runs != 3 || cost != "" {
		t.Errorf("%d wait, for %q", runs, cost)
	}
}

// The start tells of what waits and does nothing with it: it is offered to who
// asks, as often as they put it off, and at the next start.
func TestNothingIsAskedAtTheStart(t *testing.T) {
	dir := left(t, order("work", "a fox", 3))
	w := open(t, dir, budget.DefaultLimits())
	if w.Offer() != nil {
		t.Fatal("it is offered before it is known")
	}
	w.run(w.Look())
	if runs, cost := w.Waits(); runs != 3 || cost != "15 tokens" || w.left != 1 || w.Dialog() != nil || waiting.Count(lists(t, dir)) != 3 {
		t.Fatalf("%d wait, for %s, shown %d times, %q", runs, cost, w.left, w.Words())
	}
	for range 2 {
		w.run(w.Offer())
		if !strings.Contains(w.Words(), "Type send and enter") {
			t.Fatalf("it is not offered: %q", w.Words())
		}
		w.run(w.Answer(t).Esc())
	}
	next := open(t, dir, budget.DefaultLimits())
	next.offer()
	if !strings.Contains(next.Words(), "3 from last time") {
		t.Errorf("offered next time: %q", next.Words())
	}
}

// What somebody else took meanwhile is not told of any more.
func TestSomebodyElseTookIt(t *testing.T) {
	dir := left(t, order("work", "a fox", 3))
	w, other := open(t, dir, budget.DefaultLimits()), open(t, dir, budget.DefaultLimits())
	w.run(w.Look())
	other.offer()
	other.run(other.Answer(t).Tab())
	w.run(w.Offer())
	if runs, _ := w.Waits(); runs != 0 || w.Dialog() != nil {
		t.Errorf("%d wait still, %q", runs, w.Words())
	}
}

// Runs of a key that is not there wait on, for when it is again.
func TestAKeyThatIsGone(t *testing.T) {
	dir := left(t, order("work", "a fox", 3), order("lost", "a cat", 2))
	w := open(t, dir, budget.DefaultLimits())
	w.gone["lost"] = true
	w.offer()
	w.run(w.Answer(t).Yes())
	if len(w.Orders) != 1 || len(w.Warned) != 1 || !strings.Contains(w.Warned[0], "2 runs of key lost still held") {
		t.Fatalf("%d orders, warned %v", len(w.Orders), w.Warned)
	}
	if got := lists(t, dir); waiting.Count(got) != 5 {
		t.Errorf("%d in the lists", waiting.Count(got))
	}
}

// What was sent after the list was written is left out: it may be paid already.
func TestWhatWasSentIsNotOffered(t *testing.T) {
	o := order("work", "a fox", 2)
	dir := left(t, o)
	w := open(t, dir, budget.DefaultLimits())
	ticket, err := w.library.Begin(t.Context(), o.Plan.Items[0].Request, queue.AccountInfo{KeyName: "work", Origin: "https://example.invalid"}, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	if err := ticket.Sent(); err != nil {
		t.Fatal(err)
	}
	w.offer()
	if !strings.Contains(w.Words(), "1 from last time were not sent") {
		t.Errorf("offered: %q, warned %v", w.Words(), w.Warned)
	}
}

// What is under way counts against the day of what is offered.
func TestUnderWayCounts(t *testing.T) {
	dir := left(t, order("work", "a fox", 1))
	w := open(t, dir, budget.Limits{ConfirmAbove: 50, PerDay: 10})
	under := queue.Run{ID: "under", KeyName: "work", State: queue.StateRendering, Item: plan.Item{Tokens: 8, Priced: true}}
	w.gallery.Follow(under, gallery.Order{})
	w.offer()
	for _, want := range []string{"spent today 0, running 8, daily limit 10", "3 tokens more than your daily limit of 10.", "Type 5 and enter"} {
		if !strings.Contains(w.Words(), want) {
			t.Errorf("the offer does not say %q:\n%s", want, w.Words())
		}
	}
}

func TestNowhereToKeepIt(t *testing.T) {
	w := &world{host: &host{gallery: gallery.New()}}
	w.Flow = New(w.host, Options{Queue: flowtest.Queue(t), Gallery: w.gallery, Now: time.Now})
	if w.Look() != nil || w.Offer() != nil || w.Changed() != nil || w.Freeze() != nil {
		t.Error("something is kept")
	}
	w.Close()
}

// A list that cannot be read is told of, and the others are offered.
func TestABrokenList(t *testing.T) {
	dir := left(t, order("work", "a fox", 1))
	if err := os.WriteFile(filepath.Join(dir, "state", "waiting", "0000.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, dir, budget.DefaultLimits())
	w.offer()
	if !strings.Contains(w.Words(), "1 from last time") || len(w.Warned) != 1 {
		t.Errorf("offered %q, warned %v", w.Words(), w.Warned)
	}
}
