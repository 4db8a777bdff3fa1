package history

import (
	"errors"
	"testing"

	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
)

// dayOf is a day as a budget sees it: spent is in the ledger, more is under way.
func dayOf(spent, more int) budget.Day {
	d := budget.Limits{}.DayOf(nil, func() (s budget.Sum) {
		for range spent / 5 {
			s.Add(5, true)
		}
		return s
	}, nil)
	for range more / 5 {
		d.Add("work", 5, true)
	}
	return d
}

// What was sent and never answered counts against the limits of a day: while it
// is listed, while another process has it under way, and after it was given up;
// once its picture is there it counts as spent.
func TestDayCountsWhatWasNotAnswered(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	other := newLibrary(t, l.Folder(), l.state)
	is := func(what string, of *testLibrary, want budget.Day) {
		t.Helper()
		if got := of.Day(budget.Limits{}); !equalDays(got, want) {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
	is("nothing", l, dayOf(0, 0))
	tk, err := l.Begin(t.Context(), request("fog"), testAccount, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	is("prepared", other, dayOf(0, 0))
	if err := tk.Sent(); err != nil {
		t.Fatal(err)
	}
	is("under way here", l, dayOf(0, 0)) // the queue tells
	is("under way there", other, dayOf(0, 5))
	if err := tk.Unknown(errors.New("reset")); err != nil {
		t.Fatal(err)
	}
	is("no answer, here", l, dayOf(0, 5))
	is("no answer, there", other, dayOf(0, 5))
	if err := tk.Drop(); err != nil {
		t.Fatal(err)
	}
	is("given up", l, dayOf(0, 5))
	save(t, l, request("rain"), pngBytes(t, 16))
	is("another saved", other, dayOf(5, 5))
	if got := l.Today(); got.Tokens != 5 || got.Runs != 1 {
		t.Errorf("spent: %+v", got)
	}
}

func equalDays(a, b budget.Day) bool { return a.Counts() == b.Counts() }
