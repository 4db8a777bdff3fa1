//go:build unix

package e2e

import (
	"os"
	"syscall"
)

// oftenIgnored are the signals that those who start tests tend to ignore.
var oftenIgnored = []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT}
