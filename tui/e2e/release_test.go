package e2e

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// A release is told its number by the linker.
func TestReleaseNumber(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	h := newHome(t)
	path := filepath.Join(t.TempDir(), "imagine-tui")
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-ldflags", "-X imagine-tui/tui/app.release=1.2.3", "-o", path, "imagine-tui")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	said := exec.CommandContext(t.Context(), path, "--version")
	said.Env = h.environ()
	if out, err := said.CombinedOutput(); err != nil || string(out) != "imagine-tui 1.2.3\n" {
		t.Errorf("%v: %q", err, out)
	}
}
