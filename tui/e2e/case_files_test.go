//go:build linux

package e2e

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// has waits until the process has read so many bytes.
func (r *running) has(read int) {
	r.t.Helper()
	path := fmt.Sprintf("/proc/%d/io", r.cmd.Process.Pid)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		data, _ := os.ReadFile(path) // gone with the process, which is told below
		line, _, _ := strings.Cut(string(data), "\n")
		if n, _ := strconv.Atoi(strings.TrimPrefix(line, "rchar: ")); n > read {
			return
		}
	}
	r.t.Fatalf("the program does not read: %s", &r.stderr)
}

// What is huge, or comes from a pipe that stays open, ends with the first
// signal.
func TestCase82FirstSignalEnds(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	huge, pipe := h.path("huge.png"), h.path("prompts")
	h.write(huge, "")
	if err := os.Truncate(huge, 1<<40); err != nil {
		t.Skip("no file of a terabyte here:", err)
	}
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"diff", "--textconv", huge}, {"keep", "--to", h.path("copies"), huge}} {
		r := h.begin(t, args...)
		r.has(16 << 20)
		r.signal(syscall.SIGTERM)
		r.end().want(t, 143)
	}
	r := h.begin(t, "generate", "--from", pipe)
	writer, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits for the reader
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close() // nothing was written
	r.signal(syscall.SIGTERM)
	r.end().want(t, 143)
	if left := h.files("copies"); len(left) > 0 {
		t.Errorf("%q stay of a copy that was stopped", left)
	}
}
