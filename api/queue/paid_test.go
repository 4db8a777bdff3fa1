package queue

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"imagine-tui/api"
)

// Who wants another picture does not get the one that is just being made.
func TestAgainGoesBesideTheSameInFlight(t *testing.T) {
	var gate chan struct{}
	srv := &server{do: until(&gate)}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		gate = make(chan struct{})
		t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		synctest.Wait()
		_, again := t.q.Submit(somePlan(1), account(srv), SubmitOptions{Again: true})
		synctest.Wait()
		if n := srv.count(); n != 2 {
			t.Errorf("%d are in flight", n)
		}
		close(gate)
		wait(t.T, t.q)
		if r, _ := t.q.Run(again[0].ID); r.State != StateSaved || r.Saved.Reused || r.Saved.Tokens != 5 {
			t.Errorf("%+v", r.Saved)
		}
	})
}

// A picture that two runs waited for costs once.
func TestAFollowerPaysNothing(t *testing.T) {
	var gate chan struct{}
	srv := &server{do: until(&gate)}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		gate = make(chan struct{})
		_, first := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		_, second := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		synctest.Wait()
		close(gate)
		wait(t.T, t.q)
		leader, _ := t.q.Run(first[0].ID)
		follower, _ := t.q.Run(second[0].ID)
		if leader.Saved.Reused || leader.Saved.Tokens != 5 || !leader.Saved.Priced {
			t.Errorf("the first: %+v", leader.Saved)
		}
		if s := follower.Saved; !s.Reused || s.Tokens != 0 || !s.Priced || s.Path != leader.Saved.Path {
			t.Errorf("the second: %+v", s)
		}
	})
}

// However long a service wants to be left alone, it is asked again in time; and
// at once if it names a time that is over.
func TestRetryAfterHasItsBounds(t *testing.T) {
	for asked, want := range map[time.Duration]time.Duration{
		6 * time.Hour: 5 * time.Minute, 5*time.Minute + time.Second: 5 * time.Minute, 5 * time.Minute: 5 * time.Minute,
		4 * time.Minute: 4 * time.Minute, 0: 0, -time.Hour: 0,
	} {
		srv := &server{do: func(_ context.Context, n int, _ api.Request) error {
			if n > 1 {
				return nil
			}
			e := refuse(api.KindBusy, 503)
			e.RetryAfter, e.HasRetryAfter = asked, true
			return e
		}}
		bubble(t, Options{Store: &shelf{}}, func(t trial) {
			start := time.Now()
			t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
			wait(t.T, t.q)
			if d := time.Since(start); d != want || srv.count() != 2 || states(t.q)[StateSaved] != 1 {
				t.Errorf("asked for %v: waited %v, %d sent, %v", asked, d, srv.count(), states(t.q))
			}
		})
	}
}

// The same holds for questions about a video, which are not asked sooner than
// usual either.
func TestRetryAfterOfAVideoHasItsBounds(t *testing.T) {
	for asked, want := range map[time.Duration]time.Duration{6 * time.Hour: 5 * time.Minute, 2 * time.Minute: 2 * time.Minute, time.Second: 7500 * time.Millisecond} {
		s := &studio{}
		s.status = func(n int) (api.Video, error) {
			if n > 1 {
				return done, nil
			}
			e := refuse(api.KindTooMany, 429)
			e.RetryAfter, e.HasRetryAfter = asked, true
			return api.Video{}, e
		}
		filming(t, func(t scene) {
			t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
			wait(t.T, t.q)
			if d := s.polls[1].Sub(s.polls[0]); len(s.polls) != 2 || d != want || states(t.q)[StateSaved] != 1 {
				t.Errorf("asked for %v: %v between %d questions", asked, d, len(s.polls))
			}
		})
	}
}

// A picture that came is saved, though the program ends in that moment.
func TestSavingOutlivesTheQueue(t *testing.T) {
	store := &shelf{}
	srv := &server{}
	synctest.Test(t, func(t *testing.T) {
		store.saveHook = make(chan func())
		q := New(t.Context(), Options{Store: store})
		q.Submit(somePlan(1), account(srv), SubmitOptions{})
		closed := make(chan error)
		store.saveHook <- func() {
			go func() { closed <- q.Close(context.WithoutCancel(t.Context())) }()
			<-q.ctx.Done()
		}
		if err := <-closed; err != nil {
			t.Error(err)
		}
		if s := states(q); s[StateSaved] != 1 || len(store.saved) != 1 {
			t.Errorf("%v, %d saved", s, len(store.saved))
		}
	})
}

