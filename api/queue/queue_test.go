package queue

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"imagine-tui/api"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// trial is a test inside virtual time, and its queue.
type trial struct {
	*testing.T
	q *Queue
}

// bubble runs f with a queue in virtual time and closes the queue after it.
func bubble(t *testing.T, o Options, f func(t trial)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		q := New(t.Context(), o)
		defer func() {
			if err := q.Close(context.WithoutCancel(t.Context())); err != nil {
				t.Error(err)
			}
		}()
		f(trial{t, q})
	})
}

func TestAllAreSavedAndNoMoreAtOnceThanAllowed(t *testing.T) {
	store, srv := &shelf{}, &server{do: func(context.Context, int, api.Request) error { time.Sleep(time.Second); return nil }}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(10), account(srv), SubmitOptions{})
		if len(runs) != 10 || runs[9].Position != 10 {
			t.Fatalf("%+v", runs[9])
		}
		wait(t.T, q)
		if srv.peak != 3 || store.sent != 10 || states(q)[StateSaved] != 10 || q.Counts().Saved != 10 {
			t.Fatal(srv.peak, store.sent, states(q), q.Counts())
		}
	})
}

func TestEachRunHasOneEndedEventHoweverLateItIsRead(t *testing.T) {
	store, srv := &shelf{}, &server{}
	q := New(t.Context(), Options{Store: store})
	q.Submit(somePlan(50), account(srv), SubmitOptions{})
	wait(t, q)
	ended := map[string]int{}
	for len(ended) < 50 {
		if e := <-q.Events(); e.Run.State.Ended() {
			ended[e.Run.ID]++
		}
	}
	rest := read(q)
	if err := q.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, e := range rest() {
		if e.Run.State.Ended() {
			ended[e.Run.ID]++
		}
	}
	for id, n := range ended {
		if n != 1 {
			t.Errorf("%s ended %d times", id, n)
		}
	}
}

func TestSavedAlreadyCostsNothing(t *testing.T) {
	store, srv := &shelf{}, &server{}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		q.Submit(somePlan(2), account(srv), SubmitOptions{})
		wait(t.T, q)
		q.Submit(somePlan(2), account(srv), SubmitOptions{})
		wait(t.T, q)
		if srv.count() != 2 {
			t.Fatalf("%d requests for 2 pictures", srv.count())
		}
		if r := q.Snapshot()[3]; !r.Saved.Reused || r.Saved.Tokens != 0 {
			t.Fatalf("%+v", r.Saved)
		}
		q.Submit(somePlan(2), account(srv), SubmitOptions{Again: true})
		wait(t.T, q)
		if srv.count() != 4 {
			t.Fatal("again did not send")
		}
	})
}

func TestIdenticalRequestsInFlightArePaidOnce(t *testing.T) {
	store, srv := &shelf{}, &server{do: func(context.Context, int, api.Request) error { time.Sleep(time.Second); return nil }}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		q.Submit(somePlan(1), account(srv), SubmitOptions{})
		q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, q)
		if srv.count() != 1 || states(q)[StateSaved] != 2 {
			t.Fatal(srv.count(), states(q))
		}
	})
}

func TestRefusedForNowIsTriedAgainWithTheServersPause(t *testing.T) {
	store := &shelf{}
	srv := &server{do: func(_ context.Context, n int, _ api.Request) error {
		if n == 1 {
			e := refuse(api.KindTooMany, 429)
			e.RetryAfter, e.HasRetryAfter = 7*time.Second, true
			return e
		}
		return nil
	}}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		start := time.Now()
		q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, q)
		if d := time.Since(start); d != 7*time.Second || srv.count() != 2 || states(q)[StateSaved] != 1 || store.dropped != 1 {
			t.Fatal(d, srv.count(), states(q))
		}
	})
}

func TestBusyForEverStopsAtTheCap(t *testing.T) {
	srv := &server{do: func(context.Context, int, api.Request) error { return refuse(api.KindBusy, 503) }}
	bubble(t, Options{Store: &shelf{}, Rand: func() float64 { return .5 }}, func(t trial) {
		q := t.q
		start := time.Now()
		q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, q)
		if d := time.Since(start); d != 80*time.Second || srv.count() != 5 || states(q)[StateFailed] != 1 {
			t.Fatal(d, srv.count(), states(q))
		}
	})
}

