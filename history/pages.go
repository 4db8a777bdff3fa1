package history

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"imagine-tui/history/index"
)

// Listing reads which results a library has, page by page, for a Shelf.
type Listing struct {
	library *Library
	days    []*shelved
}

// Listing returns one that has read nothing yet.
func (l *Library) Listing() *Listing { return &Listing{library: l} }

// Page are the next results, newest first.
type Page struct {
	Refs []Ref
	Last bool // no more will come

	library *Library
	days    []*shelved // read since the page before
}

// The first page fills a screen soon, and there are few of the others.
const (
	firstPage  = 100
	secondPage = 2000
	nextPages  = 10_000
)

// Pages calls yield with all results, in the order of Newest, until it returns
// false. Of each day nothing but its file in the index is read, if its folder
// was not written to since; see Changed. Days that cannot be read are left out,
// and told in the error.
func (r *Listing) Pages(ctx context.Context, yield func(Page) bool) error {
	names, err := r.library.days()
	if err != nil {
		return fmt.Errorf("list the results in %s: %w", r.library.folder, err)
	}
	first, names := r.library.byTime(names)
	slices.Reverse(first)
	slices.Reverse(names)
	names = append(first, names...)
	var held []timedRef
	var errs []error
	size, given := firstPage, 0
	give := func(n int, last bool) bool {
		p := Page{Refs: make([]Ref, n), Last: last, library: r.library, days: r.days[given:]}
		for i := range p.Refs {
			p.Refs[i] = held[i].ref
		}
		given, held = len(r.days), held[n:]
		size = nextPage(size)
		return yield(p)
	}
	for i, name := range names {
		d, err := r.library.shelve(name)
		if err != nil {
			errs = append(errs, unreadableDay(name, err)) // the other days can be shown
			continue
		}
		held = d.ordered(len(r.days), i < len(first), held)
		r.days = append(r.days, d)
		slices.SortStableFunc(held, func(a, b timedRef) int { return b.at.Compare(a.at) })
		if i+1 == len(names) {
			break
		}
		if i+1 < len(first) {
			continue // what is there can be newer than all that follows, or older
		}
		for settled := settledBefore(held, names[i+1]); settled >= size; settled = settledBefore(held, names[i+1]) {
			if ctx.Err() != nil || !give(size, false) {
				return ctx.Err()
			}
		}
	}
	for first := true; first || len(held) > 0; first = false {
		if ctx.Err() != nil || !give(min(size, len(held)), len(held) <= size) {
			return ctx.Err()
		}
	}
	return errors.Join(append(errs, ctx.Err())...)
}

func nextPage(size int) int {
	if size == firstPage {
		return secondPage
	}
	return nextPages
}

// settledBefore is how many of those held are newer than all of an earlier day
// can be, by any clock.
func settledBefore(held []timedRef, day string) int {
	latest := dateOf(day).Add(24*time.Hour + west)
	n, _ := slices.BinarySearchFunc(held, latest, func(p timedRef, at time.Time) int {
		if p.at.After(at) {
			return -1
		}
		return 1
	})
	return n
}

// shelve reads a day.
func (l *Library) shelve(name string) (*shelved, error) {
	d, err := l.openDay(name, false)
	if err != nil {
		return nil, err
	}
	if d.trusted {
		return &shelved{name: name, folder: d.written, Day: d.kept}, nil
	}
	if d.folder == 0 {
		d.written = time.Time{} // its time may stay the same with the next change
	}
	d.each(nil, false, func(string, known) bool { return true })
	if d.inIndex {
		if kept, err := index.Read(indexFile(l.indexDir, name), l.indexID(name)); err == nil && kept.Len() == len(d.fresh) {
			return &shelved{name: name, folder: d.written, Day: kept}, nil
		}
	}
	day, err := index.In(d.folder, d.fresh)
	return &shelved{name: name, folder: d.written, Day: day}, err
}

// Changed calls yield with what became of results since they were listed, where
// no Watcher tells: of descriptions that were changed in place since they were
// kept in the index, without the folder knowing, and of what came and went while
// the list was read. Newest first, until it returns false. It looks at each file.
func (r *Listing) Changed(ctx context.Context, yield func(Changes) bool) {
	if c := r.otherDays(); !c.Empty() && !yield(c) {
		return
	}
	for _, shelved := range r.days {
		if c := r.cameOrWent(shelved); !c.Empty() && !yield(c) {
			return
		}
		if !r.inPlace(ctx, shelved, yield) {
			return
		}
	}
}

// inPlace is Changed of the descriptions of one day.
func (r *Listing) inPlace(ctx context.Context, shelved *shelved, yield func(Changes) bool) bool {
	d := &dayReader{library: r.library, name: shelved.name, kept: shelved.Day, trusted: true}
	look := d.look()
	defer look.Close()
	for i := range shelved.Len() {
		if ctx.Err() != nil {
			return false
		}
		began := time.Now()
		if d.still(look, i) || !d.there(i) {
			continue
		}
		if !yield(Changes{Entries: []Entry{r.library.entry(d.name, d.file(i), d.again(i))}, Began: began}) {
			return false
		}
	}
	return true
}

// otherDays returns the results of folders that came since the days were listed,
// and the folders that went while others are there.
func (r *Listing) otherDays() (c Changes) {
	c.Began = time.Now()
	names, err := r.library.days()
	if err != nil || len(names) == 0 {
		return Changes{} // a disk was taken off: its results are not lost
	}
	listed := map[string]bool{}
	for _, d := range r.days {
		listed[d.name] = true
		if !slices.Contains(names, d.name) {
			c.Gone = append(c.Gone, filepath.Join(r.library.folder, d.name))
		}
	}
	for _, name := range names {
		if listed[name] {
			continue
		}
		files, err := fileNames(filepath.Join(r.library.folder, name))
		if err != nil {
			continue // that was said when it was listed
		}
		for _, it := range items(files) {
			c.Entries = append(c.Entries, r.library.entry(name, it.name, r.library.know(name, it)))
		}
	}
	return c
}

// cameOrWent returns what is another in the folder of a day.
func (r *Listing) cameOrWent(d *shelved) (c Changes) {
	dir := filepath.Join(r.library.folder, d.name)
	info, err := os.Stat(dir)
	if err != nil || info.ModTime().Equal(d.folder) {
		return Changes{}
	}
	names, err := fileNames(dir)
	if err != nil {
		return Changes{}
	}
	there := map[string]bool{}
	c.Began = time.Now()
	for _, it := range items(names) {
		there[it.name] = true
		if at := d.Find(it.name); at < 0 || d.Item(at).Picture != it.picture || d.Item(at).Described != it.sidecar {
			c.Entries = append(c.Entries, r.library.entry(d.name, it.name, r.library.know(d.name, it)))
		}
	}
	for i := range d.Len() {
		if name := d.Item(i).Name; !there[name] {
			c.Gone = append(c.Gone, filepath.Join(dir, name))
		}
	}
	return c
}

// dateOf is the first moment of a day as if the clock had shown UTC.
func dateOf(day string) time.Time {
	at, _ := time.Parse(time.DateOnly, filepath.Base(day)) // years from 1 on
	return at
}
