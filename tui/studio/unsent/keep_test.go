package unsent

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"imagine-tui/api/budget"
	"imagine-tui/history/waiting"
)

// What was sent is taken down later than what came to wait, which does not wait for
// that: an earlier date takes the place of a later one.
func TestWhatWaitsIsWrittenSoonerThanWhatWasSent(t *testing.T) {
	w := open(t, t.TempDir(), budget.DefaultLimits())
	w.SubmitAgreed(order("work", "a fox", 2))
	w.took = time.Hour // so much is there to write
	if w.WentOn() == nil || w.WentOn() != nil {
		t.Fatal("there is to be one date")
	}
	late := dueMsg{w.asked}
	soon := w.Changed()
	if soon == nil || w.Changed() != nil || w.WentOn() != nil {
		t.Fatal("there is to be one sooner date in its place")
	}
	if _, cmd := w.Update(late); cmd != nil {
		t.Error("the later date is there still")
	}
	w.run(soon)
	if !w.Kept() || w.took >= time.Hour || w.due {
		t.Errorf("kept %v, took %s, due %v", w.Kept(), w.took, w.due)
	}
}

// A list that was begun before another and is ready after it is not written over that.
func TestAnOlderListIsNotWrittenOverANewerOne(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, budget.DefaultLimits())
	w.SubmitAgreed(order("work", "a fox", 2))
	w.run(w.write()) // the batch is known from here on
	old := w.write()
	w.SubmitAgreed(order("work", "a cat", 3))
	w.run(w.writeNow(func() error { return nil }))
	if batches, unknown := (view{groups: w.groups}).batches(w.queue.Unsent()); len(unknown) != 0 || waiting.Count(batches) != 5 {
		t.Fatalf("%d wait, %d unknown", waiting.Count(batches), len(unknown))
	}
	w.queue.CancelWaiting()
	w.run(old)
	if got := lists(t, dir); waiting.Count(got) != 5 || !w.Kept() {
		t.Errorf("%d in the list", waiting.Count(got))
	}
	w.run(w.write())
	if len(lists(t, dir)) != 0 || w.Kept() {
		t.Error("what does not wait any more is in the list")
	}
}

// While the studio is left, a list that was begun before says nothing any more: what
// waited was taken out of the queue.
func TestAListThatWasBegunBeforeTheEnd(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, budget.DefaultLimits())
	w.SubmitAgreed(order("work", "a fox", 2))
	w.run(w.write())
	begun, last := w.write(), w.Freeze()
	w.queue.CancelWaiting()
	w.run(begun)
	if got := lists(t, dir); waiting.Count(got) != 2 {
		t.Errorf("%d in the list", waiting.Count(got))
	}
	w.run(last)
	if got := lists(t, dir); waiting.Count(got) != 2 {
		t.Errorf("%d in the list at the end", waiting.Count(got))
	}
}

// Nothing is written after the list was given up: the next start would offer the same
// runs twice, and who takes the folder away would find something in it again.
func TestNothingIsWrittenAfterTheEnd(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, budget.DefaultLimits())
	w.SubmitAgreed(order("work", "a fox", 2))
	w.run(w.write())
	begun, now := w.write(), w.writeNow(func() error { return nil })
	w.Close()
	if err := os.RemoveAll(filepath.Join(dir, "state", "waiting")); err != nil {
		t.Fatal(err)
	}
	w.run(begun)
	w.run(now)
	if got := lists(t, dir); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}
