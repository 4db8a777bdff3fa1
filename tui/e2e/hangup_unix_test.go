//go:build unix

package e2e

import (
	"os"
	"syscall"
)

// hangUps are the signals that those who start tests tend to ignore.
var hangUps = []os.Signal{syscall.SIGHUP}
