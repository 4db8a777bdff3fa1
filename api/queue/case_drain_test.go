package queue

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"imagine-tui/api"
)

// What was sent is seen through, what waits is not sent, and a run that rests
// before it goes again does not go.
func TestCase75DrainSeesThroughWhatWasSent(t *testing.T) {
	var gate chan struct{}
	srv := &server{do: func(_ context.Context, n int, _ api.Request) error {
		if n == 3 {
			return refuse(api.KindTooMany, 429) // it rests now
		}
		<-gate
		return nil
	}}
	store := &shelf{}
	bubble(t, Options{Store: store}, func(t trial) {
		gate = make(chan struct{})
		t.q.Submit(somePlan(6), account(srv), SubmitOptions{})
		t.q.Submit(somePlan(1), account(srv), SubmitOptions{}) // awaits the first
		synctest.Wait()
		if n := t.q.Drain(); n != 2 {
			t.Fatalf("%d are seen through, want the two that were sent and not refused", n)
		}
		if _, runs := t.q.Submit(somePlan(9), account(srv), SubmitOptions{}); runs != nil {
			t.Fatal("more was taken on")
		}
		synctest.Wait()
		if s := states(t.q); s[StateRendering] != 2 || s[StateCancelled] != 5 {
			t.Fatal(s)
		}
		close(gate)
		wait(t.T, t.q)
		if s := states(t.q); s[StateSaved] != 2 || s[StateCancelled] != 5 || srv.count() != 3 || store.unknown != 0 {
			t.Fatal(s, srv.count(), store.unknown)
		}
	})
}

// What is turned away while the queue drains does not go again.
func TestCase75RefusedWhileDraining(t *testing.T) {
	var gate chan struct{}
	srv := &server{do: func(context.Context, int, api.Request) error { <-gate; return refuse(api.KindTooMany, 429) }}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		gate = make(chan struct{})
		t.q.Submit(somePlan(2), account(srv), SubmitOptions{})
		synctest.Wait()
		t.q.Drain()
		close(gate)
		start := time.Now()
		wait(t.T, t.q)
		if s := states(t.q); s[StateCancelled] != 2 || srv.count() != 2 || time.Since(start) != 0 {
			t.Fatal(s, srv.count(), time.Since(start))
		}
	})
}

// Who is about to send when the signal comes, and has not, does not.
func TestCase75DrainBeforeTheFirstByte(t *testing.T) {
	store, srv := &shelf{}, &server{}
	bubble(t, Options{Store: store}, func(t trial) {
		store.sentHook = make(chan func())
		t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		drained := -1
		store.sentHook <- func() { drained = t.q.Drain() }
		wait(t.T, t.q)
		if s := states(t.q); s[StateCancelled] != 1 || drained != 0 || store.dropped != 1 {
			t.Fatal(s, drained, store.dropped)
		}
	})
}

// A video that is being made is in the journal and not waited for; the answer
// that names one is.
func TestCase75DrainLeavesVideos(t *testing.T) {
	var gate chan struct{}
	s := &studio{status: after(100)}
	s.submit = func(context.Context) error {
		if s.submitted == 2 {
			<-gate
		}
		return nil
	}
	filming(t, func(t scene) {
		gate = make(chan struct{})
		a := account(s)
		a.Parallel = 1
		t.q.Submit(filmPlan(2), a, SubmitOptions{})
		synctest.Wait()
		if n := t.q.Drain(); n != 1 {
			t.Fatalf("%d are seen through, want the one whose id has not come", n)
		}
		synctest.Wait()
		if c := t.q.Counts(); c.Unknown != 1 || c.Running != 1 {
			t.Fatalf("%+v", c)
		}
		close(gate)
		start := time.Now()
		wait(t.T, t.q)
		for _, r := range t.q.Snapshot() {
			if r.State != StateUnknown || !r.Resumes() || !errors.Is(r.LocalErr, errLeft) {
				t.Errorf("%+v", r)
			}
		}
		if t.shelf.accepted != "job-2" || t.shelf.unknown != 2 || time.Since(start) != 0 {
			t.Error(t.shelf.accepted, t.shelf.unknown, time.Since(start))
		}
	})
}
