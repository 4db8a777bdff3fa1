package e2e

import (
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// forgets tells whether a terminal's system forgets what was not read, if it is
// told to.
func forgets() bool {
	far, near, err := pty.Open()
	if err != nil {
		return false
	}
	defer func() { _, _ = far.Close(), near.Close() }()
	return unix.IoctlSetInt(int(near.Fd()), unix.TCFLSH, unix.TCOFLUSH) == nil
}
