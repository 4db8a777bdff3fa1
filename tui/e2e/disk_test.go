//go:build unix

package e2e

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// small mounts a file system of the given size, which takes an administrator.
func small(t *testing.T, dir, size string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no file system can be mounted here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil { //nolint:noctx // t.Context has ended by now
			t.Errorf("%s: %s", dir, out)
		}
	})
}

func TestCase17FullResultsFolder(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	full := h.path("full")
	small(t, full, "128k")
	server := h.saves(t, 64)
	r := h.run("generate", "a boat", "-k", "work", "--seed", "1-8", "--json", "-o", full).want(t, 1, "nothing was sent", full, "too little", "Make room")
	if failed := len(only(r.events(t), "failed")); failed != 8 {
		t.Errorf("%d of 8 refused:\n%s", failed, r.stdout)
	}
	server.wantPosts(0)
	h.wantUnfinished(t, 0)
	h.run("doctor", "--check").want(t, 0)
}

func TestCase18FullStateFolderSendsNothing(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	small(t, h.path("state"), "32k")
	h.write(h.path("state", "ballast"), strings.Repeat("x", 32<<10))
	r := h.run("generate", "a boat", "--seed", "1", "--json").want(t, 1, "sent")
	if all := r.events(t); len(only(all, "failed")) != 1 || len(only(all, "saved")) != 0 {
		t.Errorf("%s", r.stdout)
	}
}

// A read-only folder is another error than one without permission.
func TestCase19ReadOnlyResultsFolder(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	dir := h.path("readonly")
	small(t, dir, "1m")
	if out, err := exec.CommandContext(t.Context(), "mount", "-o", "remount,ro", dir).CombinedOutput(); err != nil {
		t.Skipf("cannot be made read-only: %s", out)
	}
	server := h.saves(t, 64)
	h.run("generate", "a boat", "-k", "work", "--seed", "1", "-o", dir).want(t, 1, "it is read-only", "nothing was sent", "another folder with -o")
	server.wantPosts(0)
	h.wantUnfinished(t, 0)
}
