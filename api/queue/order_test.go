package queue

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/plan"
)

// slow is a server that takes a second a picture.
func slow() *server {
	return &server{do: func(ctx context.Context, _ int, _ api.Request) error {
		select {
		case <-time.After(time.Second):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}}
}

func (s *server) prompts() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, r := range s.calls {
		out = append(out, r.Prompt)
	}
	return out
}

func TestMovedRunsGoInTheirNewOrder(t *testing.T) {
	srv := slow()
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q, a := t.q, account(srv)
		a.Parallel = 1
		_, runs := q.Submit(somePlan(5), a, SubmitOptions{}) // p0 is on its way
		id := func(i int) string { return runs[i].ID }
		if !q.Move(id(4), -1) || !q.Move(id(1), math.MaxInt) || !q.Move(id(4), math.MinInt) {
			t.Fatal("a waiting run did not move")
		}
		if q.Move(id(4), -1) || q.Move(id(1), 1) || q.Move(id(0), 1) || q.Move("no such run", 1) {
			t.Fatal("moved what cannot move")
		}
		for i, place := range map[int]int{4: 1, 2: 2, 3: 3, 1: 4} {
			if r, _ := q.Run(id(i)); r.Position != place {
				t.Errorf("p%d is at %d, want %d", i, r.Position, place)
			}
		}
		wait(t.T, q)
		if got := fmt.Sprint(srv.prompts()); got != "[p0 p4 p2 p3 p1]" {
			t.Fatal(got)
		}
	})
}

func TestAKeyOnHoldSendsNothingMore(t *testing.T) {
	srv := slow()
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		_, runs := q.Submit(somePlan(5), account(srv), SubmitOptions{})
		if n := q.Hold("work"); n != 2 {
			t.Fatalf("%d were set aside, want the 2 that wait", n)
		}
		wait(t.T, q) // held runs are not awaited
		r, _ := q.Run(runs[4].ID)
		if srv.count() != 3 || r.State != StateHeld || !errors.Is(r.LocalErr, ErrOnHold) || r.Position != 0 {
			t.Fatalf("%d sent, %+v", srv.count(), r)
		}
		// What comes later is held too, and so is what is tried again.
		q.Submit(somePlan(7), account(srv), SubmitOptions{})
		q.Retry(runs[4].ID)
		wait(t.T, q)
		if srv.count() != 3 || q.Counts().Held != 9 {
			t.Fatalf("%d sent, %+v", srv.count(), q.Counts())
		}
		if l := q.Lanes()[0]; !l.OnHold || l.Held != 9 || l.Waiting != 0 {
			t.Fatalf("%+v", l)
		}
		if n := q.Release("work", nil); n != 9 {
			t.Fatalf("%d went on", n)
		}
		wait(t.T, q)
		if srv.count() != 7 || states(q)[StateSaved] != 12 || q.Lanes()[0].OnHold {
			t.Fatal(srv.count(), states(q))
		}
	})
}

func TestAKeyCanBeHeldBeforeItIsUsed(t *testing.T) {
	srv := slow()
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		q.Hold("work")
		q.Submit(somePlan(2), account(srv), SubmitOptions{})
		other := account(srv)
		other.Name = "other"
		q.Submit(somePlan(1), other, SubmitOptions{Again: true})
		wait(t.T, q)
		if srv.count() != 1 || q.Counts().Held != 2 {
			t.Fatal(srv.count(), q.Counts())
		}
		q.Release("other", nil) // another key
		if q.Counts().Held != 2 {
			t.Fatal("the wrong key went on")
		}
	})
}

func TestParallelismChangesWhileItWorks(t *testing.T) {
	srv := slow()
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q := t.q
		q.Submit(somePlan(12), account(srv), SubmitOptions{})
		q.SetParallel("work", 5)
		if c := q.Counts(); c.Running != 5 {
			t.Fatalf("%d run at once, want 5", c.Running)
		}
		q.SetParallel("work", 1)
		q.SetParallel("work", 0) // nobody can mean that
		time.Sleep(time.Second + time.Millisecond)
		if c := q.Counts(); c.Running != 1 || c.Saved != 5 {
			t.Fatalf("%+v, want 1 at once after the 5 that ran", c)
		}
		// The next plan brings the account as the settings have it: 3.
		q.Submit(somePlan(1), account(srv), SubmitOptions{})
		if l := q.Lanes()[0]; l.Parallel != 1 || l.Allowed != 1 || q.Counts().Running != 1 {
			t.Fatalf("%+v", l)
		}
		q.SetParallel("new", 2)
		n := account(srv)
		n.Name = "new"
		q.Submit(somePlan(4), n, SubmitOptions{Again: true})
		if l := q.Lanes()[0]; l.Key != "new" || l.Running != 2 {
			t.Fatalf("%+v", l)
		}
		wait(t.T, q)
	})
}

