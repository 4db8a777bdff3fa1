package budget

import (
	"errors"
	"strings"
	"testing"
)

func TestCeiling(t *testing.T) {
	t.Parallel()
	ceiling := func(n int) Ceiling { return Ceiling{Set: true, Tokens: n, Setting: "[budget] ceiling_per_day"} }
	for _, c := range []struct {
		name            string
		ceiling         Ceiling
		counted, tokens int
		priced          bool
		words           string // of what is in the way, "" for nothing
	}{
		{"none", Ceiling{}, 1000, 1000, false, ""},
		{"up to it", ceiling(10), 7, 3, true, ""},
		{"above it", ceiling(10), 8, 3, true, "3 tokens more would exceed the ceiling of 10 per day ([budget] ceiling_per_day): 8 are already spent, running or unanswered"},
		{"passed already", ceiling(10), 11, 0, true, "0 tokens more"},
		{"a price that nobody knows", ceiling(10), 0, 0, false, "the price is unknown"},
		{"nothing at all", ceiling(0), 0, 1, true, "nothing that costs is sent: [budget] ceiling_per_day is 0"},
		{"nothing at all, unpriced", ceiling(0), 0, 0, false, "nothing that costs is sent"},
	} {
		err := c.ceiling.Check(c.counted, c.tokens, c.priced)
		var e *CeilingError
		if (err == nil) != (c.words == "") || err != nil && (!errors.As(err, &e) || !strings.Contains(err.Error(), c.words)) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, c := range []struct{ a, b, want Ceiling }{
		{Ceiling{}, Ceiling{}, Ceiling{}},
		{ceiling(5), Ceiling{}, ceiling(5)},
		{Ceiling{}, ceiling(0), ceiling(0)},
		{ceiling(5), ceiling(4), ceiling(4)},
		{ceiling(4), ceiling(5), ceiling(4)},
	} {
		if got := c.a.Lower(c.b); got != c.want {
			t.Errorf("%v, %v: %v", c.a, c.b, got)
		}
	}
}

// No answer passes a ceiling: not even one that nobody has to give.
func TestCeilingIsNeverAsked(t *testing.T) {
	t.Parallel()
	n := 10
	limits := Limits{ConfirmAbove: 5, CeilingPerDay: &n}
	day := limits.DayOf(nil, func() Sum { return Sum{} }, nil).Under(limits.Ceiling(), 7)
	for tokens, want := range map[int]Step{3: Go, 4: Never, 60: Never} {
		for _, nobody := range []bool{true, false} {
			a := Question{Day: day, Shares: work(priced(tokens)), Nobody: nobody}.Answer()
			if a.Step != want || (want == Never) != strings.Contains(a.Words(), "ceiling of 10") {
				t.Errorf("%d: %v, %q", tokens, a.Step, a.Words())
			}
		}
	}
	if a := (Question{Day: day, Shares: []Share{{Key: "play", Free: true, Cost: priced(60)}}}).Answer(); a.Step != Go {
		t.Errorf("a free key: %+v", a)
	}
	bad := -1
	if err := (Limits{CeilingPerDay: &bad}).Validate(); err == nil || !strings.Contains(err.Error(), "ceiling_per_day = -1") {
		t.Errorf("%v", err)
	}
}
