package send

import (
	"errors"
	"testing"

	"imagine-tui/api/budget"
	"imagine-tui/api/plan"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
)

// The files of an order are put in their place once it was agreed to and before
// any of it is sent, with the key it was agreed with; what is not agreed to, or
// cannot be kept, is not sent.
func TestFilesAreKeptFirst(t *testing.T) {
	kept := 0
	w := open(t, budget.Limits{ConfirmAbove: 14})
	order := func(err error) flow.Order {
		in, _ := w.draft.Input()
		p, wrong := plan.Build(in)
		if wrong != nil {
			t.Fatal(wrong)
		}
		return flow.Order{Plan: p, Keep: func() error {
			if kept++; w.inQueue() > 0 {
				t.Error("it was sent before")
			}
			return err
		}}
	}
	w.run(w.Submit(order(nil)))
	w.Answer(t) // the question is left
	if kept != 0 || w.inQueue() != 0 {
		t.Fatalf("kept %d times, %d in the queue", kept, w.inQueue())
	}
	w.run(w.Submit(order(errors.New("no space left on device"))))
	w.run(w.Answer(t).Yes())
	if kept != 1 || w.inQueue() != 0 || flowtest.Last(w.Warned) != "No space left on device." {
		t.Fatalf("kept %d times, %d in the queue, warned %v", kept, w.inQueue(), w.Warned)
	}
	w.run(w.Submit(order(nil)))
	keep := w.Answer(t).Yes()
	w.key.Name = "other"
	w.run(keep)
	if kept != 2 || w.inQueue() != 1 {
		t.Fatalf("kept %d times, %d in the queue", kept, w.inQueue())
	}
	rows := w.o.Gallery.Rows(w.o.Gallery.Batches()[0].ID)
	if r, _ := w.o.Gallery.Run(rows[0].ID); r.KeyName != "work" {
		t.Errorf("it is sent with %q", r.KeyName)
	}
}
