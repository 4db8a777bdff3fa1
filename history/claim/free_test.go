package claim

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// asleep makes a claim and what belongs to it look as if their computer had slept.
func asleep(t *testing.T, d *Dir) {
	t.Helper()
	old := time.Now().Add(-2 * untouched)
	names, err := os.ReadDir(d.path)
	for _, n := range names {
		err = errors.Join(err, os.Chtimes(d.file(n.Name()), old, old))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Who gives a claim up that never said sent, and sleeps between the last look at it and
// its removal, keeps others away meanwhile: the claim that goes is its own.
func TestFreeWhileAsleep(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	far := In(filepath.Dir(d.path))
	far.me.Host, far.me.Space = "far-away", "x"
	far.me.PID = 1
	for _, single := range []bool{false, true} {
		d.single, far.single = single, single
		c := take(t, d, "a boat", "mine")
		if single {
			if err := c.Sent(); err != nil {
				t.Fatal(err)
			}
		}
		slept := false
		d.Step = func(step string) {
			if step != "right" {
				return
			}
			slept = true
			asleep(t, d)
			var unsettled *UnsettledError
			var busy *BusyError
			if got, err := far.Take(subject("a boat"), Who{Run: "theirs"}); !errors.As(err, &unsettled) && !errors.As(err, &busy) {
				t.Errorf("taken over meanwhile: %v, %v", got, err)
			}
		}
		if err := c.Free(); err != nil || !slept {
			t.Fatalf("freed: %v, slept %v", err, slept)
		}
		d.Step = nil
		theirs, err := far.Take(subject("a boat"), Who{Run: "theirs"})
		if err != nil {
			t.Fatalf("afterwards: %v", err)
		}
		if err := c.Free(); err != nil || !theirs.ours() {
			t.Errorf("freed again: %v, theirs is there %v", err, theirs.ours())
		}
		if err := theirs.Free(); err != nil {
			t.Fatal(err)
		}
	}
	if names, err := os.ReadDir(d.path); err != nil || len(names) > 0 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

// Who removes somebody's claim all the same, after a person settled its own and that
// one said sent, has nobody send a second time: the mark says it.
func TestRemovedWhileSent(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	c := take(t, d, "a boat", "mine")
	if err := c.Sent(); err != nil {
		t.Fatal(err)
	}
	if d.single {
		t.Skip("files have one name here")
	}
	if err := os.Remove(d.file(c.name)); err != nil {
		t.Fatal(err)
	}
	var busy *BusyError
	if _, err := In(filepath.Dir(d.path)).Take(subject("a boat"), Who{Run: "theirs"}); !errors.As(err, &busy) {
		t.Errorf("it is sent again: %v", err)
	}
	if err := c.Free(); err != nil {
		t.Fatal(err)
	}
	take(t, d, "a boat", "later")
}
