//go:build linux || darwin

package disk

import (
	"errors"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// LargestFile is how large a file may become at most for this process; known is
// false where there is no such limit.
func LargestFile() (bytes int64, known bool) {
	var limit unix.Rlimit
	const unlimited = 1 << 60 // systems write it in several ways, all above this
	if unix.Getrlimit(unix.RLIMIT_FSIZE, &limit) != nil || limit.Cur >= unlimited {
		return 0, false
	}
	return int64(limit.Cur), true
}

// MostFiles is how many files this process may have open at most; known is
// false where there is no such limit.
func MostFiles() (n int, known bool) {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Cur > 1<<30 {
		return 0, false
	}
	return int(limit.Cur), true
}

// TooManyOpen tells whether something failed for want of descriptors.
func TooManyOpen(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// Device names the file system on which a path lies, "" where that cannot be
// told: what is free on it is free for all folders there together.
func Device(path string) string {
	var s unix.Stat_t
	if unix.Stat(path, &s) != nil {
		return ""
	}
	return strconv.FormatUint(uint64(s.Dev), 16) //nolint:unconvert // its type differs between systems
}

// MayWrite tells whether nothing that the system knows is against making files in a
// folder. Whether it goes, Writable tells.
func MayWrite(folder string) bool { return unix.Access(folder, unix.W_OK|unix.X_OK) == nil }

// tooLarge tells whether a file would become larger than files may.
func tooLarge(err error) bool { return errors.Is(err, syscall.EFBIG) }
