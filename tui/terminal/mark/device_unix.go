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

// Leader is the process that began the session, mostly the shell. In a container
// into which it was entered from outside that process cannot be seen, so the
// session goes by the one that began this program; 0 where neither is seen.
func Leader() int {
	return leader(unix.Getsid(0))
}

func leader(session int, err error) int {
	if err != nil || session <= 0 {
		return os.Getppid()
	}
	return session
}
