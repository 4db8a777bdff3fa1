package history

import (
	"context"
	"errors"
	"testing"

	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
)

// What counts against a ceiling is each request once, whatever becomes of it.
func TestCase85EachCountsOnce(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	l.ceiling = budget.Ceiling{Set: true, Tokens: 20, Setting: "budget.ceiling_per_day"} // four of five tokens
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
