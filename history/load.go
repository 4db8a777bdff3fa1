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
	left := limit
	more := func(e Entry) bool {
		if left--; !yield(e) {
			return false
		}
		return left != 0 && ctx.Err() == nil
	}
	var errs []error
	for _, day := range slices.Backward(days) {
		names, err := fileNames(filepath.Join(l.folder, day))
		if err != nil {
			errs = append(errs, unreadableDay(day, err)) // the other days can be shown
			continue
		}
		for _, group := range groups(items(names), day) {
			for _, e := range l.read(day, group) {
				if !more(e) {
					return ctx.Err()
				}
			}
		}
	}
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return err
	}
	l.index.setComplete()
	l.writeCache()
	return nil
}

// read reads results whose names do not tell their order, newest first.
func (l *Library) read(day string, group []item) []Entry {
	list := make([]Entry, 0, len(group))
	for _, it := range group {
		list = append(list, l.readItem(day, it))
	}
	slices.SortStableFunc(list, func(a, b Entry) int { return b.Sidecar.Saved.Compare(a.Sidecar.Saved) })
	return list
}

func (l *Library) readItem(day string, it item) Entry {
	path := filepath.Join(l.folder, day, it.name)
	e := Entry{Path: path, SidecarPath: path + sidecarExt}
	if !it.sidecar {
		e.Problem = problemNoSidecar
		e.Sidecar.Saved = named(day, it.name, time.Local)
		return e
	}
	s, problem := readListed(e.SidecarPath)
	if problem == "" {
		l.index.add(day+"/"+it.name, s)
	}
	e.Sidecar, e.Problem = s.cleaned(), problem
	if e.Sidecar.Saved.IsZero() {
		e.Sidecar.Saved = named(day, it.name, time.Local)
	}
	if !it.picture {
		e.Problem = problemNoPicture
	}
	return e
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
