//go:build unix

package history

import "syscall"

// dropPrivileges makes the process nobody's: permissions do not hold root.
func dropPrivileges() error { return syscall.Setuid(65534) }
