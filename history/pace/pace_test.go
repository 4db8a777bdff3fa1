package pace

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"imagine-tui/api/rate"
)

// starts are when the turns that there are are used, in their order.
func starts(t *testing.T, d Dir) (list []time.Time) {
	t.Helper()
	numbers, err := d.numbers()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range numbers {
		at, err := d.used(n)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, at)
	}
	slices.SortFunc(list, time.Time.Compare)
	return list
}

func take(t *testing.T, d Dir, r rate.Rate) time.Duration {
	t.Helper()
	turn, err := d.take(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return turn.wait
}

// about allows for what the disk takes, which may be long.
func about(got, want time.Duration) bool { return got <= want && got > want-10*time.Minute }

// TestTurns: so many are free at once, and those that follow wait for those before,
// whoever took them and whatever a clock says here.
func TestTurns(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	d, r := In(folder, "work", "https://a"), rate.Rate{Requests: 3, In: time.Hour}
	for i, want := range []time.Duration{0, 0, 0, time.Hour, time.Hour, time.Hour, 2 * time.Hour} {
		if got := take(t, In(folder, "work", "https://a"), r); !about(got, want) || want == 0 && got != 0 {
			t.Errorf("turn %d waits for %s, not %s", i, got, want)
		}
	}
	if got := take(t, In(folder, "other", "https://a"), r); got != 0 {
		t.Errorf("another key waits for %s", got)
	}
	// As time goes by, in the folder.
	numbers, _ := d.numbers()
	for _, n := range numbers {
		path := filepath.Join(d.path, name(n))
		info, err := os.Stat(path)
		if err == nil {
			err = os.Chtimes(path, time.Time{}, info.ModTime().Add(-3*time.Hour))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 {
		if got := take(t, d, r); got != 0 {
			t.Errorf("turn %d waits for %s when all are over", i, got)
		}
	}
}

// TestTurnsGivenBack: who does not wait to the end takes nobody's turn.
func TestTurnsGivenBack(t *testing.T) {
	t.Parallel()
	d, r := In(t.TempDir(), "work", ""), rate.Rate{Requests: 1, In: time.Hour}
	take(t, d, r)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- d.Wait(ctx, r) }()
	for {
		if numbers, _ := d.numbers(); len(numbers) == 2 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if got := take(t, d, r); !about(got, time.Hour) {
		t.Errorf("the next waits for %s", got)
	}
	if got := take(t, d, r); !about(got, 2*time.Hour) {
		t.Errorf("the one after it waits for %s", got)
	}
}

// TestTurnsOfMany: many at once never are more than the rate in any time, and what is
// old goes.
func TestTurnsOfMany(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	r := rate.Rate{Requests: 7, In: time.Hour}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 40 {
				if _, err := In(folder, "work", "").take(t.Context(), r); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	at := starts(t, In(folder, "work", ""))
	if len(at) != 320 {
		t.Fatalf("%d turns", len(at))
	}
	for i := r.Requests; i < len(at); i++ {
		if gap := at[i].Sub(at[i-r.Requests]); gap < r.In {
			t.Fatalf("%d are used in %s", r.Requests+1, gap)
		}
	}
	d := In(folder, "work", "")
	var list []uint64
	for n := range uint64(kept + kept/8 + 50) {
		list = append(list, n+1)
		if err := os.WriteFile(filepath.Join(d.path, name(n+1)), []byte("waits 0\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d.clean(list, r)
	if left, _ := d.numbers(); len(left) != kept {
		t.Errorf("%d are kept", len(left))
	}
}
