package queue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"imagine-tui/api"
)

// until lets a call go on when the context ends or gate closes.
func until(gate *chan struct{}) func(context.Context, int, api.Request) error {
	return func(ctx context.Context, _ int, _ api.Request) error {
		select {
		case <-*gate:
			return nil
		case <-ctx.Done():
			return &api.Error{Kind: api.KindCancelled, Outcome: api.Unknown, Err: ctx.Err()}
		}
	}
}

func named(g Generator, name string, parallel int) Account {
	a := account(g)
	a.Name, a.Parallel = name, parallel
	return a
}

func TestAnErrorOfAnyKindAfterSendingIsUnknown(t *testing.T) {
	store := &shelf{}
	srv := &server{do: func(context.Context, int, api.Request) error { return errors.New("something odd") }}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, q)
		r, _ := q.Run(runs[0].ID)
		if r.State != StateUnknown || r.LocalErr == nil || store.unknown != 1 || store.dropped != 0 {
			t.Fatal(r.State, r.LocalErr, store.unknown, store.dropped)
		}
		if q.RetryAll(runs[0].ID, nil) != 0 || srv.count() != 1 {
			t.Fatal("it was sent again without a word of the person")
		}
	})
}

func TestFollowersOnOtherKeysGoOnWhenTheLeaderFails(t *testing.T) {
	var gate chan struct{}
	bad := &server{do: func(context.Context, int, api.Request) error { <-gate; return refuse(api.KindBadRequest, 400) }}
	good := &server{}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		gate = make(chan struct{})
		q.Submit(somePlan(1), named(bad, "a", 1), SubmitOptions{})
		synctest.Wait()
		q.Submit(somePlan(1), named(good, "b", 1), SubmitOptions{})
		q.Submit(somePlan(1), named(good, "c", 1), SubmitOptions{})
		synctest.Wait()
		if good.count() != 0 {
			t.Fatal("they did not wait for the one in flight")
		}
		close(gate)
		wait(t.T, q)
		if s := states(q); s[StateFailed] != 1 || s[StateSaved] != 2 || good.count() != 1 {
			t.Fatal(s, good.count())
		}
	})
}

func TestFollowersDoNotPayForAPictureInRecovery(t *testing.T) {
	var gate chan struct{}
	store, srv := &shelf{failSave: errNoDisk}, &server{do: until(&gate)}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		gate = make(chan struct{})
		_, first := q.Submit(somePlan(1), account(srv), SubmitOptions{})
		q.Submit(somePlan(1), account(srv), SubmitOptions{})
		synctest.Wait()
		close(gate)
		wait(t.T, q)
		if s := states(q); s[StateFailed] != 1 || s[StateHeld] != 1 || srv.count() != 1 {
			t.Fatal(s, srv.count())
		}
		q.Drop(first[0].ID)
		synctest.Wait()
		if store.dropped != 0 {
			t.Fatal("taking the row off the list threw a paid picture away")
		}
	})
}

func TestASecondWaitsForOneThatIsMadeAgain(t *testing.T) {
	var gate chan struct{}
	srv := &server{do: until(&gate)}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		gate = make(chan struct{})
		q.Submit(somePlan(1), account(srv), SubmitOptions{Again: true})
		q.Submit(somePlan(1), account(srv), SubmitOptions{})
		synctest.Wait()
		close(gate)
		wait(t.T, q)
		if s := states(q); s[StateSaved] != 2 || srv.count() != 1 {
			t.Fatal(s, srv.count())
		}
	})
}

func TestOneWrongRequestDoesNotHoldTheOthers(t *testing.T) {
	srv := &server{}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		q.Submit(somePlan(3), named(&picky{srv}, "work", 1), SubmitOptions{})
		wait(t.T, q)
		if s := states(q); s[StateFailed] != 1 || s[StateSaved] != 2 {
			t.Fatal(s)
		}
	})
}

// picky finds fault with the first request before it sends anything.
type picky struct{ *server }

func (p *picky) Generate(ctx context.Context, r api.Request, dst io.Writer, tr *api.Trace) (api.Image, error) {
	if r.Prompt == "p0" {
		return api.Image{}, &api.RequestError{Field: "image", Message: "It is not the picture it was."}
	}
	return p.server.Generate(ctx, r, dst, tr)
}

func TestARefusedKeyIsAskedForAnew(t *testing.T) {
	var connects atomic.Int32
	bad := &server{do: func(context.Context, int, api.Request) error { return refuse(api.KindKeyRefused, 401) }}
	good := &server{}
	a := account(bad)
	a.Connect = func(context.Context) (Generator, error) {
		if connects.Add(1) == 1 {
			return bad, nil
		}
		return good, nil
	}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(1), a, SubmitOptions{})
		wait(t.T, q)
		q.Retry(runs[0].ID)
		wait(t.T, q)
		if s := states(q); s[StateSaved] != 1 || connects.Load() != 2 {
			t.Fatal(s, connects.Load())
		}
	})
}

