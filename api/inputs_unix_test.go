//go:build unix

package api

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestInputsThatAreNoFiles gives what would never end, or cannot be opened.
func TestInputsThatAreNoFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	pipe, link, dangling := filepath.Join(dir, "pipe"), filepath.Join(dir, "link"), filepath.Join(dir, "dangling")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no pipe can be made here: %v", err)
	}
	for from, to := range map[string]string{link: pipe, dangling: filepath.Join(dir, "nothing")} {
		if err := os.Symlink(to, from); err != nil {
			t.Fatal(err)
		}
	}
	closed := filepath.Join(dir, "closed.png")
	if err := os.WriteFile(closed, pngSample(t, scene(9, 9)), 0); err != nil {
		t.Fatal(err)
	}
	for path, says := range map[string]string{
		pipe: "a regular file", link: "a regular file", "/dev/zero": "a regular file",
		dangling: "no such file", closed: "permission denied",
	} {
		if path == closed && os.Geteuid() == 0 {
			t.Log("a file without rights is not tried: root may read everything")
			continue
		}
		if _, err := LoadInputs(Upscale, path, ""); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", path, err, says)
		}
	}
}
