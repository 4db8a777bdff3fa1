package claim

import (
	"strconv"

	"golang.org/x/sys/windows"
)

// space is "": numbers of processes mean the same all over the computer.
func space() string { return "" }

// startOf returns when a process started and whether it runs.
func startOf(pid int) (started string, running bool) {
	process, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return "", false
	}
	defer func() { _ = windows.CloseHandle(process) }() // only asked
	var made, exit, kernel, user windows.Filetime
	if windows.GetProcessTimes(process, &made, &exit, &kernel, &user) != nil {
		return "", true
	}
	return strconv.FormatInt(made.Nanoseconds(), 10), exit.Nanoseconds() <= made.Nanoseconds()
}
