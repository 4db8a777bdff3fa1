package budget

import (
	"reflect"
	"testing"
)

func TestTightened(t *testing.T) {
	t.Parallel()
	n := func(n int) *int { return &n }
	own := Limits{ConfirmAbove: 50, PerDay: 100, PerKey: map[string]int{"Work": 80, "never": 0}, CeilingPerDay: n(500), File: "own"}
	for _, c := range []struct {
		name     string
		by, want Limits
		file     map[string]string
	}{
		{"nothing", Limits{ConfirmAbove: 50, PerDay: 100}, own, nil},
		{
			"more of all",
			Limits{ConfirmAbove: 999, PerDay: 999, PerKey: map[string]int{"work": 999, "new": 999}, CeilingPerDay: n(999)},
			Limits{ConfirmAbove: 50, PerDay: 100, PerKey: map[string]int{"Work": 80, "never": 0, "new": 100}, CeilingPerDay: n(500)},
			map[string]string{"per_key new": "other"},
		},
		{"no limit at all", Limits{ConfirmAbove: 50, PerDay: 0}, own, nil},
		{
			"less",
			Limits{ConfirmAbove: 0, PerDay: 20, CeilingPerDay: n(0)},
			Limits{ConfirmAbove: 0, PerDay: 20, PerKey: map[string]int{"Work": 20, "never": 0}, CeilingPerDay: n(0)},
			map[string]string{"confirm_above": "other", "per_day": "other", "per_key Work": "other", "ceiling_per_day": "other"},
		},
		{
			"less for a key",
			Limits{ConfirmAbove: 50, PerDay: 100, PerKey: map[string]int{"wORK": 5, "never": 3}},
			Limits{ConfirmAbove: 50, PerDay: 100, PerKey: map[string]int{"Work": 5, "never": 0}, CeilingPerDay: n(500)},
			map[string]string{"per_key Work": "other"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.by.File = "other"
			got := own.Tightened(c.by)
			files := got.files
			got.files, got.beside, c.want.File = nil, nil, "own"
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("%+v, not %+v", got, c.want)
			}
			if len(files)+len(c.file) > 0 && !reflect.DeepEqual(files, c.file) {
				t.Errorf("from %v, not %v", files, c.file)
			}
		})
	}
	if !reflect.DeepEqual(own.PerKey, map[string]int{"Work": 80, "never": 0}) || *own.CeilingPerDay != 500 {
		t.Errorf("the limits themselves are others now: %+v", own)
	}
	none := Limits{ConfirmAbove: 50}.Tightened(Limits{ConfirmAbove: 50, PerDay: 7, File: "other"})
	if none.PerDay != 7 || none.where(section+"per_day") != "[budget] per_day in other" {
		t.Errorf("%+v, %s", none, none.where(section+"per_day"))
	}
}

// A limit that a second file adds for a key takes nothing out of what counts against
// the one of all keys.
func TestTightenedKeepsTheLimitOfAllKeys(t *testing.T) {
	t.Parallel()
	mine := Limits{ConfirmAbove: 50, PerDay: 100}
	for _, l := range []Limits{mine, mine.Tightened(Limits{ConfirmAbove: 50, PerDay: 100, PerKey: map[string]int{"work": 100}})} {
		spent := func(string) Sum { return Sum{} }
		day := l.DayOf([]string{"work"}, func() Sum { return Sum{Tokens: 95} }, spent)
		got := Question{Day: day, Shares: []Share{{Key: "work", Cost: Cost{Runs: 1, PayRuns: 1, PayTokens: 10}}}}.Answer()
		if got.Step != Ask || got.Over.Setting != section+"per_day" || got.Over.Tokens != 5 {
			t.Errorf("%+v: %+v", l, got)
		}
	}
}
