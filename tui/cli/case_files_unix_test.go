//go:build unix

package cli_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"imagine-tui/tui/cli/clitest"
)

// special makes a pipe nobody writes to, a socket and a link to a device that
// never ends, each with the name of a picture.
func special(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	found := map[string]string{
		"a pipe": filepath.Join(dir, "pipe.png"), "a socket": filepath.Join(dir, "s.png"), "a device": filepath.Join(dir, "zero.png"),
	}
	if err := unix.Mkfifo(found["a pipe"], 0o600); err != nil {
		t.Fatal(err)
	}
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "unix", found["a socket"])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	if err := os.Symlink("/dev/zero", found["a device"]); err != nil {
		t.Fatal(err)
	}
	return found
}

// Every command that takes a file refuses what is none, with its name, and
// waits for nothing.
func TestCase82SpecialFilesAreRefused(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	out := t.TempDir()
	good := d.Paths[0]
	for kind, path := range special(t) {
		for _, c := range []struct {
			status int
			args   []string
		}{
			{1, []string{"show", path}},
			{1, []string{"diff", good, path}},
			{1, []string{"diff", path, good}},
			{1, []string{"diff", "--pixels", good, path}},
			{1, []string{"diff", "--textconv", path}},
			{1, []string{"rerun", path}},
			{1, []string{"keep", "--to", out, path}},
			{1, []string{"sheet", "-o", filepath.Join(out, "sheet.html"), path}},
			{1, []string{"trash", "put", path}},
			{2, []string{"generate", "--op", "upscale", "--image", path}},
			{2, []string{"generate", "--op", "generative-fill", "a boat", "--image", good, "--mask", path}},
			{2, []string{"--config", path, "history"}},
		} {
			printed, said := d.Run(c.status, c.args...)
			if !strings.Contains(said, filepath.Base(path)) || strings.Contains(printed, "sha256") {
				t.Errorf("%s, %q: printed %q, said %q", kind, c.args, printed, said)
			}
		}
	}
}

// Prompts may come from a pipe; what never stops is refused all the same.
func TestCase82EndlessPrompts(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	_, said := d.Run(2, "generate", "--from", "/dev/zero")
	clitest.Contains(t, said, "/dev/zero, line 1 contains a NUL")
	d.Input = strings.Repeat("\n", 65<<20)
	_, said = d.Run(2, "generate", "--from", "-")
	clitest.Contains(t, said, "standard input is larger than the limit of 64 MB")
}
