package history

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"imagine-tui/history/bell"
)

// Changes are what others did to results.
type Changes struct {
	// Entries are results that came, or of which somebody said something.
	Entries []Entry
	// Gone are the paths of results that are not in their place any more.
	Gone []string
	// Began is when reading the entries began: what was written since may not be in
	// them.
	Began time.Time
}

// Empty tells whether nothing changed.
func (c Changes) Empty() bool { return len(c.Entries) == 0 && len(c.Gone) == 0 }

const (
	// settle is how long nothing has to happen before what happened is told: a
	// picture and its sidecar come one after the other.
	settle = 100 * time.Millisecond
	// lookEvery is how often folders are looked at where the system does not tell
	// what changes in them.
	lookEvery = time.Second
	// eachFile is how many sidecars of a day are then looked at one by one: an
	// editor that writes in place does not change the folder.
	eachFile = 500
)

// Watcher finds what others change in a library. It is used by one goroutine.
type Watcher struct {
	library *Library
	bell    *bell.Bell // nil where folders have to be looked at
	deaf    bool       // there will be none
	since   time.Time
	days    map[string]time.Time
	files   map[string]map[string]time.Time // of days that were looked into
	turn    int                             // of the days, which is looked at file by file
}

// Watcher returns one for which everything up to now is known.
func (l *Library) Watcher() *Watcher {
	w := &Watcher{library: l, since: time.Now().Add(-2 * time.Second), days: map[string]time.Time{}, files: map[string]map[string]time.Time{}}
	w.listen()
	days, _ := l.days()
	for _, day := range days {
		if info, err := os.Stat(filepath.Join(l.folder, day)); err == nil {
			w.days[day] = info.ModTime()
		}
	}
	if w.bell == nil {
		w.remember(days)
	}
	return w
}

// Close ends the watching.
func (w *Watcher) Close() {
	if w.bell != nil {
		_ = w.bell.Close() // nothing is in it
		w.bell = nil
	}
}

// listen has the system tell what changes, where it does.
func (w *Watcher) listen() {
	b, err := bell.Open(w.library.folder)
	if err == nil {
		days, _ := w.library.days() // Changed tells
		for _, day := range days {
			if err = b.Add(day); errors.Is(err, bell.ErrDeaf) {
				break
			}
			err = nil // it has just gone
		}
		if err == nil {
			w.bell = b
			return
		}
		_ = b.Close()
	}
	w.deaf = !errors.Is(err, fs.ErrNotExist)
}

// Next waits until something changes, and returns it; ok is false when ctx is
// over. It costs nothing meanwhile where the system tells what changes; elsewhere
// it looks at the folders once a second.
func (w *Watcher) Next(ctx context.Context) (c Changes, ok bool) {
	for ctx.Err() == nil {
		switch {
		case w.bell != nil:
			c = w.rung(ctx)
		default:
			select {
			case <-ctx.Done():
				return Changes{}, false
			case <-time.After(lookEvery):
			}
			if !w.deaf {
				w.listen()
			}
			c = w.Changed()
		}
		if !c.Empty() {
			return c, true
		}
	}
	return Changes{}, false
}

// rung waits for the bell, and looks at what it names.
func (w *Watcher) rung(ctx context.Context) (c Changes) {
	rung, err := w.bell.Wait(ctx, settle)
	if err != nil {
		w.Close() // and again from the next look on
		return Changes{}
	}
	if rung.Missed {
		return w.Changed()
	}
	c.Began = time.Now()
	for day := range rung.Folders {
		if !dated.Regexp().MatchString(day) {
			continue
		}
		if err := w.bell.Add(day); err == nil {
			w.files[day] = map[string]time.Time{} // all in it is new
			w.take(&c, day, w.look(day))
		} else if w.missing(day) {
			c.Gone = append(c.Gone, filepath.Join(w.library.folder, day))
		}
	}
	for day, names := range rung.Files {
		var changed []string
		for name := range names {
			if picture := strings.TrimSuffix(name, sidecarExt); isPicture(picture) {
				changed = append(changed, picture)
			}
		}
		w.take(&c, day, changed)
	}
	return c
}

// missing tells whether a day's folder went away while others are there: where
// all went, a disk was most likely taken off, and its results are not lost.
func (w *Watcher) missing(day string) bool {
	days, err := w.library.days()
	return err == nil && len(days) > 0 && !slices.Contains(days, day)
}

// take reads results that changed.
func (w *Watcher) take(c *Changes, day string, names []string) {
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		path := filepath.Join(w.library.folder, day, name)
		e, err := w.library.Entry(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if !w.missing(day) {
				if _, err := os.Stat(filepath.Dir(path)); err == nil {
					c.Gone = append(c.Gone, path)
				}
			}
		case err == nil && (e.Problem == "" || e.Problem == problemNoPicture || e.Problem == problemNoSidecar):
			c.Entries = append(c.Entries, e)
		}
	}
}

// Changed looks for what changed: at the times of the days' folders, and into
// those that are others.
func (w *Watcher) Changed() (c Changes) {
	c.Began = time.Now()
	days, err := w.library.days()
	if err != nil {
		return Changes{} // it may be back in a moment
	}
	w.turn++
	for i, day := range days {
		info, err := os.Stat(filepath.Join(w.library.folder, day))
		if err != nil {
			continue
		}
		before, known := w.days[day]
		byFile := (i == len(days)-1 || i == w.turn%len(days)) && len(w.files[day]) <= eachFile
		if known && !byFile && before.Equal(info.ModTime()) {
			continue
		}
		if !known { // all in it is new
			w.files[day] = map[string]time.Time{}
		}
		w.days[day] = info.ModTime()
		w.take(&c, day, w.look(day))
	}
	for day := range w.days {
		if !slices.Contains(days, day) && len(days) > 0 {
			delete(w.days, day)
			delete(w.files, day)
			c.Gone = append(c.Gone, filepath.Join(w.library.folder, day))
		}
	}
	return c
}

// look returns the results of a day whose files changed, came or went since the
// last look.
func (w *Watcher) look(day string) (changed []string) {
	entries, err := os.ReadDir(filepath.Join(w.library.folder, day))
	if err != nil {
		return nil
	}
	before, known := w.files[day]
	now := make(map[string]time.Time, len(before))
	for _, e := range entries {
		picture := strings.TrimSuffix(e.Name(), sidecarExt)
		info, err := e.Info()
		if !isPicture(picture) || err != nil || !info.Mode().IsRegular() {
			continue
		}
		at := info.ModTime()
		now[e.Name()] = at
		was, there := before[e.Name()]
		if there && was.IsZero() || !there && !known { // nobody has looked at its time yet
			there, was = true, at
			if at.After(w.since) {
				was = time.Time{}
			}
		}
		if !there || !was.Equal(at) {
			changed = append(changed, picture)
		}
	}
	for name := range before {
		if _, there := now[name]; !there {
			changed = append(changed, strings.TrimSuffix(name, sidecarExt))
		}
	}
	w.files[day] = now
	return changed
}

// remember notes which files there are, without looking at them.
func (w *Watcher) remember(days []string) {
	for _, day := range days {
		names, _ := fileNames(filepath.Join(w.library.folder, day)) // it may have gone
		files := make(map[string]time.Time, len(names))
		for _, name := range names {
			if isPicture(strings.TrimSuffix(name, sidecarExt)) {
				files[name] = time.Time{}
			}
		}
		w.files[day] = files
	}
}
