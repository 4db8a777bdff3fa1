package key

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"imagine-tui/api/clean"
)

const (
	lockWait  = 10 * time.Second // far above what a save takes
	lockRetry = 20 * time.Millisecond
)

// withLock runs do while no other process, and no other store of this one,
// changes path. The lock is a file beside it that stays there.
func withLock(ctx context.Context, path string, do func() error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, lockWait, errors.New("another imagine-tui is using it"))
	defer cancel()
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	locked, err := lock.TryLockContext(ctx, lockRetry)
	if err != nil || !locked {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return fmt.Errorf("%s cannot be locked for writing: %w", clean.Line(path), err)
	}
	defer func() { _ = lock.Unlock() }() // closing the file lets go in any case
	return do()
}

// privateDir makes dir, or makes it private if it is there.
func privateDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fileReason(dir, err)
	}
	if err := narrow(dir); err != nil {
		return fileReason(dir, err)
	}
	return nil
}

// writePrivate replaces the file at path in one step: whoever reads, also
// after a crash, finds the old content or the new, never a part, and never
// with a mode wider than 0600. The caller holds the lock of path.
func writePrivate(path string, data []byte) error {
	sweep(path)
	f, err := os.CreateTemp(filepath.Dir(path), tempPattern(path)) // O_EXCL, 0600
	if err != nil {
		return fileReason(path, err)
	}
	temp := f.Name()
	err = func() error {
		// The umask may have taken bits away that the next read needs.
		if err := f.Chmod(0o600); err != nil {
			return err
		}
		if _, err := f.Write(data); err != nil {
			return err
		}
		return f.Sync()
	}()
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		_ = os.Remove(temp) // the next save sweeps what is left
		return fileReason(path, err)
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return fileReason(filepath.Dir(path), err)
	}
	return nil
}

func tempPattern(path string) string { return "." + filepath.Base(path) + ".*.tmp" }

// sweep removes what a killed save left behind. Under the lock nobody else
// has such a file open.
func sweep(path string) {
	dir := filepath.Dir(path)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // the write that follows says so
	}
	for _, entry := range entries {
		if left, _ := filepath.Match(tempPattern(path), entry.Name()); left && entry.Type().IsRegular() {
			_ = os.Remove(filepath.Join(dir, entry.Name())) // tried again with the next save
		}
	}
}
