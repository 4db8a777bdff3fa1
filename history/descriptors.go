package history

import (
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

// borrow gives what was kept aside free while do runs, and keeps it aside again.
// kept says why that did not go.
func (d *descriptors) borrow(do func() error) (err, kept error) {
	if !d.scarce() {
		return do(), nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range d.aside {
		_ = f.Close() // nothing is in it
	}
	d.aside = nil
	err = do()
	for len(d.aside) < keptFiles {
		f, err := os.Open(os.DevNull)
		if err != nil {
			kept = err
			break
		}
		d.aside = append(d.aside, f)
	}
	return err, kept
}

// saving runs what ends a request with all descriptors there are.
func (d *descriptors) saving(do func() error) error {
	err, _ := d.borrow(do) // the next request to begin finds out
	return err
}

// forConnection keeps one more aside, nil where there are many.
func (d *descriptors) forConnection() (*os.File, error) {
	if !d.scarce() {
		return nil, nil //nolint:nilnil // none is needed
	}
	return os.Open(os.DevNull)
}
