package history

import (
	"errors"
	"os"
	"sync"

	"imagine-tui/history/disk"
)

// Where few files may be open at once, a picture could arrive and no file be
// had to save it in. So some descriptors are kept aside while requests are in
// flight, and given free for whoever begins or saves one, one at a time.
const (
	fewFiles = 1024
	// kept is what saving takes: the folder of the day and the library's, each
	// twice, a picture, a sidecar, the ledger, a claim.
	keptFiles = 8
)

type descriptors struct {
	once sync.Once
	few  bool

	mu    sync.Mutex
	aside []*os.File
}

// scarce tells whether few files may be open at once.
func (d *descriptors) scarce() bool {
	d.once.Do(func() {
		most, limited := disk.MostFiles()
		d.few = limited && most < fewFiles
	})
	return d.few
}

// ManyFiles tells whether so many files may be open at once that more pictures can be
// saved than requests are in flight.
func ManyFiles(l *Library) bool { return !l.files.scarce() }

// borrow gives what was kept aside free while do runs, and keeps it aside again.
// kept says why that did not go: then undo, if there is one, gives back what do
// opened, before anybody else has their turn, who may have a picture to save.
func (d *descriptors) borrow(do, undo func() error) (err, kept error) {
	if !d.scarce() {
		return do(), nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.release()
	err = do()
	kept = d.keep()
	if err == nil && kept != nil && undo != nil {
		d.release()
		kept = errors.Join(kept, undo())
		_ = d.keep() // as many as there are by now
	}
	return err, kept
}

// release gives what is kept aside free. The lock is held.
func (d *descriptors) release() {
	for _, f := range d.aside {
		_ = f.Close() // nothing is in it
	}
	d.aside = nil
}

// keep keeps aside what saving takes, or what goes of that. The lock is held.
func (d *descriptors) keep() error {
	for len(d.aside) < keptFiles {
		f, err := os.Open(os.DevNull)
		if err != nil {
			return err
		}
		d.aside = append(d.aside, f)
	}
	return nil
}

// saving runs what ends a request with all descriptors there are.
func (d *descriptors) saving(do func() error) error {
	err, _ := d.borrow(do, nil) // the next request to begin finds out
	return err
}

// forConnection keeps one more aside, nil where there are many.
func (d *descriptors) forConnection() (*os.File, error) {
	if !d.scarce() {
		return nil, nil //nolint:nilnil // none is needed
	}
	return os.Open(os.DevNull)
}
