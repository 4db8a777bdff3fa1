//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package outlet

import (
	"io"

	"golang.org/x/sys/unix"
)

// written is the queue of what was written, by the number that the system has for
// it (FWRITE).
const written = 2

// discard takes from a terminal what it has not read yet.
func discard(out io.Writer) {
	if d, ok := out.(Device); ok {
		_ = unix.IoctlSetPointerInt(int(d.Fd()), unix.TIOCFLUSH, written) // #nosec G115 -- descriptors are small
	}
}