// A service that asked to slow down is not pressed by a larger number.
func TestMoreAtOnceWaitsForACoolDown(t *testing.T) {
	srv := slow()
	busy := srv.do
	srv.do = func(ctx context.Context, n int, r api.Request) error {
		if n <= 4 {
			e := refuse(api.KindTooMany, 429)
			e.RetryAfter, e.HasRetryAfter = 20*time.Second, true
			return e
		}
		return busy(ctx, n, r)
	}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q, a := t.q, account(srv)
		a.Parallel = 4
		q.Submit(somePlan(8), a, SubmitOptions{})
		time.Sleep(time.Second)
		q.SetParallel("work", 6)
		if l := q.Lanes()[0]; l.Allowed != 2 || l.Parallel != 6 || !l.CoolUntil.After(time.Now()) {
			t.Fatalf("%+v", l)
		}
		wait(t.T, q)
	})
}

func styled(n int, style string) plan.Plan {
	p := somePlan(n)
	for i := range p.Items {
		p.Items[i].Request.Style = style
		p.Items[i].Request.Prompt += style
	}
	return p
}

func TestTimeLeft(t *testing.T) {
	srv := &server{do: func(_ context.Context, _ int, r api.Request) error {
		time.Sleep(map[string]time.Duration{"quick": time.Second, "slow": 10 * time.Second}[r.Style])
		return nil
	}}
	bubble(t, Options{Store: &shelf{}}, func(t trial) {
		q, a := t.q, account(srv)
		a.Parallel = 2
		if d, ok := q.Left(); d != 0 || !ok {
			t.Fatal("nothing to do takes", d, ok)
		}
		q.Submit(styled(1, "quick"), a, SubmitOptions{})
		if _, ok := q.Left(); ok {
			t.Fatal("there is nothing to judge by")
		}
		q.Submit(styled(1, "slow"), a, SubmitOptions{})
		wait(t.T, q)
		for style, d := range map[string]time.Duration{"quick": time.Second, "slow": 10 * time.Second} {
			if got, ok := q.Typical("work", style); got != d || !ok {
				t.Errorf("%s takes %v", style, got)
			}
			if got, ok := q.Typical("another key", style); got != d || !ok {
				t.Errorf("%s takes %v elsewhere", style, got)
			}
		}
		if _, ok := q.Typical("work", "unheard of"); !ok {
			t.Error("other styles say nothing")
		}
		q.Submit(styled(6, "slow"), a, SubmitOptions{Again: true})
		if d, ok := q.Left(); d != 30*time.Second || !ok {
			t.Fatal("6 of 10 s, 2 at once, take", d, ok)
		}
		time.Sleep(4 * time.Second)
		if d, _ := q.Left(); d != 26*time.Second {
			t.Fatal("4 s later there are left", d)
		}
		q.Hold("work")
		if d, _ := q.Left(); d != 6*time.Second {
			t.Fatal("held runs count:", d)
		}
		wait(t.T, q)
		if d, ok := q.Left(); d != 0 || !ok {
			t.Fatal(d, ok)
		}
	})
}

// Everything at once, for the race detector and for the counts.
func TestControlsFromManySides(t *testing.T) {
	store, srv := &shelf{}, &server{}
	q := New(t.Context(), Options{Store: store})
	_, runs := q.Submit(somePlan(300), account(srv), SubmitOptions{})
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(n), 1))
			for range 200 {
				switch id := runs[r.IntN(len(runs))].ID; r.IntN(6) {
				case 0:
					q.Hold("work")
				case 1:
					q.Release("work", nil)
				case 2:
					q.SetParallel("work", 1+r.IntN(8))
				case 3:
					q.Lanes()
				default:
					q.Move(id, r.IntN(20)-10)
				}
			}
		})
	}
	wg.Wait()
	q.Release("work", nil)
	wait(t, q)
	if q.Counts().Saved != 300 || srv.count() != 300 {
		t.Fatal(q.Counts(), srv.count())
	}
	done := read(q)
	if err := q.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	done()
}

func BenchmarkLanes(b *testing.B) {
	q := New(b.Context(), Options{Store: &shelf{}})
	q.Hold("work")
	q.Submit(somePlan(10_000), account(&server{}), SubmitOptions{})
	for b.Loop() {
		q.Lanes()
	}
	done := read(q)
	_ = q.Close(b.Context())
	done()
}
