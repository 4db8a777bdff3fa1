package history

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// eachFile is how many sidecars of the newest day are looked at one by one: an
// editor that writes in place does not change the folder.
const eachFile = 500

// Watcher finds sidecars that changed since it last looked. It is used by one
// goroutine.
type Watcher struct {
	library *Library
	since   time.Time
	days    map[string]time.Time
	files   map[string]map[string]time.Time // of days that were looked into
}

// Watcher returns one for which everything up to now is known.
func (l *Library) Watcher() *Watcher {
	w := &Watcher{library: l, since: time.Now().Add(-2 * time.Second), days: map[string]time.Time{}, files: map[string]map[string]time.Time{}}
	days, _ := l.days()
	for _, day := range days {
		if info, err := os.Stat(filepath.Join(l.folder, day)); err == nil {
			w.days[day] = info.ModTime()
		}
	}
	if len(days) > 0 {
		w.look(days[len(days)-1])
	}
	return w
}

// Changed returns the results whose sidecars changed. It looks at the times of
// the days' folders, and into those that are others.
func (w *Watcher) Changed() []Entry {
	days, err := w.library.days()
	if err != nil {
		return nil // it may be back in a moment
	}
	var out []Entry
	for i, day := range days {
		info, err := os.Stat(filepath.Join(w.library.folder, day))
		if err != nil {
			continue
		}
		newest := i == len(days)-1 && len(w.files[day]) <= eachFile
		if !newest && w.days[day].Equal(info.ModTime()) {
			continue
		}
		w.days[day] = info.ModTime()
		for _, name := range w.look(day) {
			e, err := w.library.Entry(filepath.Join(w.library.folder, day, strings.TrimSuffix(name, sidecarExt)))
			if err == nil && (e.Problem == "" || e.Problem == problemNoPicture) {
				out = append(out, e)
			}
		}
	}
	return out
}

// look returns the sidecars of a day that changed since the last look.
func (w *Watcher) look(day string) (changed []string) {
	entries, err := os.ReadDir(filepath.Join(w.library.folder, day))
	if err != nil {
		return nil
	}
	before, known := w.files[day]
	now := make(map[string]time.Time, len(before))
	for _, e := range entries {
		picture, found := strings.CutSuffix(e.Name(), sidecarExt)
		info, err := e.Info()
		if !found || !isPicture(picture) || err != nil || !info.Mode().IsRegular() {
			continue
		}
		at := info.ModTime()
		now[e.Name()] = at
		if was, there := before[e.Name()]; there && !was.Equal(at) || !there && (known || at.After(w.since)) {
			changed = append(changed, e.Name())
		}
	}
	w.files[day] = now
	return changed
}
