package claim

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// What a dead process had not sent yet is taken over by one, however many clear
// away after the dead in that moment: none of them takes the living one's claim.
func TestCase74ClearingAwayLeavesTheLiving(t *testing.T) {
	t.Parallel()
	for range 60 {
		folder := t.TempDir()
		dead := In(folder)
		dead.me.Started = "before"
		_ = take(t, dead, "a boat", "dead")
		dead.forget(first(dead))
		s := subject("a boat")
		start := make(chan struct{})
		var clearing sync.WaitGroup
		for range 8 {
			clearing.Go(func() {
				<-start
				if err := In(folder).SettleRun(s, "dead"); err != nil {
					t.Error(err)
				}
			})
		}
		var taking sync.WaitGroup
		taken := make(chan *Claim, 4)
		for i := range 4 {
			taking.Go(func() {
				<-start
				if c, err := In(folder).Take(s, Who{Run: fmt.Sprint("run", i)}); err == nil {
					taken <- c
				}
			})
		}
		close(start)
		taking.Wait()
		close(taken)
		var sent []*Claim
		for c := range taken {
			if c.Sent() == nil {
				sent = append(sent, c)
			}
		}
		clearing.Wait()
		if len(sent) > 1 {
			t.Fatalf("%d may send", len(sent))
		}
		for _, c := range sent {
			if !c.ours() {
				t.Fatal("the claim of a request that was sent was cleared away")
			}
			free(t, c)
		}
	}
}

// Two who settle the same at once, by the person's word, do not settle what the
// faster of them has begun.
func TestCase74SettlingLeavesTheLiving(t *testing.T) {
	t.Parallel()
	for range 60 {
		folder := t.TempDir()
		dead := In(folder)
		dead.me.Started = "before"
		was := take(t, dead, "a boat", "dead")
		if err := was.Sent(); err != nil {
			t.Fatal(err)
		}
		dead.forget(was)
		s := subject("a boat")
		var group sync.WaitGroup
		sent := make(chan *Claim, 4)
		for i := range 4 {
			group.Go(func() {
				d := In(folder)
				_ = d.Settle(s.name()) // who comes too late is told that it is under way
				if c, err := d.Take(s, Who{Run: fmt.Sprint("run", i)}); err == nil && c.Sent() == nil {
					sent <- c
				}
			})
		}
		group.Wait()
		close(sent)
		n := 0
		for c := range sent {
			if n++; !c.ours() {
				t.Error("the claim of a request that was sent was settled")
			}
		}
		if n != 1 {
			t.Fatalf("%d may send", n)
		}
	}
}

// Who dies while taking a claim over keeps others waiting for a while: they are
// not told that there are no claims here, and send without one.
func TestCase74DiedOverTakingOver(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	dead := In(folder)
	dead.me.Started = "before"
	_ = take(t, dead, "a boat", "dead")
	dead.forget(first(dead))
	s := subject("a boat")
	lock := filepath.Join(folder, Folder, "."+s.name()+".take")
	if err := os.WriteFile(lock, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var busy *BusyError
	if _, err := In(folder).Take(s, Who{Run: "run"}); !errors.As(err, &busy) {
		t.Errorf("while somebody may be taking it over: %v", err)
	}
	long := time.Now().Add(-2 * looking)
	if err := os.Chtimes(lock, long, long); err != nil {
		t.Fatal(err)
	}
	c, err := In(folder).Take(s, Who{Run: "run"})
	if err != nil {
		t.Fatal(err)
	}
	free(t, c)
}
