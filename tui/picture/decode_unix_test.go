//go:build unix

package picture

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe must be refused without opening it: that would wait for a writer.
func TestPipeIsRefused(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "pipe.png")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Skip(err)
	}
	if _, err := Decode(fifo); err == nil || !strings.Contains(err.Error(), "is not a file") {
		t.Error(err)
	}
}
