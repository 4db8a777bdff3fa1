package child

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/sys/unix"
)

// rounds is how often what is left is looked for: it may start others meanwhile.
const rounds = 5

// killMarked kills what a program that was stopped left in a session of its own: all
// that has its mark in the environment.
func killMarked(mark string) {
	for range rounds {
		if killRound([]byte(mark)) == 0 {
			return
		}
	}
}

func killRound(mark []byte) (killed int) {
	if self, err := os.Readlink("/proc/self"); err != nil || self != strconv.Itoa(os.Getpid()) {
		return 0 // it numbers the processes of another namespace
	}
	files, _ := filepath.Glob("/proc/[0-9]*/environ") // without /proc nothing is found
	for _, file := range files {
		environ, err := os.ReadFile(file)
		if err != nil { // somebody else's, or gone
			continue
		}
		for pair := range bytes.SplitSeq(environ, []byte{0}) {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			if err == nil && bytes.Equal(pair, mark) && unix.Kill(pid, unix.SIGKILL) == nil {
				killed++
			}
		}
	}
	return killed
}