func TestUnknownOutcomeIsNeverRepeatedAlone(t *testing.T) {
	store := &shelf{}
	srv := &server{do: func(_ context.Context, n int, _ api.Request) error {
		if n == 1 {
			return &api.Error{Kind: api.KindNoAnswer, Outcome: api.Unknown}
		}
		return nil
	}}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, q)
		if srv.count() != 1 || states(q)[StateUnknown] != 1 || store.unknown != 1 || q.RetryAll(runs[0].ID, nil) != 0 {
			t.Fatal(srv.count(), states(q))
		}
		if _, ok := q.Retry(runs[0].ID); !ok {
			t.Fatal("the person's own word was refused")
		}
		wait(t.T, q)
		if states(q)[StateSaved] != 1 || store.dropped != 1 {
			t.Fatal(states(q), store.dropped)
		}
	})
}

func TestKeyTroubleHoldsTheRestUntilReleased(t *testing.T) {
	bad := true
	srv := &server{}
	srv.do = func(context.Context, int, api.Request) error {
		time.Sleep(time.Second)
		if bad {
			return refuse(api.KindNoTokens, 402)
		}
		return nil
	}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(10), account(srv), SubmitOptions{})
		wait(t.T, q)
		if s := states(q); s[StateFailed] != 3 || s[StateHeld] != 7 || srv.count() != 3 {
			t.Fatal(s)
		}
		bad = false
		if n := q.RetryAll(runs[0].ID, nil) + q.Release("work", nil); n != 10 {
			t.Fatal(n)
		}
		wait(t.T, q)
		if s := states(q); s[StateSaved] != 10 {
			t.Fatal(s)
		}
	})
}

func TestHeldRunsCanGoOnWithAnotherKey(t *testing.T) {
	bad := &server{do: func(context.Context, int, api.Request) error { return refuse(api.KindKeyRefused, 401) }}
	good := &server{}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		q.Submit(somePlan(10), account(bad), SubmitOptions{})
		wait(t.T, q)
		held := q.Counts().Held
		other := account(good)
		other.Name = "other"
		if n := q.Release("work", &other); n != held || n == 0 {
			t.Fatal(n, held)
		}
		wait(t.T, q)
		if good.count() != held {
			t.Fatal(good.count())
		}
	})
}

func TestFailedRunsCanGoOnWithAnotherKeyToo(t *testing.T) {
	bad := &server{do: func(context.Context, int, api.Request) error { return refuse(api.KindNoTokens, 402) }}
	good := &server{}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(10), account(bad), SubmitOptions{})
		wait(t.T, q)
		other := account(good)
		other.Name = "other"
		if n := q.RetryAll(runs[0].ID, &other) + q.Release("work", &other); n != 10 {
			t.Fatal(n)
		}
		wait(t.T, q)
		if good.count() != 10 || q.Snapshot()[0].KeyName != "other" {
			t.Fatal(good.count(), q.Snapshot()[0].KeyName)
		}
	})
}

func TestUnattendedFailsInsteadOfHolding(t *testing.T) {
	srv := &server{do: func(context.Context, int, api.Request) error { return refuse(api.KindKeyExpired, 406) }}
	bubble(t, Options{Store: &shelf{}, Unattended: true}, func(t trial) {
		q := t.q
		q.Submit(somePlan(10), account(srv), SubmitOptions{})
		wait(t.T, q)
		for _, r := range q.Snapshot() {
			if r.State != StateFailed || r.Err == nil || r.Err.Status != 406 {
				t.Fatalf("%+v", r)
			}
		}
	})
}

func TestCancel(t *testing.T) {
	store := &shelf{}
	srv := &server{do: func(ctx context.Context, _ int, _ api.Request) error {
		<-ctx.Done()
		return &api.Error{Kind: api.KindCancelled, Outcome: api.Unknown, Err: ctx.Err()}
	}}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(5), account(srv), SubmitOptions{})
		synctest.Wait()
		if !stopped(q.Cancel(runs[4].ID)) || stopped(q.Cancel("nobody")) {
			t.Fatal("cancel of a waiting run")
		}
		if !stopped(q.Cancel(runs[0].ID)) {
			t.Fatal("cancel of a sent run")
		}
		synctest.Wait()
		if s := states(q); s[StateCancelled] != 1 || s[StateUnknown] != 1 || store.unknown != 1 {
			t.Fatal(s)
		}
		q.CancelAll()
		wait(t.T, q)
		if s := states(q); s[StateUnknown] != 4 {
			t.Fatal(s)
		}
	})
}

func TestNoJournalNoRequest(t *testing.T) {
	srv := &server{}
	bubble(t, Options{Store: &shelf{failBegin: errNoDisk}}, func(t trial) {
		q := t.q
		q.Submit(somePlan(5), account(srv), SubmitOptions{})
		wait(t.T, q)
		if srv.count() != 0 || !errors.Is(q.Snapshot()[0].LocalErr, errNoDisk) {
			t.Fatal(srv.count(), q.Snapshot()[0].LocalErr)
		}
	})
}

