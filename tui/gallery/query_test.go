package gallery

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestQuery(t *testing.T) {
	row := &Row{
		Prompt: "Old harbour, etching", Style: "realistic", Seed: 9, Ratio: "16:9", Key: "work", Rating: 4,
		State: Saved, When: time.Date(2026, 10, 21, 0, 0, 0, 0, time.UTC), Tags: []string{"cover"},
	}
	for text, want := range map[string]bool{
		"harb etch": true, "harb fog": false, "style:real seed:9": true, "seed:8": false, "month:2026-10": true,
		"month:2026-11": false, ">3": true, ">4": false, "is:saved": true, "is:failed": false, "key:wo": true,
		"ratio:16:9": true, "tag:cover": true, "cover": true, "-fog": true, "-etch": false, "16:9": false, "size:>1": false,
	} {
		if got := ParseQuery(text).Match(row); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if got := Complete("since:last-m", nil); got != "since:last-month" {
		t.Error(got)
	}
	if got := Complete("harb st", nil); got != "harb style:" {
		t.Error(got)
	}
	if got := Complete("style:an", []string{"anime"}); got != "style:anime" {
		t.Error(got)
	}
}

// TestSort: what has nothing of what is sorted by stands last both ways round, and
// among equals the newest comes first.
func TestSort(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 10, day, 0, 0, 0, 0, time.UTC) }
	rows := []*Row{
		{ID: "a", Style: "Anime", Rating: 3, Tokens: 5, Priced: true, Bytes: 10, When: at(1)},
		{ID: "b", Style: "flux", Rating: 3, Tokens: 1, Priced: true, Bytes: 30, When: at(2)},
		{ID: "c", Rating: 5, When: at(3)},
		{ID: "d", Style: "anime", Tokens: 0, Priced: true, Bytes: 20},
	}
	for text, want := range map[string]string{
		"sort:time": "cbad", "-sort:time": "abcd", "sort:rating": "cbad", "-sort:rating": "bacd", "sort:style": "adbc", "-sort:style": "badc",
		"sort:tokens": "abdc", "-sort:tokens": "dbac", "sort:size": "bdac", "-sort:size": "adbc", "sort:size sort:time": "cbad", `SORT:"Time"`: "cbad",
	} {
		q := ParseQuery(text)
		if err := q.Err(); err != nil || !q.Sorted() || !q.All() || q.Empty() {
			t.Errorf("%s: %v", text, err)
		}
		sorted := slices.Clone(rows)
		slices.SortStableFunc(sorted, func(a, b *Row) int { return q.Compare(q.Rank(a), q.Rank(b)) })
		got := ""
		for _, r := range sorted {
			got += r.ID
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if err := ParseQuery("fog sort:ratings").Err(); err == nil || !strings.Contains(err.Error(), "column 10: sort: takes time rating") {
		t.Error(err)
	}
	for _, c := range [][3]string{
		{"harbour  -fog", "time", "harbour -fog sort:time"}, {`sort:size "sort:a b" -Sort:x`, "rating", `"sort:a b" sort:rating`}, {"sort:size", "", ""},
	} {
		if got := SortedBy(c[0], c[1], false); got != c[2] {
			t.Errorf("%q by %s: %q", c[0], c[1], got)
		}
	}
	if got := SortedBy("fog", "time", true); got != "fog -sort:time" {
		t.Error(got)
	}
}
