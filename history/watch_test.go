package history

import (
	"bytes"
	"os"
	"testing"
	"time"
)

// What another program writes is found, and what a person writes by hand in
// place; nothing else is.
func TestWatcher(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	var paths []string
	for i := range 3 {
		plant(t, l.Folder(), time.Date(2026, 11, 22+i, 8, 0, 0, 0, time.Local), "boat", []byte("x"))
	}
	if err := l.Load(t.Context(), 0, func(e Entry) bool { paths = append(paths, e.Path); return true }); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths { // long ago
		if err := os.Chtimes(path+sidecarExt, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	w := l.Watcher()
	if got := w.Changed(); len(got) != 0 {
		t.Fatalf("%v changed", got)
	}
	other := newLibrary(t, l.Folder(), t.TempDir())
	if err := other.Update(paths[2], func(s *Sidecar) { s.Picked = true }); err != nil {
		t.Fatal(err)
	}
	if got := w.Changed(); len(got) != 1 || got[0].Path != paths[2] || !got[0].Sidecar.Picked {
		t.Fatalf("%v changed", got)
	}
	data := read(t, paths[0]+sidecarExt)
	data = bytes.Replace(data, []byte(`"schema"`), []byte(`"rating": 4, "schema"`), 1)
	if err := os.WriteFile(paths[0]+sidecarExt, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := w.Changed(); len(got) != 1 || got[0].Path != paths[0] || got[0].Sidecar.Rating != 4 {
		t.Fatalf("%v changed", got)
	}
	if got := w.Changed(); len(got) != 0 {
		t.Fatalf("%v changed", got)
	}
}
