package history

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// Newest first is by time, also where the person took the clock from one zone to
// another, and whatever zone the program runs in.
func TestNewestFirstOverZones(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	start := time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)
	var want []string
	for i := range 200 {
		zone := time.FixedZone("", []int{9, -8, 14, -12, 0}[i/17%5]*60*60)
		at := start.Add(time.Duration(i) * 29 * time.Minute).In(zone)
		day := filepath.Join(l.Folder(), at.Format(time.DateOnly))
		if err := os.MkdirAll(day, 0o750); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(day, fmt.Sprintf("%s-p-%06x.png", at.Format(clock), i))
		sidecar := fmt.Sprintf(`{"schema":1,"request":{"operation":"text-to-image","prompt":"%03d"},"saved":%q}`, i, at.Format(time.RFC3339))
		for path, text := range map[string]string{name: "x", name + sidecarExt: sidecar} {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want = append(want, fmt.Sprintf("%03d", i))
	}
	slices.Reverse(want)
	for _, limit := range []int{200, 7} {
		var got []string
		if err := l.Newest(t.Context(), nil, func(e Entry) bool {
			got = append(got, e.Sidecar.Request.Prompt)
			return len(got) < limit
		}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want[:limit]) {
			t.Errorf("got %v", got)
		}
	}
}

// Where a folder's name and a description contradict each other, newest first is by
// the time that the description says: older and newer, in lists and on shelves, once
// the index knows the library.
func TestNewestFirstOverContradictions(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	put := func(day, prompt string, saved time.Time) {
		dir := filepath.Join(l.Folder(), day)
		if err := os.MkdirAll(dir, 0o750); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, fmt.Sprintf("120000-%s-aaaaaa.png", prompt))
		sidecar := fmt.Sprintf(`{"schema":1,"request":{"operation":"text-to-image","prompt":%q},"saved":%q}`, prompt, saved.Format(time.RFC3339))
		for path, text := range map[string]string{name: "x", name + sidecarExt: sidecar} {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	noon := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 12, 0, 0, 0, time.UTC) }
	for day := 1; day <= 9; day++ {
		put(noon(10, day).Format(time.DateOnly), fmt.Sprintf("d%d", day), noon(10, day))
	}
	put("2026-10-08", "older", noon(10, 3).Add(time.Hour)) // moved by hand
	put("2026-10-02", "newer", noon(10, 6).Add(time.Hour))
	put("2026-10-02", "newest", noon(11, 1))
	rested := time.Now().Add(-time.Hour)
	if err := filepath.WalkDir(l.Folder(), func(path string, _ os.DirEntry, err error) error {
		return errors.Join(err, os.Chtimes(path, rested, rested))
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{"newest", "d9", "d8", "d7", "newer", "d6", "d5", "d4", "older", "d3", "d2", "d1"}
	for try := range 2 {
		for _, limit := range []int{12, 3} {
			var got []string
			if err := l.Newest(t.Context(), nil, func(e Entry) bool {
				got = append(got, e.Sidecar.Request.Prompt)
				return len(got) < limit
			}); err != nil {
				t.Fatal(err)
			}
			if known := try > 0 || limit < 12; known && !slices.Equal(got, want[:limit]) {
				t.Errorf("try %d: %v, want %v", try, got, want[:limit])
			}
		}
	}
	s, refs, _ := shelf(t, l.Library)
	var got []string
	for _, e := range s.Entries(refs) {
		got = append(got, e.Sidecar.Request.Prompt)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the shelf has %v, want %v", got, want)
	}
}
