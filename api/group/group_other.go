//go:build !unix

package group

import "os/exec"

// Own leaves a program as it is: there are no process groups to kill here, and the
// program itself is killed by the context.
func Own(*exec.Cmd) {}

// Kill does nothing.
func Kill(*exec.Cmd) {}

// End kills the program itself: there is nothing it could be asked with.
func End(cmd *exec.Cmd) error { return cmd.Process.Kill() }
