package queue

import (
	"context"
	"testing"
	"testing/synctest"

	"imagine-tui/api"
)

// What is still to be sent is told in the order in which it was asked for, with its
// place in the batch that it went into; what is under way or done is not.
func TestUnsent(t *testing.T) {
	var gate chan struct{}
	srv := &server{do: func(context.Context, int, api.Request) error { <-gate; return nil }}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		gate = make(chan struct{})
		a := account(srv)
		a.Parallel = 1
		_, first := t.q.Submit(somePlan(3), a, SubmitOptions{})
		_, second := t.q.Submit(styled(2, "x"), a, SubmitOptions{Into: Batch{ID: "earlier", Index: 5}})
		synctest.Wait()
		want := []Unsent{
			{ID: first[1].ID, Place: 1}, {ID: first[2].ID, Place: 2}, {ID: second[0].ID, Place: 5}, {ID: second[1].ID, Place: 6},
		}
		got := t.q.Unsent()
		if len(got) != len(want) {
			t.Fatalf("%d wait, not %d: %+v", len(got), len(want), got)
		}
		for i, u := range got {
			run, _ := t.q.Run(u.ID)
			if u.ID != want[i].ID || u.Place != want[i].Place || u.Batch != run.Batch || u.KeyName != a.Name || u.Item.Request.Hash() != run.Item.Request.Hash() {
				t.Errorf("%d: %+v of %+v", i, u, run)
			}
		}
		close(gate)
		wait(t.T, t.q)
		if left := t.q.Unsent(); len(left) != 0 {
			t.Errorf("%+v is still to be sent", left)
		}
	})
}
