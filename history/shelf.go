package history

import (
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"imagine-tui/history/index"
)

// Ref says where a result stands in a [Shelf]. The zero Ref is that of none.
type Ref struct{ day, item int32 } // the day from 1

func refOf(day, item int) Ref { return Ref{int32(day + 1), int32(item)} }

// None tells whether it is that of no result.
func (r Ref) None() bool { return r.day == 0 }

// Numbers returns the number of the day, and of the result in it.
func (r Ref) Numbers() (day, item int) { return int(r.day) - 1, int(r.item) }

// Shelf are the results of a library as they were when they were listed, in the
// files of the index: what is in memory of each is its name and its facts. A
// shelf is filled by the pages of a [Listing], and used by one goroutine. It
// reads the index and, where that is gone, descriptions.
type Shelf struct {
	library *Library
	days    []*shelved
	numbers map[string]int // of days by their names
	words   []string       // room for those of one result
}

// shelved is one day.
type shelved struct {
	name   string
	folder time.Time // when its folder had last been written to, zero while that is too near
	*index.Day
	again atomic.Pointer[index.Day] // where its texts are, if its file is another by now
}

// Take puts the days that a page brings on the shelf. Pages are taken in the
// order they came.
func (s *Shelf) Take(p Page) {
	if s.numbers == nil {
		s.numbers = map[string]int{}
	}
	if p.library != nil {
		s.library = p.library
	}
	for _, d := range p.days {
		s.numbers[d.name] = len(s.days)
		s.days = append(s.days, d)
	}
}

// Day returns the number of the day whose folder that is; false for another.
func (s *Shelf) Day(folder string) (int, bool) {
	n, there := s.numbers[filepath.Base(folder)]
	return n, there && filepath.Join(s.library.folder, s.days[n].name) == folder
}

// Ref returns where a result stands, by its numbers.
func (s *Shelf) Ref(day, item int) Ref { return refOf(day, item) }

// Days returns how many results each day has, by its number.
func (s *Shelf) Days() []int {
	out := make([]int, len(s.days))
	for i, d := range s.days {
		out[i] = d.Len()
	}
	return out
}

// Path is where the picture is, as in Entry.
func (s *Shelf) Path(r Ref) string {
	d := s.day(r)
	return filepath.Join(s.library.folder, d.name, d.Item(int(r.item)).Name)
}

// Find returns the place of the result with that path; false when there is none.
func (s *Shelf) Find(path string) (Ref, bool) {
	dir, name := filepath.Split(path)
	number, there := s.numbers[filepath.Base(dir)]
	if !there {
		return Ref{}, false
	}
	i := s.days[number].Find(name)
	if i < 0 || s.Path(refOf(number, i)) != path {
		return Ref{}, false
	}
	return refOf(number, i), true
}

// Facts reads the facts of a result into f, whose tags have room. Its parent is
// where it is on this computer.
func (s *Shelf) Facts(r Ref, f *Facts) {
	s.words = s.day(r).facts(int(r.item), f, s.words[:0])
	f.Parent = s.library.Locate(f.Parent)
}

// facts reads the facts of a result with their paths as they are written. words
// is room for its texts, and returned.
func (d *shelved) facts(item int, f *Facts, words []string) []string {
	text, words := d.Facts(item, words)
	*f = Facts{Tags: f.Tags[:0]}
	if !f.decode(text, words) {
		*f = Facts{Called: fileName(d.Item(item).Name)} // somebody tampered with the sums as well
	}
	if f.Saved.IsZero() {
		f.Saved = named(d.name, d.Item(item).Name, time.Local)
	}
	return words
}

// Entries returns results of which more than their facts is asked for, as Here
// does. One whose description cannot be read any more is as good as its name.
func (s *Shelf) Entries(refs []Ref) []Entry {
	out := make([]Entry, len(refs))
	for from := 0; from < len(refs); {
		to := from + 1
		for to < len(refs) && refs[to].day == refs[from].day {
			to++
		}
		d := s.day(refs[from])
		items := make([]int, 0, to-from)
		for _, p := range refs[from:to] {
			items = append(items, int(p.item))
		}
		next := from
		s.library.eachKnown(d, items, func(i int, k known) {
			out[next] = s.library.Here(s.library.entry(d.name, d.Item(i).Name, k))
			next++
		})
		from = to
	}
	return out
}

// eachKnown calls use with what is known of some results of a day in their order:
// from its file, from the one that somebody wrote in its place, or from their
// descriptions.
func (l *Library) eachKnown(d *shelved, items []int, use func(i int, k known)) {
	done := 0
	_ = d.Page(items, func(i int, text string) { // what it left out is read below
		k, ok := decodeKnown(text)
		if !ok {
			k = l.know(d.name, listedAs(d.Item(i)))
		}
		use(i, k)
		done++
	})
	if done == len(items) {
		return
	}
	now, _ := index.Read(indexFile(l.indexDir, d.name), l.indexID(d.name)) // nil where there is none
	for _, i := range items[done:] {
		use(i, l.knownNow(d, now, i))
	}
}

// knownNow is what is known of a result in a newer file of its day's.
func (l *Library) knownNow(d *shelved, now *index.Day, i int) known {
	it := d.Item(i)
	if now != nil {
		if at := now.Find(it.Name); at >= 0 {
			text, err := now.Known(at)
			if k, ok := decodeKnown(text); err == nil && ok {
				return k
			}
		}
	}
	return l.know(d.name, listedAs(it))
}

func listedAs(it index.Item) item {
	return item{name: it.Name, picture: it.Picture, sidecar: it.Described}
}

func (s *Shelf) day(r Ref) *shelved { return s.days[r.day-1] }

// timedRef is a ref with what it is ordered by.
type timedRef struct {
	ref       Ref
	at, saved time.Time
}

// ordered are the refs of a day as Load orders them, with their times.
func (d *shelved) ordered(number int, waited bool, out []timedRef) []timedRef {
	from := len(out)
	all, date := clocksChanged(d.name), dateOf(d.name)
	bySaved := func(a, b timedRef) int { return b.saved.Compare(a.saved) }
	var f Facts
	var words []string
	held, last := from, ""
	for i := range d.Len() {
		name := d.Item(i).Name
		if now := second(name); now != last {
			if !all {
				slices.SortStableFunc(out[held:], bySaved)
				held = len(out)
			}
			last = now
		}
		words = d.facts(i, &f, words[:0])
		out = append(out, timedRef{refOf(number, i), orderTime(f.Saved, wall(date, name), waited), f.Saved})
	}
	slices.SortStableFunc(out[held:], bySaved)
	return out
}