// A picture that came and cannot be saved holds up no others, and stays with the
// key that paid for it, whatever key the rest goes on with.
func TestOneThatCannotBeSavedStaysWithItsKey(t *testing.T) {
	store, srv := &shelf{failSave: errNoDisk}, &server{}
	other := named(&server{}, "other", 1)
	bubble(t, Options{Store: store}, func(t trial) {
		_, runs := t.q.Submit(somePlan(3), named(srv, "work", 1), SubmitOptions{})
		wait(t.T, t.q)
		if s := states(t.q); s[StateFailed] != 3 || srv.count() != 3 {
			t.Fatal(s, srv.count())
		}
		store.failSave = nil
		if n := t.q.RetryAll(runs[0].ID, &other); n != 3 {
			t.Errorf("%d were tried again", n)
		}
		wait(t.T, t.q)
		for _, r := range t.q.Snapshot() {
			if r.State != StateSaved || r.KeyName != "work" || r.Saved.Reused {
				t.Errorf("%+v", r)
			}
		}
		if srv.count() != 3 {
			t.Errorf("%d were sent", srv.count())
		}
	})
}

// What is sent again by the person's word has all of its tries again.
func TestAWordGivesAllTriesAgain(t *testing.T) {
	srv := &server{do: func(context.Context, int, api.Request) error { return refuse(api.KindBusy, 503) }}
	bubble(t, Options{Store: &shelf{}, MaxRetries: 2}, func(t trial) {
		_, runs := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, t.q)
		t.q.Retry(runs[0].ID)
		wait(t.T, t.q)
		if r, _ := t.q.Run(runs[0].ID); srv.count() != 6 || r.Attempt != 3 || r.State != StateFailed {
			t.Errorf("%d sent, %+v", srv.count(), r)
		}
	})
}

// Who says that a run of this queue is to be sent again has it go beside what is
// known of it; of one that was sent elsewhere it settles that.
func TestAWordSaysWhatItMeans(t *testing.T) {
	var mu sync.Mutex
	var meant []Others
	store := &shelf{elsewhere: func(n int, o Others) error {
		mu.Lock()
		defer mu.Unlock()
		if meant = append(meant, o); n == 1 {
			return ErrUnsettled
		}
		return nil
	}}
	srv := &server{do: func(context.Context, int, api.Request) error {
		return &api.Error{Kind: api.KindNoAnswer, Outcome: api.Unknown}
	}}
	bubble(t, Options{Store: store}, func(t trial) {
		_, runs := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		for range 2 {
			wait(t.T, t.q)
			t.q.Retry(runs[0].ID)
		}
		wait(t.T, t.q)
		if len(meant) != 3 || meant[0] != Wait || meant[1] != Settle || meant[2] != Beside {
			t.Errorf("%v", meant)
		}
	})
}

// Who waits for a picture that ends as unknown, whatever the reason, is not sent
// without the person's word.
func TestFollowersOfWhatIsUnknownAreHeld(t *testing.T) {
	var gate chan struct{}
	srv := &server{do: func(context.Context, int, api.Request) error { <-gate; return errors.New("something odd") }}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		gate = make(chan struct{})
		t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		_, second := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		synctest.Wait()
		close(gate)
		wait(t.T, t.q)
		if r, _ := t.q.Run(second[0].ID); r.State != StateHeld || !errors.Is(r.LocalErr, ErrSameUnknown) || srv.count() != 1 {
			t.Errorf("%+v, %d sent", r, srv.count())
		}
	})
}

// A video gives its place up once, when it is ordered, so that what comes after it
// is not more at once than allowed.
func TestVideosGiveOnePlaceUp(t *testing.T) {
	s := &studio{status: after(1)}
	s.do = func(context.Context, int, api.Request) error { time.Sleep(time.Second); return nil }
	filming(t, func(t scene) {
		a := named(s, "work", 1)
		t.q.Submit(filmPlan(3), a, SubmitOptions{})
		wait(t.T, t.q)
		t.q.Submit(somePlan(6), a, SubmitOptions{})
		wait(t.T, t.q)
		if n := states(t.q)[StateSaved]; n != 9 || s.peak != 1 {
			t.Errorf("%d saved, %d at once", n, s.peak)
		}
	})
}

// Only refusals in a row are believed: one answer between them says that the
// video is there.
func TestRefusalsOfAVideoAreCountedInARow(t *testing.T) {
	s := &studio{}
	s.status = func(n int) (api.Video, error) {
		switch n {
		case 1, 2, 4, 5:
			return api.Video{}, refuse(api.KindBadRequest, 400)
		case 3:
			return rendering, nil
		}
		return done, nil
	}
	filming(t, func(t scene) {
		t.q.Submit(filmPlan(1), account(s), SubmitOptions{})
		wait(t.T, t.q)
		if r := one(t.T, t.q); r.State != StateSaved || len(s.polls) != 6 {
			t.Errorf("%+v, asked %d times", r, len(s.polls))
		}
	})
}
