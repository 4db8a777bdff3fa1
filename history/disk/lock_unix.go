//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package disk

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// Lock waits until f is locked for this open file alone. The lock ends with
// the last descriptor of it, however the process ends.
func Lock(f *os.File) error { return flock(f, unix.LOCK_EX) }

// TryLock locks f if nobody holds it. An error says that files cannot be
// locked there.
func TryLock(f *os.File) (bool, error) { return try(f, unix.LOCK_EX) }

// TryShare locks f for whoever only looks, if nobody holds it alone: several who
// look are not in each other's way. It ends as that of TryLock does.
func TryShare(f *os.File) (bool, error) { return try(f, unix.LOCK_SH) }

func try(f *os.File, how int) (bool, error) {
	err := flock(f, how|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}

// Unlock gives the lock back before f is closed. Closing does that as well, but
// a process that is just being started holds a copy of the descriptor for a
// moment, and with it the lock.
func Unlock(f *os.File) error { return flock(f, unix.LOCK_UN) }

func flock(f *os.File, how int) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var lockErr error
	err = raw.Control(func(fd uintptr) {
		for {
			lockErr = unix.Flock(int(fd), how)
			if !errors.Is(lockErr, unix.EINTR) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	if lockErr != nil {
		return &os.PathError{Op: "lock", Path: f.Name(), Err: lockErr}
	}
	return nil
}
