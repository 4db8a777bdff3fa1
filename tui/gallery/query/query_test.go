package query

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                       "[]",
		" old\u00a0harbour ":     "[{2 2 false  old} {6 6 false  harbour}]",
		`"old harbour" -fog`:     "[{1 1 false  old harbour} {15 16 true  fog}]",
		`Style:"a b" -tag:cover`: "[{1 7 false style a b} {13 18 true tag cover}]",
		"16:9 ratio:16:9":        "[{1 1 false  16:9} {6 12 false ratio 16:9}]",
		":) time-lapse:x a1:b":   "[{1 1 false  :)} {4 4 false  time-lapse:x} {17 17 false  a1:b}]",
		"größe:3":                "[{1 7 false größe 3}]",
		`>3 <=2 "->3" >x <3d`:    "[{1 1 false rating >3} {4 4 false rating <=2} {8 8 false  ->3} {14 14 false  >x} {17 17 false rating <3d}]",
		`5" -"-" --x`:            `[{1 1 false  5"} {4 5 true  -} {9 10 true  -x}]`,
		`"a:b" tag:`:             "[{1 1 false  a:b} {7 11 false tag }]",
	} {
		terms, mistakes := Parse(text)
		if got := fmt.Sprint(terms); got != want || len(mistakes) > 0 {
			t.Errorf("%q: %s %v, want %s", text, got, mistakes, want)
		}
	}
	for text, column := range map[string]int{"-": 1, `a "b`: 3, `"a"b`: 4, `tag:"a`: 5} {
		if _, mistakes := Parse(text); len(mistakes) != 1 || mistakes[0].Column != column {
			t.Errorf("%q: %v", text, mistakes)
		}
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Span{
		"3": {3, 3}, ">3": {4, math.MaxInt64}, ">=3": {3, math.MaxInt64}, "<3": {math.MinInt64, 2}, "<=3": {math.MinInt64, 3},
		"1..5": {1, 5}, "1..": {1, math.MaxInt64}, "..5": {math.MinInt64, 5}, ">9223372036854775807": {1, 0},
	} {
		if got, err := Numbers(text); err != nil || got != want {
			t.Errorf("%s: %v %v", text, got, err)
		}
	}
	for text, want := range map[string]Span{
		">1MB": {1_000_001, math.MaxInt64}, "1kb..1.5KiB": {1000, 1536}, "<=200B": {math.MinInt64, 200}, "1.1mb": {1_100_000, 1_100_000},
	} {
		if got, err := Sizes(text); err != nil || got != want {
			t.Errorf("%s: %v %v", text, got, err)
		}
	}
	at := func(y, m, d int) int64 { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.Local).Unix() }
	for text, want := range map[string]Span{
		"2026": {at(2026, 1, 1), at(2027, 1, 1) - 1}, "2026-12": {at(2026, 12, 1), at(2027, 1, 1) - 1},
		"2026-10-31": {at(2026, 10, 31), at(2026, 11, 1) - 1}, ">2026-10": {at(2026, 11, 1), math.MaxInt64},
		"2026-10..2026-11": {at(2026, 10, 1), at(2026, 12, 1) - 1},
	} {
		if got, err := Dates(text); err != nil || got != want {
			t.Errorf("%s: %v %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "x", "..", "5..1", ">", "><3", "1...5", "1..2..3", "99999999999999999999"} {
		if got, err := Numbers(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
	for _, text := range []string{"", "1TB", "-1", "1e3", "0x10", "NaN", "inf", ".", "MB", "1 MB", "99999999999GB"} {
		if got, err := Sizes(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
	for _, text := range []string{"", "2026-1", "26", "2026-13", "2026-02-30", "2026-10-31T00", "..", "2027..2026"} {
		if got, err := Dates(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// TestDateWords: the words mean days by the clock on the wall, also over the end of
// a year and of a week.
func TestDateWords(t *testing.T) {
	t.Parallel()
	at := func(y, m, d int) int64 { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() }
	now := time.Date(2027, 1, 3, 23, 59, 0, 0, time.UTC) // a Sunday
	for text, want := range map[string]Span{
		"today": {at(2027, 1, 3), at(2027, 1, 4) - 1}, "Yesterday": {at(2027, 1, 2), at(2027, 1, 3) - 1},
		"this-week": {at(2026, 12, 28), at(2027, 1, 4) - 1}, "last week": {at(2026, 12, 21), at(2026, 12, 28) - 1},
		"this month": {at(2027, 1, 1), at(2027, 2, 1) - 1}, "last-month": {at(2026, 12, 1), at(2027, 1, 1) - 1},
		"this-year": {at(2027, 1, 1), at(2028, 1, 1) - 1}, "last-year": {at(2026, 1, 1), at(2027, 1, 1) - 1},
		">=yesterday": {at(2027, 1, 2), math.MaxInt64}, "2026-12-30..today": {at(2026, 12, 30), at(2027, 1, 4) - 1},
	} {
		if got, err := datesAt(text, now); err != nil || got != want {
			t.Errorf("%s: %v %v, want %v", text, got, err, want)
		}
	}
	if _, err := datesAt("yesterdya", now); err == nil || !strings.Contains(err.Error(), "did you mean yesterday?") {
		t.Errorf("a slip: %v", err)
	}
	for _, word := range DateWords {
		if _, err := Dates(word); err != nil {
			t.Error(err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{`"old harbour" -fog`, `-style:"a b" >3`, `tag:"`, "16:9", `-"`, "\xff:\u0301a", ">=", "a:\u200b"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		terms, mistakes := Parse(text)
		n := len([]rune(text))
		for _, m := range mistakes {
			if m.Column < 1 || m.Column > n+1 {
				t.Errorf("%q has a mistake at %d: %s", text, m.Column, m.Reason)
			}
		}
		last := 0
		for _, term := range terms {
			if term.Column <= last || term.At < term.Column || term.At > n+1 {
				t.Errorf("%q has %+v after %d", text, term, last)
			}
			last = term.Column
			for _, read := range []func(string) (Span, error){Numbers, Sizes, Dates} {
				_, _ = read(term.Value)
			}
		}
	})
}
