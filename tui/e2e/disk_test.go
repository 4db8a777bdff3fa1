package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
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
	small(t, full, "128k") // room for one or two pictures
	r := h.run("generate", "a boat", "--seed", "1-8", "--json", "-o", full).want(t, 1, "disk", "recover")
	all := r.events(t)
	saved := only(all, "saved")
	lost := len(only(all, "failed")) + len(only(all, "unknown"))
	if len(saved) == 8 || lost != 8-len(saved) {
		t.Fatalf("%d saved, %d not:\n%s", len(saved), lost, r.stdout)
	}
	for _, e := range saved {
		checkSaved(t, e)
	}
	pictures, err := filepath.Glob(filepath.Join(full, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range pictures {
		if strings.HasSuffix(path, ".part") {
			t.Errorf("left behind: %s", path)
		}
	}
	// The paid bytes are all there, and nothing is sent to get at them.
	list := only(h.run("recover", "--json", "-o", h.path("elsewhere")).want(t, 0).events(t), "recovered")
	if len(list) != lost {
		t.Fatalf("%d of %d recovered", len(list), lost)
	}
	h.run("recover").want(t, 0, "Nothing was left unfinished")
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
	h.run("generate", "a boat", "--seed", "1", "-o", dir).want(t, 1, "it can only be read", "recover")
	h.run("recover", "-o", h.path("elsewhere")).want(t, 0)
	if n := len(h.files(h.path("elsewhere"))); n != 2 {
		t.Errorf("%d files, want a picture and its sidecar", n)
	}
}
