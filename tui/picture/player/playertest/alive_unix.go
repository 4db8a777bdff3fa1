//go:build unix

package playertest

import (
	"strconv"
	"syscall"
)

// alive tells whether a process is there, by its number.
func alive(pid string) bool {
	n, err := strconv.Atoi(pid)
	return err == nil && syscall.Kill(n, 0) == nil
}