func TestEndOfTheContextEndsEveryRun(t *testing.T) {
	srv := &server{do: until(new(chan struct{}))}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		q := New(ctx, Options{Store: &shelf{}})
		q.Submit(somePlan(8), account(srv), SubmitOptions{})
		synctest.Wait()
		cancel()
		wait(t, q)
		if s := states(q); s[StateUnknown] != 3 || s[StateCancelled] != 5 {
			t.Fatal(s)
		}
		if err := q.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestAReaderGetsTheLastEventsOfClose(t *testing.T) {
	for range 50 {
		srv := &server{do: until(new(chan struct{}))}
		synctest.Test(t, func(t *testing.T) {
			q := New(t.Context(), Options{Store: &shelf{}})
			all := read(q)
			q.Submit(somePlan(20), account(srv), SubmitOptions{})
			synctest.Wait()
			if err := q.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			ended := 0
			for _, e := range all() {
				if e.Run.State.Ended() {
					ended++
				}
			}
			if ended != 20 {
				t.Fatalf("%d of 20 runs were seen to end", ended)
			}
		})
	}
}

func TestStoppedWhileTheJournalIsWrittenSendsNothing(t *testing.T) {
	store := &shelf{}
	srv := &server{}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		store.sentHook = make(chan func())
		_, runs := q.Submit(somePlan(1), account(srv), SubmitOptions{})
		store.sentHook <- func() { q.Cancel(runs[0].ID) }
		wait(t.T, q)
		if s := states(q); s[StateCancelled] != 1 || store.dropped != 1 || len(store.saved) != 0 {
			t.Fatal(s, store.dropped)
		}
	})
}

func TestAPanicIsOneRunsFailure(t *testing.T) {
	srv := &server{do: func(_ context.Context, n int, _ api.Request) error {
		if n == 1 {
			panic("bug with vk-test-0123456789abcdef")
		}
		return nil
	}}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		q.Submit(somePlan(3), named(srv, "work", 1), SubmitOptions{})
		wait(t.T, q)
		s := states(q)
		if s[StateUnknown] != 1 || s[StateSaved] != 2 {
			t.Fatal(s)
		}
		if text := fmt.Sprint(q.Snapshot()[0].LocalErr); len(text) < 10 || strings.Contains(text, "0123456789abcdef") {
			t.Fatal(text)
		}
	})
}

func TestOneSlowDownHalvesOnce(t *testing.T) {
	var gate chan struct{}
	srv := &server{}
	srv.do = func(_ context.Context, n int, _ api.Request) error {
		if n <= 4 {
			<-gate
			e := refuse(api.KindTooMany, 429)
			e.RetryAfter, e.HasRetryAfter = 10*time.Second, true
			return e
		}
		return nil
	}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		gate = make(chan struct{})
		q.Submit(somePlan(8), named(srv, "work", 4), SubmitOptions{})
		synctest.Wait()
		close(gate)
		synctest.Wait()
		q.mu.Lock()
		allowed := q.lanes["work"].allowed
		q.mu.Unlock()
		if allowed != 2 {
			t.Fatal(allowed)
		}
		wait(t.T, q)
		if s := states(q); s[StateSaved] != 8 {
			t.Fatal(s)
		}
	})
}

func TestTooLateToCancelOnceThePictureIsSaved(t *testing.T) {
	store := &shelf{}
	bubble(t, Options{Store: store}, func(t trial) {
		q := t.q
		store.saveHook = make(chan func())
		_, runs := q.Submit(somePlan(1), account(&server{}), SubmitOptions{})
		cancelled := true
		store.saveHook <- func() { cancelled = stopped(q.Cancel(runs[0].ID)) }
		wait(t.T, q)
		if s := states(q); cancelled || s[StateSaved] != 1 {
			t.Fatal(cancelled, s)
		}
	})
}

func TestCancelDoesNotWaitForAnotherRunsKeyring(t *testing.T) {
	var release chan struct{}
	a := account(&server{})
	a.Parallel = 2
	a.Connect = func(context.Context) (Generator, error) { <-release; return &server{}, nil }
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		release = make(chan struct{})
		_, runs := q.Submit(somePlan(2), a, SubmitOptions{})
		synctest.Wait()
		q.Cancel(runs[0].ID)
		q.Cancel(runs[1].ID)
		synctest.Wait()
		if s := states(q); s[StateCancelled] != 1 { // the other is the one that asks
			t.Error(s)
		}
		close(release)
		wait(t.T, q)
		if s := states(q); s[StateCancelled] != 2 {
			t.Error(s)
		}
	})
}

func TestCancellingALongLineIsQuick(t *testing.T) {
	srv := &server{do: until(new(chan struct{}))}
	q := New(t.Context(), Options{Store: &shelf{}})
	q.Submit(somePlan(10_000), account(srv), SubmitOptions{})
	q.CancelWaiting()
	if c := q.Counts(); c.Waiting != 0 || c.Cancelled != 10_000-3 {
		t.Fatal(c)
	}
	q.CancelAll()
	wait(t, q)
	if err := q.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkCancelWaiting10000(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		q := New(b.Context(), Options{Store: &shelf{}})
		read(q)
		q.Submit(somePlan(10_000), account(&server{do: until(new(chan struct{}))}), SubmitOptions{})
		b.StartTimer()
		q.CancelWaiting()
		b.StopTimer()
		if err := q.Close(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

func BenchmarkSnapshot2000(b *testing.B) {
	q := New(b.Context(), Options{Store: &shelf{}})
	q.Submit(somePlan(2000), account(&server{do: until(new(chan struct{}))}), SubmitOptions{})
	b.ReportAllocs()
	for b.Loop() {
		_ = q.Snapshot()
	}
	q.CancelAll()
	if err := q.Close(b.Context()); err != nil {
		b.Fatal(err)
	}
}
