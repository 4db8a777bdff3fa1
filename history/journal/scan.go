package journal

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"imagine-tui/history/disk"
)

// Class says what is to be done about an entry.
type Class int

// The classes of entries.
const (
	// Live: its owner works on it. Nothing is to be done.
	Live Class = iota
	// Unsent: nothing left the computer. It can be dropped.
	Unsent
	// Unknown: it was sent, and there is no answer. It may have been charged,
	// so it is never sent again without a person's word.
	Unknown
	// Rendering: the server has the work under an id. It can be asked for.
	Rendering
	// Received: bytes of the answer are there. If they are a whole picture,
	// saving it can be finished.
	Received
	// Finished: the picture is in the library. The entry can be removed.
	Finished
)

// Found is an entry and what is to be done about it.
type Found struct {
	Entry Entry
	Class Class
}

// Scan lists the entries, oldest first. It changes nothing. Entries that
// vanish meanwhile are left out.
func (d Dir) Scan() ([]Found, error) {
	ids, err := d.IDs()
	if err != nil {
		return nil, err
	}
	var all []Found
	for _, id := range ids {
		if found, there := d.Look(id); there {
			all = append(all, found)
		}
	}
	return all, nil
}

// IDs lists the names of the entries, oldest first.
func (d Dir) IDs() ([]string, error) {
	names, err := os.ReadDir(string(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, name := range names {
		id, ok := strings.CutSuffix(name.Name(), entryExt)
		if ok && name.Type().IsRegular() && !strings.HasPrefix(id, ".") {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

// Look reads one entry. It changes nothing; there is false once the entry is
// gone.
func (d Dir) Look(id string) (found Found, there bool) {
	found, err := d.look(id)
	if errors.Is(err, fs.ErrNotExist) {
		return Found{}, false
	}
	if err != nil {
		found = Found{Entry{ID: id, Problem: "the entry cannot be read: " + disk.Reason(err)}, Unknown}
	}
	return found, true
}

// look reads one entry and classifies it.
func (d Dir) look(id string) (Found, error) {
	path := d.path(id, entryExt)
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		file, err = os.Open(path) // the folder can be on a disk that only reads
	}
	if err != nil {
		return Found{}, err
	}
	defer func() { _ = file.Close() }() // only read from
	free, err := disk.TryShare(file)    // another who looks is not its owner
	if err != nil {
		return Found{}, err
	}
	if free {
		defer func() { _ = disk.Unlock(file) }()
	}
	entry, err := d.read(id, file)
	if !same(file, path) { // it ended, and what was read may be of the next one
		return Found{}, fs.ErrNotExist
	}
	switch {
	case !free:
		return Found{entry, Live}, nil
	case errors.Is(err, errNothing) && entry.Body == "":
		return Found{entry, Unsent}, nil
	case errors.Is(err, errNothing):
		entry.Problem = "the entry is empty, but something was received for it"
	case err != nil:
		return Found{}, err
	}
	return Found{entry, entry.class()}, nil
}

// read reads the entry and looks for its bytes.
func (d Dir) read(id string, file *os.File) (Entry, error) {
	entry, err := parse(file)
	entry.ID = id
	d.findBody(&entry)
	return entry, err
}

// Binary tells whether the received bytes are known to be no picture.
func (e Entry) Binary() bool { return strings.HasSuffix(e.Body, binExt) }

func (e Entry) class() Class {
	if e.Problem != "" {
		return Unknown
	}
	switch e.State {
	case Prepared:
		if e.garbled {
			return Unknown // the line that cannot be read may have said more
		}
		return Unsent
	case Accepted:
		return Rendering
	case Saved:
		return Finished
	case Receiving:
		if e.Body != "" {
			return Received
		}
		if e.Job != "" {
			return Rendering
		}
	case Sent:
	}
	return Unknown
}

// Orphans lists files of received bytes that no entry belongs to. Only a crash
// of the computer leaves some. Those that are kept for further entries are none.
func (d Dir) Orphans() ([]string, error) {
	names, err := os.ReadDir(string(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var paths []string
	for _, name := range names {
		id, ok := strings.CutSuffix(name.Name(), partExt)
		if !ok || !name.Type().IsRegular() {
			continue
		}
		if _, err := os.Lstat(d.path(id, entryExt)); errors.Is(err, fs.ErrNotExist) {
			paths = append(paths, d.path(id, partExt))
		}
	}
	return paths, err
}
