package queue

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"imagine-tui/api"
)

// at is an account of the key work for an address.
func at(origin string, g Generator) Account {
	a := account(g)
	a.Origin = origin
	return a
}

// closable is a service whose connections are kept until somebody closes them.
type closable struct {
	server
	closed atomic.Int32
}

func (c *closable) CloseIdle() { c.closed.Add(1) }

// A key that belongs to another address now is not sent to the old one.
func TestClientOfAnOldAddressIsNotKept(t *testing.T) {
	before, now := &closable{}, &server{}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		t.q.Submit(somePlan(1), at("https://old.example:443", before), SubmitOptions{})
		wait(t.T, t.q)
		t.q.Submit(somePlan(2), at("https://new.example:443", now), SubmitOptions{})
		wait(t.T, t.q)
		if before.count() != 1 || before.closed.Load() != 1 || now.count() != 2 || states(t.q)[StateSaved] != 3 {
			t.Errorf("%d to the old address, %d to the new one", before.count(), now.count())
		}
	})
}

// Neither when the address changes while the old one is being connected to.
func TestAddressThatChangesWhileConnecting(t *testing.T) {
	var gate chan struct{}
	before, now := &closable{}, &server{}
	old := at("https://old.example:443", before)
	old.Connect = func(context.Context) (Generator, error) { <-gate; return before, nil }
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		gate = make(chan struct{})
		t.q.Submit(somePlan(1), old, SubmitOptions{})
		synctest.Wait()
		t.q.Submit(somePlan(2), at("https://new.example:443", now), SubmitOptions{})
		synctest.Wait()
		close(gate)
		wait(t.T, t.q)
		if before.count() != 0 || before.closed.Load() != 1 || states(t.q)[StateSaved] != 3 {
			t.Errorf("%d to the old address, %d to the new one, closed %d times, %v", before.count(), now.count(), before.closed.Load(), states(t.q))
		}
	})
}

// A run that goes on with another key asks there for what others ask there, and
// no longer for what others ask where it was.
func TestMovedRunIsOneOfItsNewAddress(t *testing.T) {
	var gate chan struct{}
	broke := true
	here := &server{do: func(context.Context, int, api.Request) error {
		if broke {
			return refuse(api.KindNoTokens, 402)
		}
		return nil
	}}
	there := &server{do: until(&gate)}
	other := named(there, "other", 3)
	other.Origin = "https://other.example:443"
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		gate = make(chan struct{})
		_, runs := t.q.Submit(somePlan(1), account(here), SubmitOptions{})
		wait(t.T, t.q)
		if n := t.q.RetryAll(runs[0].ID, &other); n != 1 {
			t.Fatal(n)
		}
		synctest.Wait()
		broke = false
		t.q.Submit(somePlan(1), account(here), SubmitOptions{})
		t.q.Submit(somePlan(1), other, SubmitOptions{})
		synctest.Wait()
		if here.count() != 2 || there.count() != 1 {
			t.Errorf("%d sent here, %d there", here.count(), there.count())
		}
		close(gate)
		wait(t.T, t.q)
		if here.count() != 2 || there.count() != 1 || states(t.q)[StateSaved] != 3 {
			t.Errorf("%d sent here, %d there, %v", here.count(), there.count(), states(t.q))
		}
	})
}

// Connections do not outlive the queue, nor the secret they were made with.
func TestConnectionsEndWithTheirSecret(t *testing.T) {
	srv := &closable{}
	refused := true
	srv.do = func(context.Context, int, api.Request) error {
		if refused {
			return refuse(api.KindKeyRefused, 401)
		}
		return nil
	}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		_, runs := t.q.Submit(somePlan(1), account(srv), SubmitOptions{})
		wait(t.T, t.q)
		if n := srv.closed.Load(); n != 1 {
			t.Errorf("closed %d times after the key was refused", n)
		}
		refused = false
		t.q.Retry(runs[0].ID)
		wait(t.T, t.q)
	})
	if n := srv.closed.Load(); n != 2 {
		t.Errorf("closed %d times at the end", n)
	}
}
