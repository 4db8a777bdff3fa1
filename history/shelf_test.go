package history

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"imagine-tui/history/disk"
	"imagine-tui/history/index"
)

// shelf takes all pages of a library, and returns what they list.
func shelf(tb testing.TB, l *Library) (*Shelf, []Ref, *Listing) {
	tb.Helper()
	s, r := &Shelf{}, l.Listing()
	var refs []Ref
	err := r.Pages(tb.Context(), func(p Page) bool {
		s.Take(p)
		refs = append(refs, p.Refs...)
		return true
	})
	if err != nil {
		tb.Fatal(err)
	}
	return s, refs, r
}

// plantZones plants results by clocks of several zones, some without a word of
// when they were saved.
func plantZones(tb testing.TB, folder string, n int) {
	tb.Helper()
	start := time.Date(2026, 11, 1, 3, 0, 0, 0, time.UTC)
	for i := range n {
		zone := time.FixedZone("", []int{9, -8, 14, -12, 0}[i/17%5]*60*60)
		at := start.Add(time.Duration(i) * 29 * time.Minute / 2).In(zone)
		day := filepath.Join(folder, at.Format(time.DateOnly))
		if err := os.MkdirAll(day, 0o750); err != nil {
			tb.Fatal(err)
		}
		name := filepath.Join(day, fmt.Sprintf("%s-p-%06x.png", at.Format(clock), i*7919%n))
		saved := fmt.Sprintf(`,"saved":%q`, at.Format(time.RFC3339))
		if i%11 == 0 {
			saved = ""
		}
		sidecar := fmt.Sprintf(`{"schema":1,"request":{"operation":"text-to-image","prompt":"%03d","style":"anime"},"tags":["a","b%d"],"tokens":%d,"rating":%d,"picked":%v%s}`, i, i%3, i%7, i%6, i%4 == 0, saved)
		write(tb, name, []byte("x"))
		if i%13 != 0 {
			write(tb, name+sidecarExt, []byte(sidecar))
		}
	}
}

// What is shelved is what Newest reads, in its order, found by its path and in
// its words, whether the index is there, only now made, or gone meanwhile.
func TestShelfIsWhatNewestReads(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantZones(t, l.Folder(), 400)
	rested(t, l.Folder())
	var want []Entry
	if err := l.Newest(t.Context(), nil, func(e Entry) bool { want = append(want, l.Here(e)); return true }); err != nil {
		t.Fatal(err)
	}
	look := func(how string, s *Shelf, refs []Ref) {
		t.Helper()
		if len(refs) != len(want) {
			t.Fatalf("%s: %d of %d are listed", how, len(refs), len(want))
		}
		got := s.Entries(refs)
		for i, e := range got {
			if !reflect.DeepEqual(e, want[i]) {
				t.Fatalf("%s: entry %d is %+v, want %+v", how, i, e, want[i])
			}
			if at, ok := s.Find(e.Path); !ok || at != refs[i] || s.Path(at) != e.Path {
				t.Errorf("%s: %s is at %v, want %v", how, e.Path, at, refs[i])
			}
		}
		found := map[Ref]bool{}
		for day := range s.Days() {
			s.Texts(day).Search([]string{"1", "anime"}, func(i int) bool { found[s.Ref(day, i)] = true; return true })
		}
		for i, e := range got {
			k := known{sidecar: e.Sidecar}
			holds := index.Holds(SearchText(k.searched(filepath.Base(e.Path))...), []string{"1", "anime"})
			if found[refs[i]] != holds || index.Holds(textOf(s, refs[i]), []string{"1", "anime"}) != holds {
				t.Errorf("%s: %s found: %v", how, e.Path, found[refs[i]])
			}
		}
	}
	s, refs, _ := shelf(t, l.Library)
	look("from the index", s, refs)
	s, refs, _ = shelf(t, l.Library)
	if _, err := l.Rebuild(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	look("the index was made anew meanwhile", s, refs)
	s, refs, _ = shelf(t, l.Library)
	if err := os.RemoveAll(l.indexDir); err != nil {
		t.Fatal(err)
	}
	look("the index is gone", s, refs)
	s, refs, _ = shelf(t, l.Library)
	look("without an index before", s, refs)
	if _, ok := s.Find(filepath.Join(l.Folder(), "2026-11-01", "nobody.png")); ok {
		t.Error("nobody is found")
	}
	if _, ok := s.Find(filepath.Join("/elsewhere", filepath.Base(filepath.Dir(want[0].Path)), filepath.Base(want[0].Path))); ok {
		t.Error("a file elsewhere is found")
	}
}

// Facts say what the entry says.
func TestFactsAreThoseOfTheEntry(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantZones(t, l.Folder(), 100)
	s, refs, _ := shelf(t, l.Library)
	for i, e := range s.Entries(refs) {
		var got Facts
		s.Facts(refs[i], &got)
		want := e.facts()
		if want.Saved.IsZero() {
			want.Saved = e.Sidecar.Saved
		}
		if !got.Saved.Equal(want.Saved) {
			t.Errorf("%s was saved %v, want %v", e.Path, got.Saved, want.Saved)
		}
		got.Saved, got.Tags = want.Saved, slices.Clip(got.Tags)
		if len(got.Tags) == 0 {
			got.Tags = nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("facts are %+v, want %+v", got, want)
		}
	}
}

// A description that was changed in place is found by looking at each.
func TestListingFindsWhatChangedInPlace(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 50)
	rested(t, l.Folder())
	_, refs, _ := shelf(t, l.Library)
	s, _, r := shelf(t, l.Library)
	changed := func() (c Changes) {
		r.Changed(t.Context(), func(more Changes) bool {
			c.Entries, c.Gone = append(c.Entries, more.Entries...), append(c.Gone, more.Gone...)
			return true
		})
		return c
	}
	if c := changed(); !c.Empty() {
		t.Errorf("changed: %+v", c)
	}
	e := s.Entries(refs[20:21])[0]
	change(t, e.SidecarPath, `"schema"`, `"scheme"`, time.Now())
	if c := changed(); len(c.Entries) != 1 || c.Entries[0].Path != e.Path || len(c.Gone) != 0 {
		t.Errorf("changed: %+v, want %s", c, e.Path)
	}
	came := filepath.Join(filepath.Dir(e.Path), "235959-new-a1b2c3.png")
	write(t, came, []byte("x"))
	for _, path := range []string{e.Path, e.SidecarPath} {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	c := changed()
	if !slices.ContainsFunc(c.Entries, func(e Entry) bool { return e.Path == came }) || !slices.Equal(c.Gone, []string{e.Path}) {
		t.Errorf("changed: %+v, want %s to come and %s to go", c, came, e.Path)
	}
}

// Days that came and went between the listing and whoever watches are found, and
// what came into a folder within the same tick of the disk's clock.
func TestListingFindsOtherDays(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 250)
	rested(t, l.Folder())
	shelf(t, l.Library)
	days, err := l.days()
	if err != nil || len(days) != 3 {
		t.Fatal(days, err)
	}
	_, _, r := shelf(t, l.Library)
	came := filepath.Join(l.Folder(), "2026-12-24", "235959-new-a1b2c3.png")
	write(t, came, []byte("x"))
	gone := filepath.Join(l.Folder(), days[0])
	if err := os.RemoveAll(gone); err != nil {
		t.Fatal(err)
	}
	if got := changedOf(t, r); !slices.Equal(pathsOf(got.Entries), []string{came}) || !slices.Equal(got.Gone, []string{gone}) {
		t.Errorf("changed: %q and %q gone, want %s to come and %s to go", pathsOf(got.Entries), got.Gone, came, gone)
	}
	now := time.Now().Add(time.Hour) // the new day was written to just now, however long this takes
	if err := os.Chtimes(filepath.Dir(came), now, now); err != nil {
		t.Fatal(err)
	}
	_, _, r = shelf(t, l.Library)
	late := filepath.Join(filepath.Dir(came), "235959-late-a1b2c3.png")
	write(t, late, []byte("x"))
	if err := os.Chtimes(filepath.Dir(came), now, now); err != nil {
		t.Fatal(err)
	}
	if got := changedOf(t, r); !slices.Equal(pathsOf(got.Entries), []string{late}) {
		t.Errorf("changed: %q, want %s to come", pathsOf(got.Entries), late)
	}
	all, err := l.days()
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range all {
		if err := os.RemoveAll(filepath.Join(l.Folder(), day)); err != nil {
			t.Fatal(err)
		}
	}
	if got := changedOf(t, r); !got.Empty() {
		t.Errorf("a disk that was taken off lost %d and changed %d", len(got.Gone), len(got.Entries))
	}
}

