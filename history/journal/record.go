package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/history/disk"
)

// Record is an entry that this process owns. It is used by one goroutine at a
// time. One of Done, Drop and Release must end it.
type Record struct {
	dir   Dir
	now   func() time.Time
	entry Entry
	// file is nil once the record was ended.
	file *os.File
	// body is nil before there is one, and after it was closed. It is fresh
	// until something is to be received into it.
	body  *os.File
	fresh bool
	// made says that this process made the entry: there are no files of it but those.
	made bool
	// torn says that the file may end in the middle of a line.
	torn bool
	// lost is where the bytes are when the entry does not say so.
	lost string
}

// ErrEnded says that a record is used after its end.
var ErrEnded = errors.New("the journal entry was closed already")

// Entry returns what the journal knows.
func (r *Record) Entry() Entry { return r.entry }

// Sent records that the request may leave. Only when it returned nil is that
// on disk, and only then may a byte be sent.
func (r *Record) Sent() error {
	last, err := r.Saying()
	if err != nil {
		return err
	}
	return last()
}

// Saying is Sent up to where a kill leaves it. A byte may be sent once last has made
// it last.
func (r *Record) Saying() (last func() error, err error) {
	if err := r.write(line{State: Sent}); err != nil {
		return nil, err
	}
	return func() error {
		return r.wrap(disk.Together(
			func() error { return disk.Sync(r.file) },
			func() error { return disk.SyncPath(string(r.dir)) },
		))
	}, nil
}

// Accepted records the server's id for the work, synced: it is the only way
// back to a video that was paid for. draft is the video's description so far.
func (r *Record) Accepted(job string, draft json.RawMessage) error {
	if err := r.write(line{State: Accepted, Job: clean.Line(job), Draft: draft}); err != nil {
		return err
	}
	return r.Sync()
}

// Complete records what is needed to save the picture later: its description.
// It is not synced: it survives the end of the program, and where saving
// failed the caller syncs it.
func (r *Record) Complete(draft json.RawMessage) error {
	return r.write(line{State: Receiving, Draft: draft})
}

// Placing records where in the library the picture is about to be put. It is
// not synced.
func (r *Record) Placing(name string) error {
	return r.write(line{State: Receiving, Name: name})
}

// Done records that the picture is in the library, and removes the entry and
// its bytes. The picture must be on disk already.
func (r *Record) Done() error {
	defer disk.Turn()()
	if err := r.write(line{State: Saved}); err != nil && errors.Is(err, ErrEnded) {
		return err
	}
	if r.keep() {
		return nil
	}
	return r.remove()
}

// Placed records that the picture is in the library and removes its bytes. The
// entry stays, for what is still to be done about it; Drop removes it then.
func (r *Record) Placed() error {
	if err := r.write(line{State: Saved}); err != nil {
		return err
	}
	r.closeBody()
	return r.removeFiles(r.dir.bodies(r.entry))
}

// Drop removes the entry and its bytes: nothing was charged, or a person said
// so.
func (r *Record) Drop() error {
	if r.file == nil {
		return ErrEnded
	}
	return r.remove()
}

// Release keeps the entry and its bytes for later, with the reason, synced,
// and gives up the ownership. binary says that the bytes are no picture.
func (r *Record) Release(reason error, binary bool) error {
	if r.file == nil {
		return ErrEnded
	}
	note := "no reason was given"
	if reason != nil {
		note = clean.Scrub(clean.Line(reason.Error()))
	}
	var errs []error
	if r.body != nil {
		errs = append(errs, disk.Sync(r.body))
	}
	r.closeBody()
	if binary && r.entry.Body != "" {
		errs = append(errs, r.renameBody())
	}
	errs = append(errs, r.write(line{State: r.entry.State, Note: note}), r.Sync())
	return errors.Join(append(errs, r.close())...)
}

// Sync makes sure that the entry is on disk as it is.
func (r *Record) Sync() error {
	if r.file == nil {
		return ErrEnded
	}
	return r.wrap(disk.Sync(r.file))
}

// write adds a line, in one piece.
func (r *Record) write(l line) error {
	if r.file == nil {
		return ErrEnded
	}
	l.Time = r.now()
	b, err := l.encode()
	if err != nil {
		return r.wrap(err)
	}
	if r.torn {
		b = append([]byte{'\n'}, b...)
	}
	if _, err := r.file.Write(b); err != nil {
		r.torn = true
		return r.wrap(err)
	}
	r.torn = false
	r.entry.apply(l)
	return nil
}

// remove takes the bytes away first: an entry without bytes is understood,
// bytes without an entry belong to nobody.
func (r *Record) remove() error {
	r.closeBody()
	if runtime.GOOS == "windows" {
		_ = r.close() // open files cannot be removed there
	}
	err := r.removeFiles(append(r.dir.bodies(r.entry), r.dir.path(r.entry.ID, entryExt)))
	return errors.Join(err, r.close())
}

func (r *Record) removeFiles(paths []string) error {
	var errs []error
	for _, path := range paths {
		if _, err := os.Lstat(path); err != nil {
			continue // mostly because it is not there, or its folder is not
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, r.wrap(err))
		}
	}
	return errors.Join(errs...)
}

// close ends the ownership, with the lock.
func (r *Record) close() error {
	if r.file == nil {
		return nil
	}
	_ = disk.Unlock(r.file) // closing does it too, below
	err := r.file.Close()
	r.file = nil
	r.dir.ended()
	return err
}

func (r *Record) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("cannot write the record of the request in %s (%s): %w", filepath.Clean(string(r.dir)), disk.Reason(err), err)
}
