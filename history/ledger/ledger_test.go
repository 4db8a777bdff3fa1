package ledger

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func tokens(n int) *int { return &n }

func mustAdd(t *testing.T, d Dir, l Line) {
	t.Helper()
	if err := d.Add(l); err != nil {
		t.Fatal(err)
	}
}

func TestSums(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	east := time.FixedZone("east", 9*3600)
	day := time.Date(2026, 12, 1, 0, 0, 0, 0, east) // still November in UTC
	mustAdd(t, d, Line{Time: day.Add(-time.Second), Key: "work", Run: "a", Tokens: tokens(100)})
	mustAdd(t, d, Line{Time: day, Key: "work", Run: "b", Tokens: tokens(5)})
	mustAdd(t, d, Line{Time: day, Key: "work", Run: "b", Tokens: tokens(5)}) // written down twice
	mustAdd(t, d, Line{Time: day.Add(20 * time.Hour), Key: "work", Run: "c"})
	mustAdd(t, d, Line{Time: day.Add(time.Hour), Key: "Work", Run: "d", Tokens: tokens(1)})
	mustAdd(t, d, Line{Time: day.Add(time.Hour), Key: "sandbox", Run: "e", Tokens: tokens(5), Sandbox: true})
	mustAdd(t, d, Line{Time: day.AddDate(0, 0, 1), Key: "work", Run: "f", Tokens: tokens(100)})
	until := day.AddDate(0, 0, 1)

	for _, tt := range []struct {
		key  string
		want Spend
	}{
		{"work", Spend{Tokens: 5, Unpriced: 1, Runs: 2}},
		{"Work", Spend{Tokens: 1, Runs: 1}},
		{"nobody", Spend{}},
		{"sandbox", Spend{}}, // it costs nothing, whatever stands in its ledger
	} {
		got, err := d.Sum(tt.key, day, until)
		if err != nil || got != tt.want {
			t.Errorf("Sum(%s) = %+v, %v, want %+v", tt.key, got, err, tt.want)
		}
	}
	if got, err := d.SumAll(day, until); err != nil || got != (Spend{Tokens: 6, Unpriced: 1, Runs: 3}) {
		t.Errorf("SumAll = %+v, %v", got, err)
	}
	if got, err := In(t.TempDir()).SumAll(day, until); err != nil || got != (Spend{}) {
		t.Errorf("without any ledger: %+v, %v", got, err)
	}
}

func TestBrokenLinesAreSkipped(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	mustAdd(t, d, Line{Time: now, Key: "work", Run: "a", Tokens: tokens(2)})
	path := filepath.Join(string(d), "work", "2026-11.jsonl")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	torn := string(data) + "\x00\x00garbage\n[]\n" + `{"time":"2026-11-24T12:00:0`
	if err := os.WriteFile(path, []byte(torn), 0o600); err != nil {
		t.Fatal(err)
	}
	mustAdd(t, d, Line{Time: now, Key: "work", Run: "b", Tokens: tokens(3)})
	got, err := d.Sum("work", now, now.Add(time.Second))
	if err != nil || got != (Spend{Tokens: 5, Runs: 2}) {
		t.Errorf("got %+v, %v", got, err)
	}
	after, _ := os.ReadFile(path)
	if !strings.HasPrefix(string(after), torn) {
		t.Error("what was there is not there any more")
	}
}

func TestManyWriters(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if err := d.Add(Line{Time: now, Key: "work", Run: string(rune('a' + i)), Tokens: tokens(1)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got, err := d.Sum("work", now, now.Add(1)); err != nil || got.Runs != 20 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestFoldersOfKeys(t *testing.T) {
	t.Parallel()
	d := In("state")
	seen := make(map[string]string)
	for _, key := range []string{"work", "Work", "my key", "my_key", "..", ".", "-rf", "con", "CON", "com1", "sandbox", "Sandbox", "a/b", `a\b`, "ключ", "%77ork", "env", "", strings.Repeat("ö", 40), strings.Repeat("ö", 39) + "ä"} {
		folder := d.folder(key, false)
		name := filepath.Base(folder)
		if filepath.Dir(folder) != string(d) {
			t.Errorf("key %q lies outside, in %s", key, folder)
		}
		for _, c := range name {
			if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-_%", c) {
				t.Errorf("key %q has the folder %s", key, name)
			}
		}
		if other, taken := seen[strings.ToLower(name)]; taken {
			t.Errorf("keys %q and %q share %s", key, other, name)
		}
		seen[strings.ToLower(name)] = key
		if name == sandboxFolder || name == "con" || name == "com1" {
			t.Errorf("key %q has the folder %s", key, name)
		}
	}
}

// A tally reads what was added since, and counts what was given up too.
func TestTally(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	day := time.Date(2026, 11, 30, 0, 0, 0, 0, time.FixedZone("east", 9*3600)) // begins in the day before, in UTC
	until := day.AddDate(0, 0, 1)
	tally := d.Tally()
	want := func(n int, skip ...string) {
		t.Helper()
		got, err := tally.Tokens(day, until, func(run string) bool { return slices.Contains(skip, run) })
		if err != nil || got != n {
			t.Errorf("%d, %v, want %d", got, err, n)
		}
	}
	want(0)
	mustAdd(t, d, Line{Time: day.Add(-time.Second), Key: "work", Run: "a", Tokens: tokens(100)})
	mustAdd(t, d, Line{Time: day, Key: "work", Run: "b", Tokens: tokens(5)})
	want(5)
	mustAdd(t, d, Line{Time: day.Add(time.Hour), Key: "work", Run: "b", Tokens: tokens(5)}) // written down twice
	mustAdd(t, d, Line{Time: day.Add(time.Hour), Key: "other", Run: "c", Tokens: tokens(7), Perhaps: true})
	mustAdd(t, d, Line{Time: day.Add(time.Hour), Key: "other", Run: "d"}) // without a price
	mustAdd(t, d, Line{Time: day.Add(time.Hour), Key: "play", Run: "e", Tokens: tokens(50), Sandbox: true})
	mustAdd(t, d, Line{Time: until, Key: "work", Run: "f", Tokens: tokens(100)})
	want(12)
	want(7, "b")
	if got, err := d.SumAll(day, until); err != nil || got.Tokens != 5 {
		t.Errorf("what was given up is said to be spent: %+v, %v", got, err)
	}
	// A line that is being written counts once it is whole.
	path := filepath.Join(d.folder("work", false), "2026-11.jsonl")
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	line := `{"time":"2026-11-30T10:00:00+09:00","key":"work","run":"g","tokens":3}` + "\n"
	for i, part := range []string{line[:20], line[20:]} {
		if _, err := file.WriteString(part); err != nil {
			t.Fatal(err)
		}
		want(12 + 3*i)
	}
	// One that was begun anew is read anew.
	if err := os.WriteFile(path, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	want(10)
	if got, err := tally.Tokens(until, until.AddDate(0, 0, 1), func(string) bool { return false }); err != nil || got != 0 {
		t.Errorf("the next day: %d, %v", got, err)
	}
}

// One process at a time may count and reserve.
func TestLock(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	unlock, err := d.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Lock(ctx); err == nil {
		t.Fatal("locked twice")
	}
	got := make(chan error)
	go func() {
		unlock, err := d.Lock(context.WithoutCancel(ctx))
		if err == nil {
			unlock()
		}
		got <- err
	}()
	unlock()
	if err := <-got; err != nil {
		t.Error(err)
	}
}
