package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"sync"
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
	if err := os.RemoveAll(l.indexDir); err != nil {
		return 0, fmt.Errorf("remove the index: %w", err)
	}
	// Versions before kept one file here.
	if err := os.Remove(l.indexDir + ".txt"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("remove the index of an earlier version: %w", err)
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

func (l *Library) rebuildDay(name string) (int, error) {
	d, err := l.openDay(name, false)
	if err != nil {
		return 0, unreadableDay(name, err)
	}
	d.each(nil, false, func(string, known) bool { return true })
	return d.size(), nil
}
