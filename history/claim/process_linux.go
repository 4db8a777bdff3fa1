package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strconv"
	"strings"
)

// space is made of what changes when the computer starts anew, and of the
// name space of process numbers, which containers have of their own.
func space() string {
	boot, _ := os.ReadFile("/proc/sys/kernel/random/boot_id") // "" is the same for all
	pids, _ := os.Readlink("/proc/self/ns/pid")
	sum := sha256.Sum256([]byte(strings.TrimSpace(string(boot)) + pids))
	return hex.EncodeToString(sum[:8])
}

// startOf returns when a process started, in ticks since the computer did, and
// whether it runs. One that ended and was not waited for yet does not.
func startOf(pid int) (started string, running bool) {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return "", false
	}
	// The name in brackets may hold anything, brackets and spaces too.
	text := string(stat)
	fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
	const state, start = 0, 19 // fields 3 and 22 of proc(5)
	if len(fields) <= start {
		return "", true
	}
	return fields[start], fields[state] != "Z" && fields[state] != "X"
}
