package runs

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	queuescreen "imagine-tui/tui/queue"
)

// tally is what the runs of one batch with one key come to.
type tally struct {
	id              string
	batch           queuescreen.Batch
	paid, whole     budget.Sum
	free            bool
	last, positions int // how far back in the line its last run waits
}

// tallies adds up each batch of the queue, in the order in which they were asked for.
func tallies(all []queue.Run) (order []*tally) {
	byID := map[[2]string]*tally{}
	for _, r := range all {
		if r.State == queue.StateCancelled {
			continue
		}
		id := [2]string{r.Batch, r.KeyName}
		t := byID[id]
		if t == nil {
			t = &tally{id: r.Batch, free: r.Free, batch: queuescreen.Batch{ID: r.Batch, Key: clean.Line(r.KeyName)}}
			byID[id] = t
			order = append(order, t)
		}
		t.add(r)
	}
	return order
}

// batches says of each batch that has work in the queue how far it is and what it
// costs.
func (f *Flow) batches(all []*tally, lanes []queue.Lane) []queuescreen.Batch {
	out := make([]queuescreen.Batch, len(all))
	for i, t := range all {
		out[i] = t.done(lanes)
		if b := f.o.Gallery.Batch(t.id); b != nil {
			out[i].Title = clean.Line(b.Title)
		}
	}
	return out
}

func (t *tally) add(r queue.Run) {
	t.batch.Of++
	if r.State == queue.StateSaved {
		t.batch.Done++
		t.paid.Add(r.Saved.Tokens, r.Saved.Priced)
		t.whole.Add(r.Saved.Tokens, r.Saved.Priced)
		return
	}
	t.whole.Add(r.Item.Tokens, r.Item.Priced)
	if r.State.Running() {
		t.positions++
	}
	t.last = max(t.last, r.Position)
}

// done says what it comes to.
func (t *tally) done(lanes []queue.Lane) queuescreen.Batch {
	b := t.batch
	b.Cost = costOf(t.paid, t.whole, t.free)
	if i := slices.IndexFunc(lanes, func(l queue.Lane) bool { return clean.Line(l.Key) == b.Key }); i >= 0 && t.positions+t.last > 0 && !lanes[i].OnHold {
		b.Left, b.LeftKnown = leftOf(lanes[i], t.last), lanes[i].LeftKnown
	}
	return b
}

// leftOf is how long it takes until a place in a line is done, about: what the
// line takes, as far as that place is in it.
func leftOf(l queue.Lane, place int) time.Duration {
	all := l.Running + l.Waiting
	if all == 0 {
		return 0
	}
	return l.Left * time.Duration(min(all, l.Running+place)) / time.Duration(all)
}

func costOf(paid, whole budget.Sum, free bool) string {
	switch {
	case free:
		return "free"
	case paid == whole, whole.Tokens == 0:
		return whole.Words()
	}
	return fmt.Sprintf("%s of %s", paid.Number(), whole.Words())
}

// costOfRun is what one run costs, in short.
func costOfRun(r queue.Run) string {
	switch {
	case r.Free:
		return "free"
	case !r.Item.Priced:
		return "?t"
	}
	return fmt.Sprintf("%dt", r.Item.Tokens)
}

// stopBatch stops what was not sent yet of a batch with a key.
func (f *Flow) stopBatch(id, keyName string) tea.Cmd {
	var ids []string
	for _, r := range f.o.Queue.Snapshot() {
		if r.Batch == id && clean.Line(r.KeyName) == keyName && r.State.Unsent() {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		return f.host.Say("Nothing of it is queued: what was already sent is stopped one by one.")
	}
	cmd := f.stop(ids)
	f.Fill()
	return cmd
}
