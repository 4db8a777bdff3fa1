//go:build unix

package player

import (
	"os/exec"
	"syscall"
)

// alone gives the program a job of its own, that ends as a whole: what stands under
// its name may be a script that starts it.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
