package runs

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	queuescreen "imagine-tui/tui/queue"
)

// A batch says how far it is and what of its price was paid; what was stopped
// costs nothing and is no part of it.
func TestBatchesAddUp(t *testing.T) {
	w := open(t)
	item := func(tokens int, priced bool) plan.Item { return plan.Item{Tokens: tokens, Priced: priced} }
	all := []queue.Run{
		{Batch: "one", KeyName: "work", State: queue.StateSaved, Item: item(5, true), Saved: queue.Saved{Tokens: 5, Priced: true}},
		{Batch: "one", KeyName: "work", State: queue.StateSaved, Item: item(5, true), Saved: queue.Saved{Tokens: 5, Priced: true}},
		{Batch: "one", KeyName: "work", State: queue.StateSending, Item: item(15, true)},
		{Batch: "one", KeyName: "work", State: queue.StateWaiting, Position: 1, Item: item(15, true)},
		{Batch: "one", KeyName: "work", State: queue.StateCancelled, Item: item(100, true)},
		{Batch: "one", KeyName: "other", State: queue.StateHeld, Item: item(0, false)},
		{Batch: "two", KeyName: "work", State: queue.StateWaiting, Position: 3, Item: item(1, true)},
		{Batch: "play", KeyName: "sandbox", State: queue.StateWaiting, Position: 1, Free: true, Item: item(5, true)},
	}
	lanes := []queue.Lane{{Key: "work", Running: 1, Waiting: 3, Left: 40 * time.Second, LeftKnown: true}, {Key: "sandbox", Waiting: 1, OnHold: true, LeftKnown: true}}
	want := []queuescreen.Batch{
		{ID: "one", Key: "work", Done: 2, Of: 4, Cost: "10 of 40 tokens", Left: 20 * time.Second, LeftKnown: true},
		{ID: "one", Key: "other", Of: 1, Cost: "price unknown"},
		{ID: "two", Key: "work", Of: 1, Cost: "0 of 1 token", Left: 40 * time.Second, LeftKnown: true},
		{ID: "play", Key: "sandbox", Of: 1, Cost: "free"},
	}
	got := w.batches(tallies(all), lanes)
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %+v, want %+v", i, got[i], want[i])
		}
	}
}

// The screen says it of what the queue has, and stops a batch as a whole.
func TestABatchIsStopped(t *testing.T) {
	w := open(t)
	ids := w.submit("work", 3, never)
	others := w.submit("work", 2, never)
	w.run(w.Open())
	shown := ansi.Strip(strings.Join(w.Screens[0].View(), "\n"))
	if !strings.Contains(shown, "0/3  a boat") || !strings.Contains(shown, "0 of 15 tokens") || !strings.Contains(shown, "5t") {
		t.Errorf("\n%s", shown)
	}
	run, _ := w.o.Queue.Run(others[0])
	w.tell(queuescreen.StopBatchMsg{ID: run.Batch, Key: "work"})
	for _, id := range others {
		if w.state(id) != queue.StateCancelled {
			t.Errorf("%s is %s", id, w.state(id))
		}
	}
	if w.state(ids[2]) == queue.StateCancelled {
		t.Error("another batch was stopped")
	}
	w.tell(queuescreen.StopBatchMsg{ID: run.Batch, Key: "work"})
	if last := w.Said[len(w.Said)-1]; !strings.Contains(last, "Nothing of it is queued") {
		t.Errorf("said %q", w.Said)
	}
}
