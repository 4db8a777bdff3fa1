package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/disk"
)

// The endings of the files of an entry.
const (
	entryExt = ".json"
	partExt  = ".part"
	binExt   = ".bin"
)

// Dir is the folder of the journal.
type Dir string

// In returns the journal's folder inside the program's state folder. It is
// made when the first entry is.
func In(stateDir string) Dir { return Dir(filepath.Join(stateDir, "inflight")) }

func (d Dir) path(id, ext string) string { return filepath.Join(string(d), id+ext) }

// New says what a new entry is about.
type New struct {
	Request     api.Request
	Key, Origin string
	Sandbox     bool
	Folder      string
	// Batch is what the request was asked for with.
	Batch queue.Batch
}

// Create makes an entry in state Prepared, owned by this process. It is not
// synced: an entry in that state is dropped when its owner dies.
func (d Dir) Create(n New, now func() time.Time) (*Record, error) {
	request := n.Request
	first := line{
		Schema: Schema, State: Prepared, Request: &request,
		Key: n.Key, Origin: n.Origin, Sandbox: n.Sandbox, Folder: n.Folder, Batch: n.Batch,
	}
	for range 100 {
		first.Time = now()
		first.ID = first.Time.UTC().Format("20060102t150405z") + "-" + disk.Hex(5)
		file, err := d.begin(first)
		if errors.Is(err, fs.ErrExist) || errors.Is(err, errTaken) {
			continue
		}
		if err != nil {
			return nil, d.cannot(err)
		}
		r := &Record{dir: d, now: now, file: file, own: true, entry: Entry{ID: first.ID, Total: -1}}
		r.entry.apply(first)
		return r, nil
	}
	return nil, d.cannot(errTaken)
}

// begin writes an entry's first line: beside those of other requests in flight, else
// into a file of its own, which others may join.
func (d Dir) begin(first line) (*shared, error) {
	joining := first
	joining.Schema = sharedSchema
	text, err := joining.encode()
	if err != nil {
		return nil, err
	}
	if file := d.join(first.ID, text); file != nil {
		return file, nil
	}
	opened, err := d.create(first.ID)
	if err != nil {
		return nil, err
	}
	file := owning(d, first.ID, opened, 0, false)
	if text, err = first.encode(); err == nil {
		err = file.write(text)
	}
	if err != nil { // what is left of it is an empty file
		path := d.path(first.ID, entryExt)
		return nil, errors.Join(err, file.forget(first.ID, func() error { return os.Remove(path) }))
	}
	file.offer()
	return file, nil
}

var errTaken = errors.New("no free name for the record of a request")

// create makes and locks an entry's file. Between the two another process may
// have taken the empty file for a dead one's and removed it.
func (d Dir) create(id string) (*os.File, error) {
	path := d.path(id, entryExt)
	const flags = os.O_RDWR | os.O_CREATE | os.O_EXCL | os.O_APPEND
	file, err := os.OpenFile(path, flags, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		if err = disk.MakeAll(string(d), 0o700); err == nil {
			file, err = os.OpenFile(path, flags, 0o600)
		}
	}
	if err != nil {
		return nil, err
	}
	if err := disk.Lock(file); err != nil {
		_ = file.Close()
		_ = os.Remove(path) // it is empty
		return nil, fmt.Errorf("files cannot be locked there, set XDG_STATE_HOME to a folder on a local disk: %w", err)
	}
	if !same(file, path) {
		_ = file.Close()
		return nil, errTaken
	}
	return file, nil
}

// same tells whether the open file is still the one at path.
func same(file *os.File, path string) bool {
	opened, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(opened, there)
}

func (d Dir) cannot(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path // once is enough to say what could not be written
	}
	return fmt.Errorf("cannot write the record of a request to %s (%s), so nothing is sent: %w", string(d), disk.Reason(err), err)
}

// ErrOwned says that another process, or another part of this one, works on
// the entry.
var ErrOwned = errors.New("the request is being worked on elsewhere")

// Adopt takes over an entry whose owner is gone. It fails with ErrOwned while
// it is not, and with fs.ErrNotExist when the entry is finished.
func (d Dir) Adopt(id string, now func() time.Time) (*Record, error) {
	if id != filepath.Base(id) {
		return nil, fmt.Errorf("%q names no request", id)
	}
	if file := d.retake(id); file != nil {
		return d.resume(id, now, file)
	}
	path := d.path(id, entryExt)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return nil, err
	}
	err = take(file)
	if err == nil && !same(file, path) {
		err = &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	if err == nil {
		file, err = d.own(id, file)
	}
	if err != nil {
		_ = disk.Unlock(file) // if it is ours; closing ends it too
		_ = file.Close()
		return nil, err
	}
	entry, err := d.read(id, file)
	info, statErr := file.Stat()
	if err = errors.Join(err, statErr); err != nil && !errors.Is(err, errNothing) {
		_ = disk.Unlock(file)
		_ = file.Close()
		return nil, err
	}
	// A dead owner's last line may end in the middle; an empty one does no
	// harm.
	return &Record{dir: d, now: now, file: owning(d, id, file, info.Size(), true), entry: entry}, nil
}

// own gives an entry that stands in one file with others, of a dead owner who has
// no use for it any more, a file of its own: whoever works on one is not to keep the
// others away from everybody. The lock on the file is ours.
func (d Dir) own(id string, file *os.File) (*os.File, error) {
	if alone, err := standsAlone(id, file); alone || err != nil {
		return file, err
	}
	apart, err := d.apart(id, file, true)
	if err != nil {
		return file, err
	}
	_ = disk.Unlock(file) // closing does it too
	_ = file.Close()      // only read from
	return apart, nil
}

// resume takes up an entry that this process gave up.
func (d Dir) resume(id string, now func() time.Time, file *shared) (*Record, error) {
	r := &Record{dir: d, now: now, file: file}
	var err error
	if r.entry, err = d.read(id, file.file); err != nil {
		return nil, errors.Join(err, file.leave(id, false))
	}
	return r, nil
}

// take locks the entry of a dead owner. Those who only look at an entry hold
// its lock for a moment, so it is tried more than once.
func take(file *os.File) error {
	for try := 0; ; try++ {
		free, err := disk.TryLock(file)
		if err != nil || free {
			return err
		}
		if try == 10 {
			return ErrOwned
		}
		time.Sleep(5 * time.Millisecond)
	}
}
