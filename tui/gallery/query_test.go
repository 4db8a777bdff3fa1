package gallery

import (
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
