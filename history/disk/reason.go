package disk

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
)

// Reason says in a few words why a file could not be written, for a sentence
// in brackets. Errors it does not know speak for themselves.
func Reason(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), isFull(err):
		return "disk full"
	case errors.Is(err, syscall.EDQUOT):
		return "your disk quota is used up"
	case tooLarge(err):
		return "the file size limit is reached, see ulimit -f"
	case TooManyOpen(err):
		return "too many files are open, see ulimit -n"
	case errors.Is(err, syscall.EROFS):
		return "it is read-only"
	case errors.Is(err, fs.ErrPermission):
		return "no permission"
	case errors.Is(err, syscall.ENOTDIR):
		return "something else is in its place"
	case errors.Is(err, fs.ErrNotExist):
		return "it is not there"
	case errors.Is(err, syscall.EIO):
		return "the disk failed"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return strings.TrimRight(path.Err.Error(), ".") // the path is in the sentence already, whose end follows
	}
	return strings.TrimRight(err.Error(), ".")
}
