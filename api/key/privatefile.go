package key

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"imagine-tui/api/clean"
)

const (
	// maxKeysFile bounds keys.toml in bytes: a thousand keys.
	maxKeysFile = 256 << 10
	// maxStateFile bounds keys-state.json in bytes.
	maxStateFile = 1 << 20
	// maxSecretFile bounds a file that holds one secret, in bytes.
	maxSecretFile = 64 << 10
)

// readPrivate reads a file that holds secrets, if it is a regular file of this
// user that nobody else can read. An absent file is fs.ErrNotExist.
func readPrivate(path string, limit int64) ([]byte, error) {
	return readChecked(path, limit, checkPrivate)
}

// readChecked reads a file that check accepts both before it is opened (a
// named pipe must not even be opened) and once it is (it may have been
// exchanged in between).
func readChecked(path string, limit int64, check func(string, fs.FileInfo) error) ([]byte, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, fileReason(path, err)
	}
	if err := check(path, before); err != nil {
		return nil, err
	}
	f, err := openUnblocked(path)
	if err != nil {
		return nil, fileReason(path, err)
	}
	defer func() { _ = f.Close() }() // was only read
	after, err := f.Stat()
	if err != nil {
		return nil, fileReason(path, err)
	}
	if err := check(path, after); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fileReason(path, err)
	}
	if int64(len(data)) > limit {
		return nil, &FileError{Path: clean.Line(path), Problem: fmt.Sprintf("is larger than %d KiB", limit>>10), Remedy: "that cannot be a key file; move it away"}
	}
	return data, nil
}

// checkRegular accepts regular files only.
func checkRegular(path string, info fs.FileInfo) error {
	mode := info.Mode()
	var what string
	switch {
	case mode.IsRegular():
		return nil
	case mode&fs.ModeSymlink != 0:
		return &FileError{Path: clean.Line(path), Problem: "is a symbolic link", Remedy: "symbolic links are not followed for keys; put the file itself there"}
	case mode.IsDir():
		what = "is a folder"
	case mode&fs.ModeNamedPipe != 0:
		what = "is a named pipe"
	default:
		what = "is not a regular file"
	}
	return &FileError{Path: clean.Line(path), Problem: what, Remedy: "move it away"}
}

// fileReason names the file and the bare cause, and still matches
// fs.ErrNotExist and its like.
func fileReason(path string, err error) error {
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &pathErr):
		err = pathErr.Err
	case errors.As(err, &linkErr):
		err = linkErr.Err
	}
	return fmt.Errorf("%s cannot be used: %w", clean.Line(path), err)
}
