package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"imagine-tui/history/bell"
)

// Follower tells when the files that hold settings were saved: the config, the
// project's and the themes. Its methods may be called from several goroutines.
type Follower struct {
	config, project, themes string // no project is ""

	mu   sync.Mutex
	seen string
	bell *bell.Bell // nil where the system tells nothing
}

// Follow begins to look after the files of the settings. What they hold now is
// known.
func (u *Setup) Follow() *Follower {
	f := &Follower{config: u.Places.Config, project: u.Places.Project.File, themes: u.ThemesDir()}
	f.seen = f.look()
	if b, err := bell.Open(root(f.config)); err == nil {
		f.bell = b
		f.listen()
	}
	return f
}

// Changed tells whether one of the files is another since it was asked last.
func (f *Follower) Changed() bool {
	now := f.look()
	f.mu.Lock()
	defer f.mu.Unlock()
	before := f.seen
	f.seen = now
	return now != before
}

// settle is how long nothing has to happen to the files before they are looked at:
// editors write more than one.
const settle = 50 * time.Millisecond

// Wait waits until something happened where the files are, without looking. Where
// the system tells nothing of that, or ctx ended, it is false at once.
func (f *Follower) Wait(ctx context.Context) bool {
	if f.bell == nil {
		return false
	}
	if _, err := f.bell.Wait(ctx, settle); err != nil {
		return false
	}
	f.listen() // folders may have come
	return true
}

// Close ends the waiting for good; nobody waits any more.
func (f *Follower) Close() error {
	if f.bell == nil {
		return nil
	}
	return f.bell.Close()
}

// listen has the system tell of the folders of the files, and of the ones above
// those that are not there yet.
func (f *Follower) listen() {
	folders := []string{filepath.Dir(f.config), f.themes}
	if led, err := filepath.EvalSymlinks(f.config); err == nil {
		folders = append(folders, filepath.Dir(led))
	}
	if f.project != "" {
		folders = append(folders, filepath.Dir(f.project))
	}
	for _, folder := range folders {
		for !isFolder(folder) && folder != filepath.Dir(folder) {
			folder = filepath.Dir(folder)
		}
		if name, err := filepath.Rel(root(f.config), folder); err == nil && name != "." {
			_ = f.bell.Add(name) // then nobody hears of it but who looks
		}
	}
}

// root is the topmost folder above a path.
func root(path string) string { return filepath.VolumeName(path) + string(filepath.Separator) }

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// look is what can be told of the files without reading them.
func (f *Follower) look() string {
	files, err := os.ReadDir(f.themes)
	names := []string{f.config}
	for _, one := range files {
		if strings.HasSuffix(one.Name(), ".toml") && len(names) <= mostThemes {
			names = append(names, filepath.Join(f.themes, one.Name()))
		}
	}
	slices.Sort(names[1:])
	if f.project != "" {
		names = append(names, f.project)
	}
	var b strings.Builder
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.WriteString(err.Error())
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			fmt.Fprintf(&b, "%s: %s\n", name, Reason(err))
			continue
		}
		fmt.Fprintf(&b, "%s: %d %d %s\n", name, info.Size(), info.ModTime().UnixNano(), info.Mode())
	}
	return b.String()
}
