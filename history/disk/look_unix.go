//go:build unix

package disk

import (
	"errors"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Look tells the times of many files of one folder: the system need not walk along
// the folder's path for each. It is for one goroutine.
type Look struct {
	folder string
	opened bool
	fd     int // negative where the folder could not be opened
}

// LookInto begins to look at the files of a folder, which is opened for the first.
func LookInto(folder string) *Look { return &Look{folder: folder, fd: -1} }

// open opens the folder.
func (l *Look) open() {
	for {
		fd, err := unix.Open(l.folder, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if l.opened = true; err == nil {
			l.fd = fd
		}
		return
	}
}

// At returns when a file was last written to, in nanoseconds since 1970, and its
// size; false for what is none, or a link.
func (l *Look) At(name string) (modified, size int64, regular bool) {
	if !l.opened {
		l.open()
	}
	var info unix.Stat_t
	for {
		var err error
		if l.fd >= 0 {
			err = unix.Fstatat(l.fd, name, &info, unix.AT_SYMLINK_NOFOLLOW)
		} else { // one may pass through folders that one may not list
			err = unix.Lstat(filepath.Join(l.folder, name), &info)
		}
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil || info.Mode&unix.S_IFMT != unix.S_IFREG:
			return 0, 0, false
		default:
			return info.Mtim.Nano(), info.Size, true
		}
	}
}

// Close ends the looking.
func (l *Look) Close() {
	if l.fd >= 0 {
		_ = unix.Close(l.fd) // only looked into
	}
}
