//go:build unix

package plainfile

import (
	"os"

	"golang.org/x/sys/unix"
)

// open opens a path for reading without waiting for another end.
func open(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
}
