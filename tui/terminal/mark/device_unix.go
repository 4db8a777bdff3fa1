//go:build unix

package mark

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// device names the terminal that a file is, by the number of its device.
func device(file *os.File) (string, bool) {
	var info unix.Stat_t
	fd := int(file.Fd())                                                               // #nosec G115 -- descriptors are small
	if unix.Fstat(fd, &info) != nil || uint32(info.Mode)&unix.S_IFMT != unix.S_IFCHR { //nolint:unconvert // it is another type elsewhere
		return "", false
	}
	if _, err := unix.IoctlGetWinsize(fd, unix.TIOCGWINSZ); err != nil {
		return "", false
	}
	return fmt.Sprintf("terminal-%d-%d", unix.Major(uint64(info.Rdev)), unix.Minor(uint64(info.Rdev))), true //nolint:unconvert // it is another type elsewhere #nosec G115 -- as it is
}

// Leader is the process that began the session, mostly the shell.
func Leader() int {
	pid, err := unix.Getsid(0)
	if err != nil {
		return 0
	}
	return pid
}
