package history

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"imagine-tui/tui/e2e/ratios"
)

// What saving a picture allocates, and listing and searching 1,000 results that
// the index knows.
func TestCounts(t *testing.T) { //nolint:paralleltest // allocations of others would be counted
	l := tempLibrary(t)
	l.now = time.Now
	data := pngBytes(t, 64)
	img := imageOf(data)
	n := 0
	ratios.Allocations(t, "save", func() {
		n++
		if err := saveOnce(l.Library, fmt.Sprint("prompt ", n), data, img); err != nil {
			t.Fatal(err)
		}
	})
	l = tempLibrary(t)
	plantMany(t, l.Folder(), 1000)
	days, err := filepath.Glob(filepath.Join(l.Folder(), "*"))
	if err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour)
	for _, day := range days {
		for _, name := range files(t, day) {
			if err := os.Chtimes(filepath.Join(day, name), old, old); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chtimes(day, old, old); err != nil {
			t.Fatal(err)
		}
	}
	look := func(words []string, want int) func() {
		return func() {
			n := 0
			if err := newLibrary(t, l.Folder(), l.state).Newest(t.Context(), words, func(Entry) bool { n++; return true }); err != nil || n != want {
				t.Fatal(n, err)
			}
		}
	}
	ratios.Allocations(t, "list", look(nil, 1000))
	ratios.Allocations(t, "search", look([]string{"prompt-77"}, 11))
}
