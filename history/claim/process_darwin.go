package claim

import (
	"strconv"

	"golang.org/x/sys/unix"
)

// space is when the computer started.
func space() string {
	boot, err := unix.SysctlTimeval("kern.boottime")
	if err != nil {
		return ""
	}
	return strconv.FormatInt(boot.Sec, 10)
}

// startOf returns when a process started and whether it runs.
func startOf(pid int) (started string, running bool) {
	info, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return "", unix.Kill(pid, 0) == nil
	}
	const zombie = 5 // SZOMB of sys/proc.h
	t := info.Proc.P_starttime
	return strconv.FormatInt(t.Sec, 10) + "." + strconv.FormatInt(int64(t.Usec), 10), info.Proc.P_stat != zombie
}
