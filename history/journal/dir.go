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
	defer disk.Turn()()
	d.began()
	for range 100 {
		id := now().UTC().Format("20060102t150405z") + "-" + disk.Hex(5)
		r := &Record{dir: d, now: now, made: true, entry: Entry{ID: id, Total: -1}}
		request := n.Request
		first := line{
			Schema: Schema, State: Prepared, ID: id, Request: &request,
			Key: n.Key, Origin: n.Origin, Sandbox: n.Sandbox, Folder: n.Folder, Batch: n.Batch,
		}
		if r.reuse(first) {
			return r, nil
		}
		var err error
		if r.file, err = d.create(id); errors.Is(err, fs.ErrExist) || errors.Is(err, errTaken) {
			continue
		}
		if err != nil {
			d.ended()
			return nil, d.cannot(err)
		}
		if err := r.write(first); err != nil {
			_ = r.Drop() // what is left of it is an empty file
			return nil, d.cannot(err)
		}
		return r, nil
	}
	d.ended()
	return nil, d.cannot(errTaken)
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
	path := d.path(id, entryExt)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return nil, err
	}
	err = take(file)
	if err == nil && !same(file, path) {
		err = &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	var entry Entry
	if err == nil {
		entry, err = d.read(id, file)
	}
	if err != nil && !errors.Is(err, errNothing) {
		_ = disk.Unlock(file) // if it is ours; closing ends it too
		_ = file.Close()
		return nil, err
	}
	d.began()
	// A dead owner's last line may end in the middle; an empty one does no
	// harm.
	return &Record{dir: d, now: now, file: file, entry: entry, torn: true}, nil
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
