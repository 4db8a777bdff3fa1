//go:build unix

package group

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// Own puts a program into a process group of its own, which is killed as
// a whole when the context of cmd ends: what it started dies with it.
func Own(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return unix.Kill(-cmd.Process.Pid, unix.SIGKILL) }
}

// Kill kills what is left of a program's group after it ended.
func Kill(cmd *exec.Cmd) {
	_ = unix.Kill(-cmd.Process.Pid, unix.SIGKILL) // an empty group is as good
}

// End asks a program and all of its group to end.
func End(cmd *exec.Cmd) error { return unix.Kill(-cmd.Process.Pid, unix.SIGTERM) }
