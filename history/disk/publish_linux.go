package disk

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// renameNoReplace renames in one step that fails if name is taken.
func renameNoReplace(f *Folder, temp, name string) error {
	return renameIn(int(f.dir.Fd()), temp, name)
}

func renameIn(fd int, temp, name string) error {
	var err error
	for {
		err = unix.Renameat2(fd, temp, fd, name, unix.RENAME_NOREPLACE)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOTSUP):
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	return &os.LinkError{Op: "rename", Old: temp, New: name, Err: err}
}

func renamePath(from, to string) error { return renameIn(unix.AT_FDCWD, from, to) }

func cannotLinkHere(error) bool { return false }
