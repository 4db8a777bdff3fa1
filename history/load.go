package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
)

// Load calls yield with the results, newest first: by the folders' dates, the
// time in the names, and within a second by the recorded time. Only what is
// yielded is read. limit is how many to yield at most, 0 for all; yield
// returns false to stop. What is read is known to Find from then on.
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
	for _, day := range slices.Backward(days) {
		names, err := fileNames(filepath.Join(l.folder, day))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("list the results of %s: %w", day, err)
		}
		for _, group := range groups(items(names), day) {
			for _, e := range l.read(day, group) {
				if !more(e) {
					return ctx.Err()
				}
			}
		}
	}
	if ctx.Err() == nil {
		l.index.setComplete()
		l.writeCache()
	}
	return ctx.Err()
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
		return e
	}
	s, problem := readListed(e.SidecarPath)
	if problem == "" {
		l.index.add(day+"/"+it.name, s)
	}
	e.Sidecar, e.Problem = s.cleaned(), problem
	if !it.picture {
		e.Problem = problemNoPicture
	}
	return e
}
