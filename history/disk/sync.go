package disk

import (
	"errors"
	"os"
	"runtime"
	"sync"
	"syscall"
)

// Sync makes sure that what was written to f is on disk. File systems that do
// not know how are left in peace: what they promise is all there is.
func Sync(f *os.File) error {
	err := f.Sync()
	if cannotSync(err) {
		return nil
	}
	return err
}

// SyncPath makes sure that the names in the folder at path are on disk.
func SyncPath(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = dir.Close() }() // only read from
	return syncDir(dir)
}

func syncDir(dir *os.File) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there, names are journalled
	}
	return shared(dir, Sync)
}

func cannotSync(err error) bool {
	return errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.EINVAL)
}

// Together runs syncs at the same time, so that a file system with a journal
// can write it once for all of them, and returns the first error in order.
func Together(syncs ...func() error) error {
	errs := make([]error, len(syncs))
	var wg sync.WaitGroup
	for i, f := range syncs[1:] {
		wg.Go(func() { errs[i+1] = f() })
	}
	errs[0] = syncs[0]()
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
