//go:build !unix

package key

import "os/exec"

// ownGroup leaves a helper as it is: there are no process groups to kill
// here, and the helper itself is killed by the context.
func ownGroup(*exec.Cmd) {}

func killGroup(*exec.Cmd) {}
