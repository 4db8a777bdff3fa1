//go:build unix

package external

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// Continued calls again whenever the program runs on in the foreground of a
// terminal after somebody else stopped it: not after its own stop, nor while an
// editor has the screen, which both put it back themselves. The returned function
// ends that.
func Continued(terminal any, again func()) (stop func()) {
	signals, done, ended := make(chan os.Signal, 1), make(chan struct{}), make(chan struct{})
	signal.Notify(signals, syscall.SIGCONT)
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case <-signals:
			}
			if !gone.Load() && inFront(terminal) {
				again()
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
		<-ended
	}
}

// inFront tells whether the terminal listens to this program's job. A job in the
// background must not touch it; it is stopped once more when it does.
func inFront(terminal any) bool {
	f, ok := terminal.(interface{ Fd() uintptr })
	if !ok {
		return false
	}
	group, err := unix.IoctlGetInt(int(f.Fd()), unix.TIOCGPGRP) // #nosec G115 -- descriptors are small
	return err == nil && group == unix.Getpgrp()
}
