//go:build unix

package history

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"imagine-tui/history/index"
)

// asWithout holds what a library lists with its index, and again from it, against
// what one lists that has none.
func asWithout(t *testing.T, l *testLibrary, name string) []Entry {
	t.Helper()
	want := all(t, newLibrary(t, l.Folder(), filepath.Join(t.TempDir(), "state")).Library)
	for range 2 {
		if got := all(t, newLibrary(t, l.Folder(), l.state).Library); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: with the index\n%s\nwithout\n%s", name, prompts(got), prompts(want))
		}
	}
	return want
}

// Whatever lies in a library is listed from the index as it is without one: huge
// descriptions, bytes that are no text, links that loop, names that differ in case
// only. None of it is read whole where it is too large.
func TestIndexOfOddThings(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 120)
	list := all(t, l.Library)
	day := filepath.Dir(list[0].Path)
	huge, torn := list[0].SidecarPath, list[1].SidecarPath
	if err := os.Truncate(huge, 100<<20); err != nil {
		t.Fatal(err)
	}
	write(t, torn, []byte(strings.Replace(string(read(t, torn)), `"prompt-`, "\"\xff\xfe\x80 prompt-", 1)))
	upper := filepath.Join(day, strings.ToUpper(filepath.Base(list[2].Path)))
	if _, err := os.Lstat(upper); errors.Is(err, os.ErrNotExist) { // else there is no such pair here
		upper = strings.TrimSuffix(upper, ".JPG") + ".jpg"
		write(t, upper, []byte("x"))
		write(t, upper+sidecarExt, []byte(strings.Replace(string(read(t, list[2].SidecarPath)), `"prompt": "prompt-`, `"prompt": "PROMPT-`, 1)))
	}
	rested(t, l.Folder())
	at := time.Now().Add(-time.Hour)
	if err := errors.Join(
		os.Symlink("2026-02-02", filepath.Join(l.Folder(), "2026-02-02")),
		os.Symlink("..", filepath.Join(day, "2026-02-03")),
		os.Symlink(l.Folder(), filepath.Join(l.Folder(), "2026-02-04")),
		os.Symlink("120000-loop.jpg", filepath.Join(day, "120000-loop.jpg")),
		os.Symlink("120000-loop.jpg.json", filepath.Join(day, "120000-loop.jpg.json")),
		syscall.Mkfifo(filepath.Join(day, "120001-pipe.jpg.json"), 0o600),
		os.Chtimes(day, at, at),
	); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := asWithout(t, l, "odd things")
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 90<<20 {
		t.Errorf("%d MB were read", grown>>20)
	}
	byPath := map[string]Entry{}
	for _, e := range got {
		byPath[e.Path] = e
	}
	if e := byPath[list[0].Path]; !strings.Contains(e.Problem, "large") {
		t.Errorf("100 MB of description: %q", e.Problem)
	}
	if e := byPath[list[1].Path]; e.Problem != "" || !strings.Contains(e.Sidecar.Request.Prompt, "prompt-") {
		t.Errorf("no text: %q, %q", e.Sidecar.Request.Prompt, e.Problem)
	}
	if e, other := byPath[upper], byPath[list[2].Path]; upper != list[2].Path && (e.Sidecar.Request.Prompt == other.Sidecar.Request.Prompt || e.Path == "") {
		t.Errorf("of two names of one letter: %q and %q", e.Sidecar.Request.Prompt, other.Sidecar.Request.Prompt)
	}
}

// An index that another library or another version wrote, whole as it is, says
// nothing here.
func TestIndexOfOthers(t *testing.T) {
	t.Parallel()
	l, other := tempLibrary(t), tempLibrary(t)
	plantMany(t, l.Folder(), 120)
	plantMany(t, other.Folder(), 120)
	for _, e := range all(t, other.Library) {
		change(t, e.SidecarPath, "prompt", "STRANGE", time.Now())
	}
	rested(t, l.Folder())
	rested(t, other.Folder())
	all(t, l.Library)
	all(t, other.Library)
	files, err := filepath.Glob(filepath.Join(other.indexDir, "*.idx"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		write(t, filepath.Join(l.indexDir, filepath.Base(file)), read(t, file))
	}
	for _, e := range asWithout(t, l, "of another library") {
		if strings.Contains(e.Sidecar.Request.Prompt, "STRANGE") {
			t.Fatalf("%s is of another library", e.Sidecar.Request.Prompt)
		}
	}
	for _, file := range files {
		day := strings.TrimSuffix(filepath.Base(file), ".idx")
		info, err := os.Stat(filepath.Join(l.Folder(), day))
		if err != nil {
			t.Fatal(err)
		}
		id := l.indexID(day)
		id[0]++
		if err := index.Write(indexFile(l.indexDir, day), id, info.ModTime().UnixNano(), nil); err != nil {
			t.Fatal(err)
		}
	}
	asWithout(t, l, "of another version")
}

// Several who list and rebuild one library at once leave an index that is right.
func TestManyBuilders(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 250)
	rested(t, l.Folder())
	var builders sync.WaitGroup
	for i := range 6 {
		builders.Go(func() {
			mine := newLibrary(t, l.Folder(), l.state)
			if i%2 == 0 {
				if n, err := mine.Rebuild(t.Context(), func(int, int) {}); n != 250 || err != nil {
					t.Errorf("rebuilt %d, %v", n, err)
				}
				return
			}
			if n := len(all(t, mine.Library)); n != 250 {
				t.Errorf("listed %d", n)
			}
		})
	}
	builders.Wait()
	asWithout(t, l, "many builders")
	hidden, err := filepath.Glob(filepath.Join(l.indexDir, ".*"))
	if err != nil || len(hidden) > 0 {
		t.Errorf("left over: %q, %v", hidden, err)
	}
}

// A library that is pulled out lists nothing and forgets nothing: back, all of it
// is there, with what changed meanwhile.
func TestIndexOfALibraryThatIsPulledOut(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 120)
	rested(t, l.Folder())
	list := all(t, l.Library)
	away := l.Folder() + "-away"
	if err := os.Rename(l.Folder(), away); err != nil {
		t.Fatal(err)
	}
	if n := len(all(t, newLibrary(t, l.Folder(), l.state).Library)); n != 0 {
		t.Errorf("%d results of nowhere", n)
	}
	moved := strings.Replace(list[3].SidecarPath, l.Folder(), away, 1)
	change(t, moved, "prompt", "PROMPT", time.Now())
	if err := errors.Join(os.Remove(strings.Replace(list[5].Path, l.Folder(), away, 1)), os.Rename(away, l.Folder())); err != nil {
		t.Fatal(err)
	}
	got := asWithout(t, l, "pulled out and back")
	if len(got) != 120 || !strings.Contains(fmt.Sprint(prompts(got)), "PROMPT-") {
		t.Errorf("%d are back: %s", len(got), prompts(got))
	}
}
