//go:build unix

package signals

import (
	"os"
	"os/signal"
	"syscall"
)

// keepOnFileSize makes writing beyond the largest file that is allowed an error
// instead of the end of the program.
func keepOnFileSize() { signal.Notify(make(chan os.Signal, 1), syscall.SIGXFSZ) }
