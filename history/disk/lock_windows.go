package disk

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockAt is the byte that is locked: far behind any content, because a locked
// byte cannot be read through another handle.
const lockAt = 0x7fffffff

// Lock waits until f is locked for this handle alone.
func Lock(f *os.File) error { return lock(f, windows.LOCKFILE_EXCLUSIVE_LOCK) }

// TryLock locks f if nobody holds it. An error says that files cannot be
// locked there.
func TryLock(f *os.File) (bool, error) { return try(f, windows.LOCKFILE_EXCLUSIVE_LOCK) }

// TryShare locks f for whoever only looks, if nobody holds it alone: several who
// look are not in each other's way. It ends as that of TryLock does.
func TryShare(f *os.File) (bool, error) { return try(f, 0) }

func try(f *os.File, how uint32) (bool, error) {
	err := lock(f, how|windows.LOCKFILE_FAIL_IMMEDIATELY)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return false, nil
	}
	return err == nil, err
}

// Unlock gives the lock back before f is closed.
func Unlock(f *os.File) error {
	at := &windows.Overlapped{OffsetHigh: lockAt}
	return windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, at)
}

func lock(f *os.File, flags uint32) error {
	at := &windows.Overlapped{OffsetHigh: lockAt}
	if err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, at); err != nil {
		return &os.PathError{Op: "lock", Path: f.Name(), Err: err}
	}
	return nil
}
