package claim

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
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
		_ = deadClaim(t, folder)
		s := subject("a boat")
		start := make(chan struct{})
		var clearing sync.WaitGroup
		for range 8 {
			clearing.Go(func() {
				<-start
				if err := In(folder).SettleRun(s, "dead", false); err != nil {
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

// The right to a name that says nobody's name keeps others waiting for a while,
// then it is a person's to decide: nobody is told that there are no claims here,
// and sends without one.
func TestCase74ARightOfNobodyKnown(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"empty": "", "torn": `{"token":"0123`, "without a holder": `{"token":"0123456789abcdef"}`, "of a token that is a path": `{"token":"../../etc/passwd","holder":{"host":"a","pid":1}}`,
		"of another computer": `{"token":"0123456789abcdef","holder":{"host":"far-away","pid":1}}`,
	} {
		folder := t.TempDir()
		dead := deadClaim(t, folder)
		s := subject("a boat")
		file := dead.file(rightName(s.name(), ""))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		d := In(folder)
		var busy *BusyError
		if _, err := d.Take(s, Who{Run: "run"}); !errors.As(err, &busy) {
			t.Errorf("%s, while somebody may be taking it over: %v", name, err)
		}
		if err := d.Settle(s.name()); !errors.As(err, &busy) {
			t.Errorf("%s, settled then: %v", name, err)
		}
		long := time.Now().Add(-2 * untouched)
		if err := os.Chtimes(file, long, long); err != nil {
			t.Fatal(err)
		}
		var unsettled *UnsettledError
		if _, err := d.Take(s, Who{Run: "run"}); !errors.As(err, &unsettled) || unsettled.Info.Problem == "" {
			t.Errorf("%s, later: %v", name, err)
		}
		wantUnsettled(t, d, 1)
		if err := d.SettleRun(s, "dead", false); !errors.As(err, &unsettled) {
			t.Errorf("%s, settled without a word: %v", name, err)
		}
		if err := d.Settle(s.name()); err != nil {
			t.Errorf("%s, by a person's word: %v", name, err)
		}
		free(t, take(t, d, "a boat", "run"))
		wantNoRights(t, d)
	}
}

// Rights that were made to go round in a circle are a person's to decide.
func TestRightsInACircle(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	dead := deadClaim(t, folder)
	name := subject("a boat").name()
	const one, two = "00000000000000aa", "00000000000000bb"
	for file, token := range map[string]string{rightName(name, ""): one, rightName(name, one): two, rightName(name, two): one} {
		text, err := json.Marshal(right{token, dead.me})
		if err == nil {
			err = os.WriteFile(dead.file(file), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var unsettled *UnsettledError
	if _, err := In(folder).Take(subject("a boat"), Who{Run: "run"}); !errors.As(err, &unsettled) {
		t.Errorf("%v", err)
	}
	wantUnsettled(t, In(folder), 1)
}

// deadClaim leaves a claim of a process that is dead and had sent nothing.
func deadClaim(t *testing.T, folder string) *Dir {
	t.Helper()
	dead := In(folder)
	dead.me.Started = "before"
	_ = take(t, dead, "a boat", "dead")
	dead.forget(first(dead))
	return dead
}

func wantUnsettled(t *testing.T, d *Dir, n int) {
	t.Helper()
	if list, err := d.Unsettled(); err != nil || len(list) != n {
		t.Errorf("%d are listed, not %d: %+v, %v", len(list), n, list, err)
	}
}

// wantNoRights fails the test where rights are left.
func wantNoRights(t *testing.T, d *Dir) {
	t.Helper()
	names, err := os.ReadDir(d.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if strings.HasSuffix(n.Name(), rightExt) {
			t.Errorf("left %s", n.Name())
		}
	}
}
