//go:build unix

package key

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"imagine-tui/api/clean"
	"imagine-tui/api/shell"
)

// checkPrivate accepts a regular file of this user that nobody else can read
// or write.
func checkPrivate(path string, info fs.FileInfo) error {
	if err := checkRegular(path, info); err != nil {
		return err
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && int64(stat.Uid) != int64(os.Geteuid()) {
		return &FileError{
			Path: clean.Line(path), Problem: fmt.Sprintf("belongs to user %d, not to you (user %d)", stat.Uid, os.Geteuid()),
			Remedy: "its keys are not used; move it away and add your own",
		}
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return &FileError{
			Path: clean.Line(path), Problem: fmt.Sprintf("is open to other users (mode %04o), so its keys are not used", mode),
			Remedy: "make it private with: chmod 600 " + clean.Line(shell.Quote(path)),
		}
	}
	return nil
}

// openUnblocked opens a file for reading without following a link and without
// waiting for the other end of a pipe.
func openUnblocked(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
}

// narrow makes a folder private if it is open to others.
func narrow(dir string) error {
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(dir, 0o700) //nolint:gosec // a folder needs its x bits
}

// syncDir makes a rename in dir durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if closeErr := d.Close(); err == nil {
		err = closeErr
	}
	return err
}
