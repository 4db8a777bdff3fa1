package history

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"
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
	for _, name := range slices.Backward(days) {
		d, err := l.openDay(name, looked < lookedAt)
		if err != nil {
			errs = append(errs, unreadableDay(name, err)) // the other days can be shown
			continue
		}
		looked += d.size()
		g := group{day: name, all: clocksChanged(name), yield: more}
		if !d.each(words, true, func(file string, k known) bool { return g.add(l.entry(name, file, k)) }) || !g.flush() {
			return ctx.Err()
		}
	}
	return errors.Join(append(errs, ctx.Err())...)
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
	day   string
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
