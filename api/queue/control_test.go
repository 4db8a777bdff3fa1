package queue

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"imagine-tui/api"
)

// What may be paid already does not go on with the other held runs of its key:
// only the person's word for this one sends it.
func TestReleaseLeavesWhatMayBePaidAlready(t *testing.T) {
	var gate chan struct{}
	srv := &server{do: func(_ context.Context, n int, _ api.Request) error {
		if n == 1 {
			<-gate
			return &api.Error{Kind: api.KindNoAnswer, Outcome: api.Unknown}
		}
		return nil
	}}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		gate = make(chan struct{})
		q.Submit(somePlan(1), account(srv), SubmitOptions{})
		_, second := q.Submit(somePlan(1), account(srv), SubmitOptions{})
		synctest.Wait()
		close(gate)
		wait(t.T, q)
		r, _ := q.Run(second[0].ID)
		if states(q)[StateUnknown] != 1 || r.State != StateHeld || !errors.Is(r.LocalErr, ErrSameUnknown) {
			t.Fatalf("%v, %+v", states(q), r)
		}
		sent := srv.count()
		if n := q.Release("work", nil); n != 0 {
			t.Fatalf("%d went on", n)
		}
		wait(t.T, q)
		if srv.count() != sent || q.Counts().Held != 1 {
			t.Fatalf("%d more were sent, %+v", srv.count()-sent, q.Counts())
		}
		if _, ok := q.Retry(second[0].ID); !ok {
			t.Fatal("it cannot be sent by word either")
		}
		wait(t.T, q)
		if srv.count() != sent+1 {
			t.Fatalf("%d were sent", srv.count()-sent)
		}
	})
}

func TestManyAreStoppedAtOnce(t *testing.T) {
	var gate chan struct{}
	srv := &server{do: until(&gate)}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		gate = make(chan struct{})
		_, runs := q.Submit(somePlan(6), account(srv), SubmitOptions{}) // 3 at a time
		q.Submit(somePlan(1), account(srv), SubmitOptions{})            // awaits the first
		other := account(srv)
		other.Name = "other"
		q.Hold("other")
		q.Submit(somePlan(9), other, SubmitOptions{})
		synctest.Wait()
		if unsent, running := q.Cancel(runs[3].ID, runs[4].ID, "none"); unsent != 2 || running != 0 {
			t.Fatalf("%d unsent, %d running", unsent, running)
		}
		if unsent, _ := q.Cancel(runs[3].ID); unsent != 0 {
			t.Fatal("stopped twice")
		}
		if n := q.CancelWaitingOf("work"); n != 2 {
			t.Fatalf("%d were stopped, want the last and the one that awaits the first", n)
		}
		if unsent, running := q.Cancel(runs[2].ID, runs[3].ID); unsent != 0 || running != 1 { // last: the next would go in its place
			t.Fatalf("%d unsent, %d running", unsent, running)
		}
		close(gate)
		wait(t.T, q)
		if s := states(q); srv.count() != 3 || s[StateHeld] != 9 || s[StateCancelled]+s[StateUnknown] != 5 || s[StateSaved] != 2 {
			t.Fatal(srv.count(), s)
		}
	})
}
