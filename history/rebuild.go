package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"imagine-tui/history/disk"
)

// Rebuild reads every description and writes the index anew, as many days at a
// time as there are processors. progress is told how many days of how many are
// done, by one goroutine at a time. It returns how many results there are; days
// that cannot be read are left out, and told in the error.
func (l *Library) Rebuild(ctx context.Context, progress func(done, days int)) (results int, err error) {
	days, err := l.days()
	if err != nil {
		return 0, fmt.Errorf("list the results in %s: %w", l.folder, err)
	}
	if err := l.forgetIndex(); err != nil {
		return 0, fmt.Errorf("remove the index: %w", err)
	}
	var (
		mu   sync.Mutex
		all  sync.WaitGroup
		done int
		errs []error
		next = make(chan string)
	)
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for name := range next {
				n, err := l.rebuildDay(name)
				mu.Lock()
				results, done, errs = results+n, done+1, append(errs, err)
				progress(done, len(days))
				mu.Unlock()
			}
		})
	}
	for _, name := range days {
		if ctx.Err() != nil {
			break
		}
		next <- name
	}
	close(next)
	all.Wait()
	return results, errors.Join(append(errs, ctx.Err())...)
}

// forgetIndex removes what the index has. Its folder stays: somebody else may be
// writing into it.
func (l *Library) forgetIndex() error {
	// Versions before kept one file here.
	files := []string{l.indexDir + ".txt"}
	entries, err := os.ReadDir(l.indexDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".idx") || abandoned(e) {
			files = append(files, filepath.Join(l.indexDir, e.Name()))
		}
	}
	var errs []error
	for _, file := range files {
		if err := os.RemoveAll(file); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// sweepIndex removes what somebody who was killed left half written, and returns
// how much.
func (l *Library) sweepIndex(limit time.Time) (removed int) {
	entries, _ := os.ReadDir(l.indexDir) // there may be none
	for _, e := range entries {
		if abandoned(e) && disk.RemoveStale(filepath.Join(l.indexDir, e.Name()), limit) {
			removed++
		}
	}
	return removed
}

// abandoned tells whether a file was being written by somebody who is no more.
func abandoned(e fs.DirEntry) bool {
	info, err := e.Info()
	return err == nil && strings.HasSuffix(e.Name(), ".part") && time.Since(info.ModTime()) > time.Hour
}

func (l *Library) rebuildDay(name string) (int, error) {
	d, err := l.openDay(name, false)
	if err != nil {
		return 0, unreadableDay(name, err)
	}
	d.each(nil, false, func(string, known) bool { return true })
	return d.size(), nil
}
