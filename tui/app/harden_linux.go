package app

import "golang.org/x/sys/unix"

// Harden keeps the memory of this process, in which keys lie while they are
// used, out of core files and away from debuggers of other programs of the
// same person. Where it fails nothing else depends on it.
func Harden() {
	var core unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_CORE, &core) == nil {
		core.Cur = 0
		_ = unix.Setrlimit(unix.RLIMIT_CORE, &core)
	}
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
