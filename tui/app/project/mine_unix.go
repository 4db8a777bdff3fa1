//go:build unix

package project

import (
	"io/fs"
	"os"
	"syscall"
)

// mine tells whether a file belongs to who runs the program, or to the system.
func mine(info fs.FileInfo) bool {
	stat, is := info.Sys().(*syscall.Stat_t)
	return !is || os.Geteuid() == 0 || stat.Uid == 0 || int(stat.Uid) == os.Geteuid()
}
