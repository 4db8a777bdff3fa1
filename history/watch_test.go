package history

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// watched is a library with three results of three days, a watcher of it, and
// what others have it open as.
type watched struct {
	t       *testing.T
	l       *testLibrary
	other   *testLibrary
	w       *Watcher
	next    func() Changes
	results []string
}

// eachWatch runs a test once where the system tells what changes, and once where
// folders are looked at.
func eachWatch(t *testing.T, run func(t *testing.T, d *watched)) {
	t.Helper()
	for name, deaf := range map[string]bool{"told": false, "looked": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := &watched{t: t, l: tempLibrary(t)}
			for i := range 3 {
				plant(t, d.l.Folder(), time.Date(2026, 11, 22+i, 8, 0, 0, 0, time.Local), "boat", []byte("x"))
			}
			if err := d.l.Load(t.Context(), 0, func(e Entry) bool { d.results = append(d.results, e.Path); return true }); err != nil {
				t.Fatal(err)
			}
			for _, path := range d.results { // long ago
				for _, ext := range []string{"", sidecarExt} {
					if err := os.Chtimes(path+ext, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
						t.Fatal(err)
					}
				}
			}
			d.other = newLibrary(t, d.l.Folder(), t.TempDir())
			d.w = d.l.Watcher()
			t.Cleanup(d.w.Close)
			switch {
			case deaf:
				d.w.Close()
				d.w.deaf = true
				days, _ := d.l.days()
				d.w.remember(days)
				d.next = d.w.Changed
			case d.w.bell == nil:
				t.Skip("this system does not tell what changes in a folder")
			default:
				d.next = func() Changes {
					c, _ := d.w.Next(t.Context())
					return c
				}
			}
			run(t, d)
		})
	}
}

// hear waits until a change is heard that is as wanted.
func (d *watched) hear(what string, wanted func(Changes) bool) {
	d.t.Helper()
	var heard Changes
	for range 100 {
		c := d.next()
		heard.Entries, heard.Gone = append(heard.Entries, c.Entries...), append(heard.Gone, c.Gone...)
		if wanted(heard) {
			return
		}
	}
	d.t.Fatalf("%s: heard %+v", what, heard)
}

func says(path string, said func(Sidecar) bool) func(Changes) bool {
	return func(c Changes) bool {
		return slices.ContainsFunc(c.Entries, func(e Entry) bool { return e.Path == path && said(e.Sidecar) })
	}
}

func lost(path string) func(Changes) bool {
	return func(c Changes) bool { return slices.Contains(c.Gone, path) }
}

// What another program writes is found, and what a person writes by hand in
// place, in days of long ago too; what comes, goes and comes back is found.
func TestWatcher(t *testing.T) {
	t.Parallel()
	eachWatch(t, func(t *testing.T, d *watched) {
		t.Helper()
		newest, oldest := d.results[0], d.results[2]
		for _, path := range d.results {
			if err := d.other.Update(path, func(s *Sidecar) { s.Picked = true }); err != nil {
				t.Fatal(err)
			}
			d.hear("a pick", says(path, func(s Sidecar) bool { return s.Picked }))
		}
		for _, path := range []string{newest, oldest} {
			data := bytes.Replace(read(t, path+sidecarExt), []byte(`"schema"`), []byte(`"rating": 4, "schema"`), 1)
			if err := os.WriteFile(path+sidecarExt, data, 0o600); err != nil {
				t.Fatal(err)
			}
			d.hear("an edit in place", says(path, func(s Sidecar) bool { return s.Rating == 4 }))
		}
		made := save(t, d.other, request("fog"), pngBytes(t, 16)).Path
		d.hear("a result of a new day", says(made, func(s Sidecar) bool { return s.Request.Prompt == "fog" }))
		made = save(t, d.other, request("rain"), pngBytes(t, 17)).Path
		d.hear("another", says(made, func(s Sidecar) bool { return s.Request.Prompt == "rain" }))
		gone, err := d.other.Trash(oldest)
		if err != nil {
			t.Fatal(err)
		}
		d.hear("a result in the trash", lost(oldest))
		if _, err := d.other.Restore(gone); err != nil {
			t.Fatal(err)
		}
		d.hear("a result that is back", says(oldest, func(s Sidecar) bool { return s.Rating == 4 }))
		if err := os.RemoveAll(filepath.Dir(newest)); err != nil {
			t.Fatal(err)
		}
		d.hear("a day that is gone", func(c Changes) bool { return lost(filepath.Dir(newest))(c) || lost(newest)(c) })
	})
}

// A library that is taken off is not a library whose results were thrown away;
// when it is back, what others did meanwhile is heard.
func TestWatcherOfALibraryThatIsTakenOff(t *testing.T) {
	t.Parallel()
	eachWatch(t, func(t *testing.T, d *watched) {
		t.Helper()
		away := d.l.Folder() + "-away"
		if err := os.Rename(d.l.Folder(), away); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(d.l.Folder(), 0o755); err != nil {
			t.Fatal(err)
		}
		back := newLibrary(t, away, t.TempDir())
		path := filepath.Join(away, filepath.Base(filepath.Dir(d.results[0])), filepath.Base(d.results[0]))
		if err := back.Update(path, func(s *Sidecar) { s.Tags = []string{"away"} }); err != nil {
			t.Fatal(err)
		}
		if d.w.bell == nil {
			if c := d.next(); !c.Empty() {
				t.Errorf("while it is away: %+v", c)
			}
		}
		if err := os.Remove(d.l.Folder()); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(away, d.l.Folder()); err != nil {
			t.Fatal(err)
		}
		d.hear("back", func(c Changes) bool {
			if len(c.Gone) > 0 {
				t.Errorf("gone: %q", c.Gone)
			}
			return says(d.results[0], func(s Sidecar) bool { return slices.Equal(s.Tags, []string{"away"}) })(c)
		})
	})
}

// Nothing is heard where nothing happens, and the end is heard at once.
func TestWatcherEnds(t *testing.T) {
	t.Parallel()
	eachWatch(t, func(t *testing.T, d *watched) {
		t.Helper()
		if c := d.w.Changed(); !c.Empty() {
			t.Errorf("%+v", c)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan bool)
		go func() {
			_, ok := d.w.Next(ctx)
			done <- ok
		}()
		cancel()
		if <-done {
			t.Error("something was heard")
		}
	})
}