func changedOf(t *testing.T, r *Listing) (c Changes) {
	t.Helper()
	r.Changed(t.Context(), func(more Changes) bool {
		c.Entries, c.Gone = append(c.Entries, more.Entries...), append(c.Gone, more.Gone...)
		return true
	})
	return c
}

func pathsOf(entries []Entry) (paths []string) {
	for _, e := range entries {
		paths = append(paths, e.Path)
	}
	return paths
}

// What somebody who was killed left in the index goes when it is a day old.
func TestIndexIsSwept(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 3)
	rested(t, l.Folder())
	shelf(t, l.Library)
	old := filepath.Join(l.indexDir, disk.TempName("2026-11-24.idx"))
	fresh := filepath.Join(l.indexDir, disk.TempName("2026-11-24.idx"))
	for _, path := range []string{old, fresh} {
		write(t, path, []byte("x"))
	}
	if err := os.Chtimes(old, l.now().Add(-25*time.Hour), l.now().Add(-25*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if n, err := l.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("%d are swept: %v", n, err)
	}
	left, err := os.ReadDir(l.indexDir)
	if err != nil || len(left) != 2 {
		t.Errorf("left are %v, want the index and what was written just now: %v", left, err)
	}
}

func textOf(s *Shelf, r Ref) string {
	day, item := r.Numbers()
	return s.Texts(day).Text(item)
}

// Texts that were given up are read again, whoever gives them up and whoever reads
// meanwhile, also where the day's file is another by now.
func TestTextsAreGivenUpAndReadAgain(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 50)
	rested(t, l.Folder())
	shelf(t, l.Library)
	for _, anew := range []bool{false, true} {
		s, refs, _ := shelf(t, l.Library)
		if anew {
			if _, err := l.Rebuild(t.Context(), func(int, int) {}); err != nil {
				t.Fatal(err)
			}
		}
		var done sync.WaitGroup
		for range 4 {
			done.Go(func() {
				for range 20 {
					n := 0
					for day := range s.Days() {
						texts := s.Texts(day)
						texts.Search([]string{"."}, func(int) bool { n++; return true })
						texts.Cool()
						texts.Warm()
					}
					if n != len(refs) {
						t.Errorf("%d of %d are found", n, len(refs))
					}
				}
			})
		}
		done.Wait()
	}
}
