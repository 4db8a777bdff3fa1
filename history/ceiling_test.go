package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
	"imagine-tui/history/journal"
)

// What counts against a ceiling is each request once, whatever becomes of it.
func TestCase85EachCountsOnce(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	l.ceiling = budget.Ceiling{Set: true, Tokens: 20, Setting: "[budget] ceiling_per_day"} // four of five tokens
	counts := func(when string, want int) {
		t.Helper()
		if got, err := l.Counted(); err != nil || got != want {
			t.Errorf("%s: %d counts, %v, want %d", when, got, err, want)
		}
	}
	counts("at first", 0)
	save(t, l, request("saved"), jpegBytes(t, 16))
	counts("saved", 5)
	unknown, _ := received(t, l.Library, request("unknown"), testAccount, []byte("half"))
	counts("under way", 10)
	if err := unknown.Unknown(errors.New("no answer")); err != nil {
		t.Fatal(err)
	}
	counts("unknown", 10)
	free := testAccount
	free.Sandbox = true
	paints, _ := received(t, l.Library, request("free"), free, []byte("half"))
	counts("free", 10)
	refused, err := l.Begin(t.Context(), request("refused"), testAccount, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	if err := refused.Sent(); err != nil {
		t.Fatal(err)
	}
	counts("under way too", 15)
	if err := errors.Join(refused.Drop(), paints.Drop()); err != nil {
		t.Fatal(err)
	}
	counts("refused", 10)
	// Another process counts the same.
	other := newLibrary(t, t.TempDir(), l.state)
	other.ceiling = l.ceiling
	left, img := received(t, other.Library, request("elsewhere"), testAccount, jpegBytes(t, 16))
	counts("of another process", 15)
	if _, err := left.Save(context.Background(), img, metaAt(l.now())); err != nil {
		t.Fatal(err)
	}
	counts("saved by it", 15)
	last, err := l.Begin(t.Context(), request("last"), testAccount, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	counts("prepared", 20)
	var full *budget.CeilingError
	if _, err := l.Begin(t.Context(), request("one more"), testAccount, queue.Wait); !errors.As(err, &full) {
		t.Fatalf("one more: %v", err)
	}
	if _, err := l.Begin(t.Context(), request("one more"), free, queue.Wait); err != nil {
		t.Fatalf("one that is free: %v", err)
	}
	if err := last.Drop(); err != nil {
		t.Fatal(err)
	}
	for _, one := range recoverAll(t, l.Library) {
		if err := l.Forget(one.ID); err != nil {
			t.Fatal(err)
		}
	}
	counts("given up", 15)
	if got := l.Today(); got.Tokens != 10 {
		t.Errorf("said to be spent: %+v", got)
	}
	l.set(l.now().AddDate(0, 0, 1))
	counts("the next day", 0)
}

// As long as the ledger cannot be written, what was spent or given up counts by
// its entry in the journal, for every process; then the ledger tells of it, once.
func TestCase85UnwrittenLedger(t *testing.T) {
	t.Parallel()
	for _, killed := range []bool{false, true} {
		l := tempLibrary(t)
		l.ceiling = budget.Ceiling{Set: true, Tokens: 20, Setting: "[budget] ceiling_per_day"}
		counts := func(when string, want int) {
			t.Helper()
			other := newLibrary(t, t.TempDir(), l.state)
			for name, library := range map[string]*Library{"here": l.Library, "elsewhere": other.Library} {
				if got, err := library.Counted(); err != nil || got != want {
					t.Errorf("%s, %s: %d counts, %v, want %d", when, name, got, err, want)
				}
			}
		}
		saved, img := received(t, l.Library, request("saved"), testAccount, jpegBytes(t, 16))
		unknown, _ := received(t, l.Library, request("unknown"), testAccount, []byte("half"))
		inTheWay := filepath.Join(l.state, "ledger", "work") // of the folder of the key
		if err := errors.Join(os.MkdirAll(filepath.Dir(inTheWay), 0o700), os.WriteFile(inTheWay, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		s, err := saved.Save(context.Background(), img, metaAt(l.now()))
		if err != nil || !strings.Contains(l.warned(), "spending") {
			t.Fatalf("%v, warned %q", err, l.warned())
		}
		counts("saved", 10)
		if _, there := l.Find(testOrigin, request("saved")); !there {
			t.Error("what was saved is not found")
		}
		if err := unknown.Unknown(errors.New("no answer")); err != nil {
			t.Fatal(err)
		}
		for _, f := range mustScan(t, l.Library) {
			if f.Class == journal.Finished {
				if f.Entry.Body != "" {
					t.Errorf("its bytes stay: %s", f.Entry.Body)
				}
				continue
			}
			if err := l.Forget(f.Entry.ID); err == nil || !strings.Contains(err.Error(), "counts against the ceiling") {
				t.Errorf("given up: %v", err)
			}
		}
		counts("given up", 10)
		for range 2 {
			for _, one := range recoverAll(t, l.Library) {
				if one.Event != EventUnknown {
					t.Errorf("%+v", one)
				}
			}
			counts("looked at again", 10)
		}
		if err := os.Remove(inTheWay); err != nil {
			t.Fatal(err)
		}
		if killed { // between the line in the ledger and the end of the entry
			for _, f := range mustScan(t, l.Library) {
				if err := (books{l.Library}).spend(l.drafted(f.Entry)); err != nil {
					t.Fatal(err)
				}
			}
			counts("written down", 10)
		}
		for _, one := range recoverAll(t, l.Library) {
			if one.Event == EventUnknown {
				if err := l.Forget(one.ID); err != nil {
					t.Fatal(err)
				}
			} else if one.Path != s.Path {
				t.Errorf("%+v", one)
			}
		}
		counts("all written", 10)
		if left := mustScan(t, l.Library); len(left) != 0 {
			t.Errorf("left: %+v", left)
		}
	}
}

func mustScan(t *testing.T, l *Library) []journal.Found {
	t.Helper()
	found, err := l.journal.Scan()
	if err != nil {
		t.Fatal(err)
	}
	return found
}
