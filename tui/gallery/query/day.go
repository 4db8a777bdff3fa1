package query

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"imagine-tui/api/closest"
)

// DateWords are the dates that have a name, as they are completed. A space does as
// well as the dash.
var DateWords = []string{"today", "yesterday", "this-week", "last-week", "this-month", "last-month", "this-year", "last-year"}

// Dates reads the same of dates by the clock on the wall: a year, a month as
// 2026-10, a day as 2026-10-31, or one of DateWords. Weeks begin on Monday. The
// span is in seconds since 1970.
func Dates(text string) (Span, error) { return datesAt(text, time.Now()) }

func datesAt(text string, now time.Time) (Span, error) {
	return span(text, func(text string) (low, high int64, err error) { return date(text, now) })
}

func date(text string, now time.Time) (low, high int64, err error) {
	for layout, after := range map[string][3]int{"2006": {1, 0, 0}, "2006-01": {0, 1, 0}, time.DateOnly: {0, 0, 1}} {
		if first, err := time.ParseInLocation(layout, text, now.Location()); err == nil {
			y, m, d := first.Date()
			return days(y, m, d, after, now)
		}
	}
	word := strings.ReplaceAll(strings.ToLower(text), " ", "-")
	y, m, d := now.Date()
	monday := d - (int(now.Weekday())+6)%7
	switch word {
	case "today":
		return days(y, m, d, [3]int{0, 0, 1}, now)
	case "yesterday":
		return days(y, m, d-1, [3]int{0, 0, 1}, now)
	case "this-week":
		return days(y, m, monday, [3]int{0, 0, 7}, now)
	case "last-week":
		return days(y, m, monday-7, [3]int{0, 0, 7}, now)
	case "this-month":
		return days(y, m, 1, [3]int{0, 1, 0}, now)
	case "last-month":
		return days(y, m-1, 1, [3]int{0, 1, 0}, now)
	case "this-year":
		return days(y, 1, 1, [3]int{1, 0, 0}, now)
	case "last-year":
		return days(y-1, 1, 1, [3]int{1, 0, 0}, now)
	}
	hint := ""
	if near := closest.Of(word, DateWords); len(near) > 0 && !slices.Contains(DateWords, word) {
		hint = ", did you mean " + strings.Join(near, " or ") + "?"
	}
	return 0, 0, fmt.Errorf("%q is not a date%s: write 2026, 2026-10, 2026-10-31, today, yesterday or last-month", text, hint)
}

// days is the time from a day until another one, so many years, months and days
// later.
func days(y int, m time.Month, d int, after [3]int, now time.Time) (low, high int64, err error) {
	first := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	next := time.Date(y+after[0], m+time.Month(after[1]), d+after[2], 0, 0, 0, 0, now.Location())
	return first.Unix(), next.Unix() - 1, nil
}
