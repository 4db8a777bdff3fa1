//go:build unix

package external

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// broughtBack is how long the signal that brings the program back may take once
// it runs again.
const broughtBack = time.Second / 4

// hasShell tells whether a shell may be there: whoever leads a session has none.
func hasShell() bool {
	leader, err := unix.Getsid(0)
	return err != nil || leader != os.Getpid()
}

// stopHere stops the program and everything of its job, and returns when it runs
// again. It tells whether it was stopped: the system does not stop a job that no
// shell looks after.
func stopHere() (stopped bool, err error) {
	back := make(chan os.Signal, 1)
	signal.Notify(back, syscall.SIGCONT)
	defer signal.Stop(back)
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return false, err
	}
	select {
	case <-back:
		return true, nil
	case <-time.After(broughtBack):
		return false, nil
	}
}
