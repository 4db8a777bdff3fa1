//go:build unix

package disk

import (
	"errors"
	"io"
	"io/fs"

	"golang.org/x/sys/unix"
)

// Plain is a small file that is read to its end at once. An os.File would first be
// offered to what waits for pipes and sockets, which takes as many calls of the
// system as the reading.
type Plain struct {
	path string
	fd   int
}

// OpenPlain opens a file for reading.
func OpenPlain(path string) (*Plain, error) {
	for {
		fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: path, Err: err}
		}
		return &Plain{path, fd}, nil
	}
}

// Read reads from where the last Read ended.
func (p *Plain) Read(b []byte) (int, error) {
	for {
		n, err := unix.Read(p.fd, b)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return 0, &fs.PathError{Op: "read", Path: p.path, Err: err}
		case n == 0 && len(b) > 0:
			return 0, io.EOF
		default:
			return n, nil
		}
	}
}

// Size is how many bytes the file has now.
func (p *Plain) Size() (int64, error) {
	var info unix.Stat_t
	if err := unix.Fstat(p.fd, &info); err != nil {
		return 0, &fs.PathError{Op: "stat", Path: p.path, Err: err}
	}
	return info.Size, nil
}

// Close ends the reading.
func (p *Plain) Close() error { return unix.Close(p.fd) }
