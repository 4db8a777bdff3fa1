package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	// file has the lines of the entry, perhaps beside those of others; nil once the
	// record was ended.
	file *shared
	// body is nil before there is one, and after it was closed. It is fresh
	// until something is to be received into it.
	body  *os.File
	fresh bool
	// made are the files for the bytes where this process made the entry, which has
	// no others then.
	made []string
	own  bool
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
		return r.wrap(disk.Together(r.file.sync, func() error { return disk.SyncPath(string(r.dir)) }))
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
	if err := r.write(line{State: Saved}); err != nil && errors.Is(err, ErrEnded) {
		return err
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
	return r.removeFiles(r.bodies())
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
	return errors.Join(append(errs, r.leave(true))...)
}

// Sync makes sure that the entry is on disk as it is.
func (r *Record) Sync() error {
	if r.file == nil {
		return ErrEnded
	}
	return r.wrap(r.file.sync())
}

// write adds a line, in one piece.
func (r *Record) write(l line) error {
	if r.file == nil {
		return ErrEnded
	}
	l.Time, l.ID = r.now(), r.entry.ID
	b, err := l.encode()
	if err != nil {
		return r.wrap(err)
	}
	if err := r.file.write(b); err != nil {
		return r.wrap(err)
	}
	r.entry.apply(l)
	return nil
}

// remove takes the bytes away first: an entry without bytes is understood,
// bytes without an entry belong to nobody.
func (r *Record) remove() error {
	r.closeBody()
	file, entry := r.file, r.dir.path(r.entry.ID, entryExt)
	r.file = nil
	err := r.removeFiles(r.bodies())
	return errors.Join(err, file.forget(r.entry.ID, func() error { return r.removeFiles([]string{entry}) }))
}

// bodies are the files in which bytes of the entry can be.
func (r *Record) bodies() []string {
	if r.own {
		return r.made
	}
	return r.dir.bodies(r.entry)
}

func (r *Record) removeFiles(paths []string) error {
	var errs []error
	for _, path := range paths {
		if _, err := os.Lstat(path); err != nil && !r.own {
			continue // mostly because it is not there, or its folder is not
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, r.wrap(err))
		}
	}
	return errors.Join(errs...)
}

// close ends the ownership: others may take the entry over.
func (r *Record) close() error { return r.leave(false) }

// leave is close; lasting says that the entry is to be on disk as it is.
func (r *Record) leave(lasting bool) error {
	if r.file == nil {
		return nil
	}
	file := r.file
	r.file = nil
	return file.leave(r.entry.ID, lasting)
}

func (r *Record) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("cannot write the record of the request in %s (%s): %w", filepath.Clean(string(r.dir)), disk.Reason(err), err)
}
