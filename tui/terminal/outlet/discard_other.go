//go:build !(linux || darwin || dragonfly || freebsd || netbsd || openbsd)

package outlet

import "io"

// discard does nothing where a terminal cannot be told to forget what it has not
// read yet.
func discard(io.Writer) {}
