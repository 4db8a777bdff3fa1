package history

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"imagine-tui/history/inorder"
)

// Load calls yield with the results, newest first: by the folders' dates, the
// time in the names, and within a second by the recorded time. Only what is
// yielded is read. limit is how many to yield at most, 0 for all; yield
// returns false to stop. What is read is known to Find from then on. A result
// without a usable sidecar has the time of its name. Days that cannot be read
// are left out, and told in the error.
func (l *Library) Load(ctx context.Context, limit int, yield func(Entry) bool) error {
	days, err := l.days()
	if err != nil {
		return fmt.Errorf("list the results in %s: %w", l.folder, err)
	}
	return l.load(ctx, days, nil, limit, yield)
}

// load is Load of the results of some days whose searched text holds all of the
// words. Each description that is yielded is looked at, for whether it changed in
// place since it was kept in the index.
func (l *Library) load(ctx context.Context, days, words []string, limit int, yield func(Entry) bool) error {
	left, looked := limit, 0
	more := func(e Entry) bool {
		if left--; !yield(e) {
			return false
		}
		return left != 0 && ctx.Err() == nil
	}
	var errs []error
	for looked < lookedAt && len(days) > 0 {
		name := days[len(days)-1]
		days = days[:len(days)-1]
		d, err := l.openDay(name, true)
		if err != nil {
			errs = append(errs, unreadableDay(name, err)) // the other days can be shown
			continue
		}
		looked += d.size()
		if !d.entries(words, more) {
			return ctx.Err()
		}
	}
	if len(days) > 0 {
		for c := range inorder.Map(ctx, runtime.GOMAXPROCS(0), backward(days), func(name string) chosen { return choose(l, name, words) }) {
			if c.err != nil {
				errs = append(errs, c.err)
			} else if !c.each(words, more) {
				return ctx.Err()
			}
		}
	}
	return errors.Join(append(errs, ctx.Err())...)
}

// backward yields days, the newest first.
func backward(days []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range slices.Backward(days) {
			if !yield(name) {
				return
			}
		}
	}
}

// mostAside is how many results a day may have that is read beside another: those
// that are chosen of it wait in memory for their turn.
const mostAside = 5000

// chosen is what a search chose of a day.
type chosen struct {
	entries []Entry
	reader  *dayReader // of a day that is still to be read, because it is large
	err     error
}

// choose reads a day of a library, unless it is large.
func choose(l *Library, name string, words []string) chosen {
	d, err := l.openDay(name, false)
	switch {
	case err != nil:
		return chosen{err: unreadableDay(name, err)}
	case d.size() > mostAside:
		return chosen{reader: d}
	}
	var c chosen
	d.entries(words, func(e Entry) bool {
		c.entries = append(c.entries, e)
		return true
	})
	return c
}

// each calls yield with what was chosen until it returns false, and tells whether it
// never did.
func (c *chosen) each(words []string, yield func(Entry) bool) bool {
	if c.reader != nil {
		return c.reader.entries(words, yield)
	}
	for _, e := range c.entries {
		if !yield(e) {
			return false
		}
	}
	return true
}

// entries calls yield with the results of a day whose searched text holds all of the
// words, newest first, until it returns false; it tells whether it never did.
func (d *dayReader) entries(words []string, yield func(Entry) bool) bool {
	g := group{all: clocksChanged(d.name), yield: yield}
	return d.each(words, true, func(file string, k known) bool { return g.add(d.library.entry(d.name, file, k)) }) && g.flush()
}

// Count is how many results there are, without those of days that cannot be
// read.
func (l *Library) Count() int {
	days, _ := l.days()
	n := 0
	for _, name := range days {
		if d, err := l.openDay(name, false); err == nil {
			n += d.size()
		}
	}
	return n
}

// group collects results whose names do not tell their order: those of one
// second, or all of a day on which the clocks were changed.
type group struct {
	all   bool
	yield func(Entry) bool
	held  []Entry
}

// add takes the next result, last name first; false when no more are wanted.
func (g *group) add(e Entry) bool {
	if len(g.held) > 0 && !g.all && second(filepath.Base(g.held[0].Path)) != second(filepath.Base(e.Path)) && !g.flush() {
		return false
	}
	g.held = append(g.held, e)
	return true
}

// flush gives what is held, newest first.
func (g *group) flush() bool {
	slices.SortStableFunc(g.held, func(a, b Entry) int { return b.Sidecar.Saved.Compare(a.Sidecar.Saved) })
	for _, e := range g.held {
		if !g.yield(e) {
			return false
		}
	}
	g.held = g.held[:0]
	return true
}

// named returns the time that a result's folder and name tell, zero if they
// tell none, by a clock of that zone: what is shown of a result that has no better.
func named(day, name string, zone *time.Location) time.Time {
	at, err := time.ParseInLocation(time.DateOnly+" "+clock, day+" "+second(name), zone)
	if err != nil {
		return time.Time{}
	}
	return at
}
