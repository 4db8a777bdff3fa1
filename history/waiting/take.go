package waiting

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"imagine-tui/api"
	"imagine-tui/history/disk"
)

// Taken are lists that dead processes left, taken by this one: no other
// offers them until Later. Exactly one of Done and Later must end it.
type Taken struct {
	// Batches are what waited, oldest list first.
	Batches []Batch
	// Saved is when the newest of the lists was written.
	Saved time.Time
	// Problems are lists that could not be read, for the person. They are
	// left where they are.
	Problems []error

	dir    Folder
	claims []claim
}

// claim is a list with its lock, held by this process.
type claim struct {
	id   string
	lock *os.File
}

// Take takes every list whose process is gone. It never waits for a living
// one. Its error says that the folder cannot be read.
//
// A list is as its process last wrote it. After a crash some of its runs may
// have been sent since: LeaveOut takes those out that the library or the
// journal know, before anything is offered.
func (f Folder) Take() (*Taken, error) {
	t := &Taken{dir: f}
	names, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return t, fmt.Errorf("cannot read the waiting runs in %s (%s): %w", string(f), disk.Reason(err), err)
	}
	var ids []string
	for _, name := range names {
		id, _ := strings.CutSuffix(strings.TrimSuffix(name.Name(), lockExt), listExt)
		switch {
		case strings.HasSuffix(name.Name(), ".part"):
			disk.RemoveStale(f.path(name.Name(), ""), time.Now().Add(-24*time.Hour))
		case id != name.Name() && id != "" && name.Type().IsRegular() && !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	for _, id := range ids {
		if err := t.take(id); err != nil {
			t.Problems = append(t.Problems, fmt.Errorf("the waiting runs in %s cannot be offered: %w", f.path(id, listExt), err))
		}
	}
	return t, nil
}

// take takes one list. A lock without a list is swept away.
func (t *Taken) take(id string) error {
	path := t.dir.path(id, lockExt)
	lock, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	free, err := disk.TryLock(lock)
	if err != nil || !free || !same(lock, path) {
		_ = lock.Close() // somebody has it, or had it just now
		return err
	}
	batches, saved, err := t.dir.read(id)
	gone := errors.Is(err, fs.ErrNotExist)
	if gone {
		err = nil
	}
	if gone || err != nil {
		_ = release(lock, path, gone)
		return err
	}
	t.claims = append(t.claims, claim{id, lock})
	t.Batches = append(t.Batches, batches...)
	if saved.After(t.Saved) {
		t.Saved = saved
	}
	return nil
}

func (f Folder) read(id string) ([]Batch, time.Time, error) {
	file, err := os.Open(f.path(id, listExt))
	if err != nil {
		return nil, time.Time{}, err
	}
	defer func() { _ = file.Close() }() // only read from
	data, err := io.ReadAll(io.LimitReader(file, MaxSize+1))
	if err != nil {
		return nil, time.Time{}, err
	}
	if len(data) > MaxSize {
		return nil, time.Time{}, errors.New("it is far too large")
	}
	return Decode(data)
}

// Count returns how many runs were taken.
func (t *Taken) Count() int { return Count(t.Batches) }

// LeaveOut takes the requests out that known holds for: saved since, or sent
// and without answer, which must not be paid for twice. It returns how many.
func (t *Taken) LeaveOut(known func(key string, r api.Request) bool) int {
	before := t.Count()
	for i := range t.Batches {
		b := &t.Batches[i]
		b.Runs = slices.DeleteFunc(b.Runs, func(r Run) bool { return known(b.Key, r.Request) })
	}
	t.Batches = slices.DeleteFunc(t.Batches, func(b Batch) bool { return len(b.Runs) == 0 })
	return before - t.Count()
}

// Done says that the person decided about all that was offered: the lists are
// removed. Who sends them hands them to a queue, and to the own Keeper, first.
func (t *Taken) Done() error {
	var errs []error
	for _, c := range t.claims {
		errs = append(errs, remove(t.dir.path(c.id, listExt)))
	}
	if len(t.claims) > 0 {
		errs = append(errs, disk.SyncPath(string(t.dir)))
	}
	return errors.Join(append(errs, t.end(true))...)
}

// Later leaves the lists for another time.
func (t *Taken) Later() error { return t.end(false) }

func (t *Taken) end(gone bool) error {
	var errs []error
	for _, c := range t.claims {
		errs = append(errs, release(c.lock, t.dir.path(c.id, lockExt), gone))
	}
	t.claims = nil
	return errors.Join(errs...)
}
