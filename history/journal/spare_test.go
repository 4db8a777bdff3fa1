//go:build unix

package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"imagine-tui/history/disk"
)

// arrived is an entry of which a picture came.
func arrived(t *testing.T, d Dir, prompt string) *Record {
	t.Helper()
	n := newEntry()
	n.Request.Prompt = prompt
	r, err := d.Create(n, clock)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Reserve(false), r.Sent()); err != nil {
		t.Fatal(err)
	}
	body, err := r.Receiving(100)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := body.WriteString("the picture of " + prompt); err != nil {
		t.Fatal(err)
	}
	return r
}

func names(t *testing.T, d Dir) (list []string) {
	t.Helper()
	files, err := os.ReadDir(string(d))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		list = append(list, f.Name())
	}
	return list
}

func inode(t *testing.T, path string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// Files of an entry that has ended are those of the next one while others are in
// flight. Nothing of the one that was is in them, and nobody else sees them between.
func TestFilesAreUsedAgain(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	other := arrived(t, d, "rain")
	first := arrived(t, d, "fog")
	was := inode(t, d.path(first.entry.ID, entryExt))
	if err := first.Done(); err != nil {
		t.Fatal(err)
	}
	if ids, err := d.IDs(); err != nil || len(ids) != 1 || ids[0] != other.entry.ID {
		t.Errorf("entries %q, %v", ids, err)
	}
	if found, there := d.Look(first.entry.ID); there {
		t.Errorf("%+v is there", found)
	}
	if orphans, err := d.Orphans(); err != nil || len(orphans) != 0 {
		t.Errorf("orphans %q, %v", orphans, err)
	}
	if d.Tidy(); len(names(t, d)) != 4 {
		t.Errorf("%q, of which somebody alive keeps two", names(t, d))
	}
	second := create(t, d)
	path := d.path(second.entry.ID, entryExt)
	if !os.SameFile(was, inode(t, path)) {
		t.Error("a new file was made")
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(text), first.entry.ID) || !strings.Contains(string(text), second.entry.ID) {
		t.Errorf("%s, %v", text, err)
	}
	if found, there := d.Look(second.entry.ID); !there || found.Class != Live || found.Entry.State != Prepared || found.Entry.Body != "" {
		t.Errorf("%+v, %v", found, there)
	}
	if err := errors.Join(second.Reserve(false), second.Sent()); err != nil {
		t.Fatal(err)
	}
	abandon(t, second)
	if found, _ := d.Look(second.entry.ID); found.Class != Unknown || found.Entry.Body != "" {
		t.Errorf("killed after it was sent: %+v", found)
	}
	third := arrived(t, d, "snow")
	if err := errors.Join(third.Done(), other.Done()); err != nil {
		t.Fatal(err)
	}
	if left := names(t, d); len(left) != 1 || left[0] != second.entry.ID+entryExt { // it was killed
		t.Errorf("%q when nothing is in flight", left)
	}
}

// What a process kept that was killed is removed by whoever recovers, and nothing
// else.
func TestTidy(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	other := arrived(t, d, "rain")
	if err := arrived(t, d, "fog").Done(); err != nil {
		t.Fatal(err)
	}
	one, there := d.spare()
	if !there {
		t.Fatal("nothing is kept")
	}
	if err := one.file.Close(); err != nil { // as the end of the process would
		t.Fatal(err)
	}
	d.Tidy()
	left := names(t, d)
	if len(left) != 2 || left[0] != other.entry.ID+entryExt || left[1] != other.entry.ID+partExt {
		t.Errorf("%q", left)
	}
	if err := other.Done(); err != nil {
		t.Fatal(err)
	}
}

// Where a pair that is kept went away, or its name cannot be given, an entry gets
// files of its own.
func TestSparesThatWillNotDo(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	other := arrived(t, d, "rain")
	if err := arrived(t, d, "fog").Done(); err != nil {
		t.Fatal(err)
	}
	for _, name := range names(t, d) {
		if strings.HasPrefix(name, ".") {
			if err := os.Remove(filepath.Join(string(d), name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	r := arrived(t, d, "snow")
	abandon(t, r)
	found, _ := d.Look(r.entry.ID)
	if text, err := os.ReadFile(found.Entry.Body); err != nil || string(text) != "the picture of snow" || found.Class != Received {
		t.Errorf("%+v: %q, %v", found, text, err)
	}
	if err := other.Done(); err != nil {
		t.Fatal(err)
	}
}

// Whoever looks at entries while their files become those of others never takes one
// for another.
func TestLookedAtMeanwhile(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	keeper := arrived(t, d, "rain")
	var sent sync.Map
	sent.Store(keeper.entry.ID, "rain")
	done := make(chan struct{})
	var runs, looks sync.WaitGroup
	for worker := range 4 {
		runs.Go(func() {
			for i := range 50 {
				n := newEntry()
				n.Request.Prompt = strings.Repeat("fog ", 10_000*(worker+1)) + disk.Hex(i%3+1) // so that reading takes a while
				r, err := d.Create(n, clock)
				if err != nil {
					t.Error(err)
					return
				}
				sent.Store(r.entry.ID, n.Request.Prompt)
				if _, err := r.Receiving(1); err != nil {
					t.Error(err)
				}
				if err := r.Done(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	looks.Go(func() {
		for {
			found, err := d.Scan()
			if err != nil {
				t.Error(err)
			}
			for _, f := range found {
				want, known := sent.Load(f.Entry.ID)
				if got := f.Entry.Request.Prompt; known && got != "" && got != want {
					t.Errorf("%s is of another request", f.Entry.ID)
				}
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
	runs.Wait()
	close(done)
	looks.Wait()
	if err := keeper.Done(); err != nil {
		t.Fatal(err)
	}
	if left := names(t, d); len(left) != 0 {
		t.Errorf("%q is left", left)
	}
}
