package queue

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
)

// What somebody else sends is waited for, and taken once it is saved.
func TestCase74WaitsForOthers(t *testing.T) {
	srv := &server{}
	store := &shelf{}
	store.elsewhere = func(n int, _ Others) error {
		switch {
		case n < 5:
			return ErrUnderWay
		case n == 5: // it was saved just now
			plan := somePlan(1)
			store.saved = map[string]Saved{account(srv).Origin + plan.Items[0].Request.Hash(): {Path: "/p/a.png", Tokens: 5, Priced: true}}
			return ErrSavedMeanwhile
		}
		return nil
	}
	bubble(t, Options{Store: store}, func(t trial) {
		_, runs := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, t.q)
		r, _ := t.q.Run(runs[0].ID)
		if r.State != StateSaved || !r.Saved.Reused || r.Saved.Tokens != 0 || r.LocalErr != nil || srv.count() != 0 {
			t.Errorf("%+v, %d sent", r, srv.count())
		}
	})
}

// What was given up elsewhere is sent after all.
func TestCase74OthersGiveUp(t *testing.T) {
	srv := &server{}
	store := &shelf{elsewhere: func(n int, _ Others) error {
		if n < 3 {
			return ErrUnderWay
		}
		return nil
	}}
	bubble(t, Options{Store: store}, func(t trial) {
		_, runs := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, t.q)
		if r, _ := t.q.Run(runs[0].ID); r.State != StateSaved || r.Saved.Reused || srv.count() != 1 {
			t.Errorf("%+v, %d sent", r, srv.count())
		}
	})
}

// What was sent before and never answered is unknown, not sent, until the
// person's word.
func TestCase73UnsettledIsUnknown(t *testing.T) {
	srv := &server{}
	store := &shelf{elsewhere: func(_ int, o Others) error {
		if o == Wait {
			return ErrUnsettled
		}
		return nil
	}}
	bubble(t, Options{Store: store}, func(t trial) {
		_, runs := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, t.q)
		if r, _ := t.q.Run(runs[0].ID); r.State != StateUnknown || !errors.Is(r.LocalErr, ErrUnsettled) || srv.count() != 0 {
			t.Fatalf("%+v, %d sent", r, srv.count())
		}
		if _, ok := t.q.Retry(runs[0].ID); !ok {
			t.Fatal("no word helps")
		}
		wait(t.T, t.q)
		if r, _ := t.q.Run(runs[0].ID); r.State != StateSaved || srv.count() != 1 {
			t.Errorf("%+v, %d sent", r, srv.count())
		}
	})
	for _, o := range []SubmitOptions{{Again: true}, {Unsettled: true}} {
		bubble(t, Options{Store: store}, func(t trial) {
			_, runs := t.q.Submit(somePlan(1), account(srv), o)
			wait(t.T, t.q)
			if r, _ := t.q.Run(runs[0].ID); r.State != StateSaved {
				t.Errorf("%+v: %+v", o, r)
			}
		})
	}
}

// A claim that is lost at the last moment sends nothing: all is looked at anew.
func TestCase74LostAtTheLastMoment(t *testing.T) {
	srv := &server{}
	store := &shelf{failSent: fmt.Errorf("sent: %w", ErrUnderWay)}
	bubble(t, Options{Store: store}, func(t trial) {
		_, runs := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		synctest.Wait()
		store.mu.Lock()
		store.failSent = nil
		store.mu.Unlock()
		wait(t.T, t.q)
		if r, _ := t.q.Run(runs[0].ID); r.State != StateSaved || r.Attempt != 1 || srv.count() != 2 || store.sent != 2 || store.dropped != 1 {
			t.Errorf("%+v, %d tried, %d marked, %d dropped", r, srv.count(), store.sent, store.dropped)
		}
	})
}
