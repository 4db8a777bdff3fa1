package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"imagine-tui/history/disk"
)

// Tally sums up a day again and again, and reads only what was added since. It
// is safe for concurrent use.
type Tally struct {
	dir Dir

	mu    sync.Mutex
	from  time.Time
	files map[string]*tail
}

// tail is what was read of one file.
type tail struct {
	read  int64
	lines []Line // from the beginning of the day on
}

// Tally returns one that has read nothing.
func (d Dir) Tally() *Tally { return &Tally{dir: d, files: map[string]*tail{}} }

// Tokens sums up what counts against a ceiling, of all keys that cost: what was
// spent and what was given up without an answer. Runs that skip names are left
// out.
func (t *Tally) Tokens(from, until time.Time, skip func(run string) bool) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !from.Equal(t.from) {
		t.from, t.files = from, map[string]*tail{}
	}
	keys, err := os.ReadDir(string(t.dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("read what was spent: %w", err)
	}
	counted := map[string]int{}
	nameless := 0
	for _, key := range keys {
		if !key.IsDir() || key.Name() == sandboxFolder {
			continue
		}
		for m := monthOf(from); m.Before(until); m = m.AddDate(0, 1, 0) {
			lines, err := t.lines(filepath.Join(string(t.dir), key.Name(), month(m)+".jsonl"))
			if err != nil {
				return 0, fmt.Errorf("read what was spent: %w", err)
			}
			for _, l := range lines {
				switch {
				case l.Sandbox || l.Tokens == nil || !l.Time.Before(until):
				case l.Run == "":
					nameless += *l.Tokens
				case !skip(l.Run):
					counted[l.Run] = max(counted[l.Run], *l.Tokens)
				}
			}
		}
	}
	sum := nameless
	for _, tokens := range counted {
		sum += tokens
	}
	return sum, nil
}

func monthOf(t time.Time) time.Time {
	return time.Date(t.UTC().Year(), t.UTC().Month(), 1, 0, 0, 0, 0, time.UTC)
}

// lines returns the lines of a file from the beginning of the day on.
func (t *Tally) lines(path string) ([]Line, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read from
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	known := t.files[path]
	if known == nil || known.read > info.Size() { // somebody began it anew
		known = &tail{}
		t.files[path] = known
	}
	data, err := io.ReadAll(io.NewSectionReader(file, known.read, info.Size()-known.read))
	if err != nil {
		return nil, err
	}
	data = data[:bytes.LastIndexByte(data, '\n')+1] // the rest is being written
	known.read += int64(len(data))
	for text := range bytes.Lines(data) {
		var l Line
		if json.Unmarshal(text, &l) == nil && !l.Time.Before(t.from) {
			known.lines = append(known.lines, l)
		}
	}
	return known.lines, nil
}

// lockName is the file whose lock lets one process at a time decide what may
// still be spent.
const lockName = ".lock"

// lockPatience is how long a lock is waited for: it is held for moments.
const lockPatience = 30 * time.Second

// Lock lets one process at a time count and reserve. unlock gives it back.
func (d Dir) Lock(ctx context.Context) (unlock func(), err error) {
	path := filepath.Join(string(d), lockName)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		if err = disk.MakeAll(string(d), 0o700); err == nil {
			file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("cannot lock what was spent (%s): %w", disk.Reason(err), err)
	}
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	for {
		free, err := disk.TryLock(file)
		if free {
			return func() {
				_ = disk.Unlock(file) // closing ends it too
				_ = file.Close()
			}, nil
		}
		if err == nil {
			select {
			case <-time.After(2 * time.Millisecond):
				continue
			case <-ctx.Done():
				err = errors.New("another process is using it")
			}
		}
		_ = file.Close() // it is not ours
		return nil, fmt.Errorf("cannot lock what was spent: %w", err)
	}
}
