//go:build !unix

package plainfile

import "os"

// open opens a path for reading.
func open(path string) (*os.File, error) { return os.Open(path) }
