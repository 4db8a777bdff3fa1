package cli_test

import (
	"bytes"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"imagine-tui/tui/cli"
	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/console"
)

// closed is a standard output that nobody can write to.
type closed struct{}

func (closed) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EBADF}
}

// TestClosedOutput: who prints into a closed output is told, whatever the command;
// what was written wrong is still a usage error.
func TestClosedOutput(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	one, two := d.Paths[0], d.Paths[1]
	sheet, kept := filepath.Join(t.TempDir(), "sheet.html"), filepath.Join(t.TempDir(), "kept")
	for _, line := range []string{
		"generate fox --seed 1", "generate fox --seed 1 --dry-run", "generate fox --seed 1 --json", "generate fox --seed 1 -o -", "history", "history --json",
		"show " + one, "show --json " + one, "diff " + one + " " + d.Paths[2], "diff --textconv " + one, "sheet -o " + sheet + " --all", "keep --to " + kept,
		"pick " + two, "rate 3 --json " + two, "trash put " + two, "trash list", "keys", "keys --json", "styles", "operations --json", "stats", "stats --csv", "filters save best rating:>3 --json", "filters", "history sort:rating",
		"config path", "config example", "version", "help", "help json", "generate --help", "keymap", "doctor", "sandbox --openapi", "--version",
	} {
		var said bytes.Buffer
		c := &console.Console{In: strings.NewReader(""), Out: closed{}, Err: &said}
		if status := cli.Run(t.Context(), c, d.Env, strings.Fields(line)); status != 1 {
			t.Errorf("%s ended with %d: %s", line, status, said.String())
		}
		if !strings.Contains(said.String(), "bad file descriptor") {
			t.Errorf("%s said %s", line, said.String())
		}
	}
	for line, want := range map[string]string{
		"history tag:":         "column 5",
		"rate 9 " + one:        `"9"`,
		"show --json --colour": "--colour",
		"nonsense":             `"nonsense"`,
	} {
		var said bytes.Buffer
		c := &console.Console{In: strings.NewReader(""), Out: closed{}, Err: &said}
		if status := cli.Run(t.Context(), c, d.Env, strings.Fields(line)); status != 2 || !strings.Contains(said.String(), want) {
			t.Errorf("%s ended with %d: %s", line, status, said.String())
		}
	}
}
