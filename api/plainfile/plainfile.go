// Package plainfile opens the files that people name. Anything has a path: a
// pipe that nobody writes to, a device that never ends, a folder. Those are
// refused at once, and reading what is merely huge ends when it is told to.
package plainfile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ErrNotPlain is what the errors about anything but a plain file are.
var ErrNotPlain = errors.New("not a plain file")

// KindError says what is found at a path in place of a file.
type KindError struct {
	Path string
	// Kind is what it is, as in "a pipe".
	Kind string
}

func (e *KindError) Error() string { return "it is " + e.Kind + ", not a regular file" }

// Is makes every KindError an ErrNotPlain.
func (e *KindError) Is(target error) bool { return target == ErrNotPlain }

// Check returns a *KindError unless info is of a plain file.
func Check(path string, info fs.FileInfo) error {
	if kind := kindOf(info.Mode()); kind != "" {
		return &KindError{Path: path, Kind: kind}
	}
	return nil
}

// kindOf names what is no plain file, "" for one that is.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return ""
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	case mode&fs.ModeSymlink != 0:
		return "a link"
	}
	return "something else"
}

// Open opens a plain file for reading, also where a link leads to it. It never
// waits, whatever else is there: then the error is a *KindError.
func Open(path string) (*os.File, error) {
	// Asked before opening: to open a tape winds it, to open a terminal can
	// take it over. Asked again after, since it can be another file by then.
	info, err := os.Stat(path)
	if err == nil {
		err = Check(path, info)
	}
	if err != nil {
		return nil, err
	}
	file, err := open(path)
	if err != nil {
		return nil, err
	}
	if info, err = file.Stat(); err == nil {
		err = Check(path, info)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// Read reads a plain file of at most limit bytes.
func Read(path string, limit int64) ([]byte, error) {
	file, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read from
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("it is larger than %d KB", limit>>10)
	}
	return data, err
}

// Reader reads from r until ctx ends: some files are larger than anybody waits
// for.
func Reader(ctx context.Context, r io.Reader) io.Reader { return &reader{ctx, r} }

type reader struct {
	ctx  context.Context
	from io.Reader
}

// Read implements io.Reader.
func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p)
}
