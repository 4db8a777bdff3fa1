package disk

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// publish renames temp to name unless name is taken. Each way falls back to
// the next where the file system does not have it.
func publish(f *Folder, temp, name string) error {
	err := renameNoReplace(f, temp, name)
	if errors.Is(err, errors.ErrUnsupported) {
		err = linkName(f, temp, name)
	}
	if errors.Is(err, errors.ErrUnsupported) {
		err = claimName(f, temp, name)
	}
	return err
}

// linkName gives the file a second name and takes the first away. A link onto
// a name that is taken fails everywhere.
func linkName(f *Folder, temp, name string) error {
	if err := f.root.Link(temp, name); err != nil {
		if cannotLink(err) {
			return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
		}
		return err
	}
	_ = f.root.Remove(temp) // the file has its name; a sweeper takes the other
	return nil
}

// Rename gives a file another path on the same file system, and fails with
// fs.ErrExist if something has that. A crash leaves it under either path, or where
// the file system cannot rename without replacing, under both.
func Rename(from, to string) error {
	err := renamePath(from, to)
	if !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	if err := os.Link(from, to); err != nil {
		return err
	}
	return os.Remove(from)
}

// cannotLink tells whether the file system has no hard links (exFAT), as far
// as its error says.
func cannotLink(err error) bool {
	for _, e := range []error{syscall.EPERM, syscall.ENOTSUP, syscall.EOPNOTSUPP, syscall.ENOSYS, syscall.EMLINK, syscall.EINVAL} {
		if errors.Is(err, e) {
			return true
		}
	}
	return errors.Is(err, errors.ErrUnsupported) || cannotLinkHere(err)
}

// claimName takes the name with an empty file, which only one process can, and
// renames over it.
func claimName(f *Folder, temp, name string) error {
	claim, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_ = claim.Close() // nothing was written
	if err := f.root.Rename(temp, name); err != nil {
		if info, statErr := f.root.Lstat(name); statErr == nil && info.Size() == 0 {
			_ = f.root.Remove(name) // our own claim, still empty
		}
		return err
	}
	return nil
}

// Taken tells whether something in the folder has the name, be it a link that
// leads nowhere.
func (f *Folder) Taken(name string) bool {
	_, err := f.root.Lstat(name)
	return err == nil
}
