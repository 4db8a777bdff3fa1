package outlet

import (
	"io"

	"golang.org/x/sys/unix"
)

// By tcflow(3): output stops, and goes on.
const (
	stopOutput  = 0
	startOutput = 1
)

// discard takes from a terminal what it has not read yet. Whoever is in the middle
// of writing there does not notice by itself that there is room again.
func discard(out io.Writer) {
	d, ok := out.(Device)
	if !ok {
		return
	}
	fd := int(d.Fd()) // #nosec G115 -- descriptors are small
	_ = unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCOFLUSH)
	_ = unix.IoctlSetInt(fd, unix.TCXONC, stopOutput)
	_ = unix.IoctlSetInt(fd, unix.TCXONC, startOutput)
}
