package terminal

import (
	"bytes"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Owner returns the name of the process that began the session the program
// runs in: on a desktop that is the terminal, "" where it cannot be told.
func Owner() string {
	leader, err := unix.Getsid(0)
	if err != nil {
		return ""
	}
	_, parent := processOf(leader)
	if parent <= 1 {
		return ""
	}
	name, _ := processOf(parent)
	return name
}

// processOf returns the name of a process and its parent. The name stands in
// parentheses and may hold any sign, these among them.
func processOf(pid int) (name string, parent int) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", 0
	}
	open, end := bytes.IndexByte(data, '('), bytes.LastIndexByte(data, ')')
	if open < 0 || end < open {
		return "", 0
	}
	fields := bytes.Fields(data[end+1:])
	if len(fields) < 2 {
		return "", 0
	}
	parent, _ = strconv.Atoi(string(fields[1])) // 0 says that it is not known
	return string(data[open+1 : end]), parent
}