func TestAPictureThatCouldNotBeSavedIsSavedLaterAndNotSentAgain(t *testing.T) {
	store, srv := &shelf{failSave: errNoDisk}, &server{}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, q)
		if s := states(q); s[StateFailed] != 1 || store.dropped != 0 || store.unknown != 1 {
			t.Fatal(s, store.dropped)
		}
		store.failSave = nil
		q.Retry(runs[0].ID)
		wait(t.T, q)
		if s := states(q); s[StateSaved] != 1 || srv.count() != 1 {
			t.Fatal(s, srv.count())
		}
	})
}

func TestNetworkAwayIsTriedAndThenHeld(t *testing.T) {
	srv := &server{do: func(context.Context, int, api.Request) error {
		return &api.Error{Kind: api.KindNetwork, Outcome: api.NotSent}
	}}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		q.Submit(somePlan(10), account(srv), SubmitOptions{})
		wait(t.T, q)
		if s := states(q); s[StateFailed] != 3 || s[StateHeld] != 7 || srv.count() != 9 {
			t.Fatal(s, srv.count())
		}
	})
}

func TestCloseAwaitsEverything(t *testing.T) {
	store := &shelf{}
	srv := &server{do: func(ctx context.Context, _ int, _ api.Request) error {
		<-ctx.Done()
		return &api.Error{Kind: api.KindCancelled, Outcome: api.Unknown, Err: ctx.Err()}
	}}
	synctest.Test(t, func(t *testing.T) {
		q := New(t.Context(), Options{Store: store})
		q.Submit(somePlan(8), account(srv), SubmitOptions{})
		synctest.Wait()
		if err := q.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if s := states(q); s[StateUnknown] != 3 || s[StateCancelled] != 5 {
			t.Fatal(s)
		}
		if _, runs := q.Submit(somePlan(1), account(srv), SubmitOptions{}); runs != nil {
			t.Fatal("a closed queue took work")
		}
	})
}

// Pace is asked before each attempt, and what it keeps from being sent leaves nothing.
func TestPace(t *testing.T) {
	store := &shelf{}
	srv := &server{do: func(_ context.Context, n int, _ api.Request) error {
		if n == 1 {
			return &api.Error{Kind: api.KindTooMany, Outcome: api.Refused}
		}
		return nil
	}}
	var asked []string
	var block bool
	pace := func(ctx context.Context, a Account) error {
		asked = append(asked, a.Name)
		if block {
			<-ctx.Done()
			return ctx.Err()
		}
		return nil
	}
	bubble(t, Options{Store: store, Pace: pace}, func(t trial) {
		_, runs := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, t.q)
		if run, _ := t.q.Run(runs[0].ID); run.State != StateSaved || len(asked) != 2 {
			t.Fatal(run, asked)
		}
		block = true
		_, runs = t.q.Submit(somePlan(1), account(srv), SubmitOptions{Again: true})
		synctest.Wait()
		t.q.Cancel(runs[0].ID)
		wait(t.T, t.q)
		if run, _ := t.q.Run(runs[0].ID); run.State != StateCancelled || len(asked) != 3 || store.dropped != 2 {
			t.Fatal(run, asked, store.dropped)
		}
	})
}

// Forget frees what is known here, and leaves to the journal what nobody answered.
func TestForgetLeavesTheJournal(t *testing.T) {
	store := &shelf{}
	srv := &server{do: func(context.Context, int, api.Request) error { return &api.Error{Outcome: api.Unknown} }}
	bubble(t, Options{Store: store}, func(t trial) {
		_, runs := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, t.q)
		Forget(t.q, runs[0].ID)
		Forget(t.q, runs[0].ID)
		synctest.Wait()
		if len(t.q.Snapshot()) != 0 || store.dropped != 0 || t.q.Counts() != (Counts{}) {
			t.Fatal(t.q.Snapshot(), store.dropped, t.q.Counts())
		}
	})
}

func TestDropForgets(t *testing.T) {
	store := &shelf{}
	srv := &server{do: func(context.Context, int, api.Request) error { return &api.Error{Outcome: api.Unknown} }}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, q)
		q.Drop(runs[0].ID)
		synctest.Wait()
		if len(q.Snapshot()) != 0 || store.dropped != 1 || q.Counts() != (Counts{}) {
			t.Fatal(q.Snapshot(), store.dropped, q.Counts())
		}
	})
}

func BenchmarkQueueAlone(b *testing.B) {
	q := New(b.Context(), Options{Store: &shelf{}})
	read(q)
	b.ReportAllocs()
	for b.Loop() {
		q.Submit(somePlan(100), account(&server{}), SubmitOptions{Again: true})
		if err := q.Wait(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	if err := q.Close(b.Context()); err != nil {
		b.Fatal(err)
	}
}
