package history

import (
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
