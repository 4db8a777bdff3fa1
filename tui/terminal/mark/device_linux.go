package mark

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// device names the terminal that a file is, by the number of its device.
func device(file *os.File) (string, bool) {
	info, ok := stat(file)
	if !ok || info.Mode&unix.S_IFMT != unix.S_IFCHR {
		return "", false
	}
	if _, err := unix.IoctlGetWinsize(int(file.Fd()), unix.TIOCGWINSZ); err != nil { // #nosec G115 -- descriptors are small
		return "", false
	}
	return fmt.Sprintf("terminal-%d-%d", unix.Major(info.Rdev), unix.Minor(info.Rdev)), true
}

// madeAt is when the terminal came to be. Writing to it does not change that.
func madeAt(file *os.File) (time.Time, bool) {
	info, ok := stat(file)
	return time.Unix(info.Ctim.Sec, info.Ctim.Nsec), ok
}

func stat(file *os.File) (info unix.Stat_t, ok bool) {
	return info, unix.Fstat(int(file.Fd()), &info) == nil // #nosec G115 -- descriptors are small
}
