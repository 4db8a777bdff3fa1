//go:build unix

package project_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

// What a project would run is shown, does not run without an answer, runs after one,
// and not any more once the file is another.
func TestTrust(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	root := begin(t, d)
	file, out := filepath.Join(root, "imagine.toml"), filepath.Join(root, "out.jsonl")
	say := func(more string) {
		text := "[library]\nfolder = \"pictures\"\n[hooks]\nsaved = [\"sh\", \"-c\", \"cat >> " + out + "\"]\n" + more
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ran := func(seed string, want int, says ...string) {
		t.Helper()
		_, said := d.Run(0, "generate", "a boat", "-k", "sandbox", "--seed", seed, "--project", root)
		text, _ := os.ReadFile(out)
		if n := strings.Count(string(text), "\n"); n != want {
			t.Errorf("%d ran, not %d: %s", n, want, said)
		}
		clitest.Contains(t, said, says...)
	}
	say("")
	ran("1", 0, file+" would run 1 program on this computer, as you:\n  saved: sh -c \"cat >> "+out+"\"\nThey do not run: imagine-tui project trust")
	_, said := d.Run(2, "project", "trust", "--project", root)
	clitest.Contains(t, said, "would run 1 program", "nobody is here to be asked")
	printed, said := d.Run(0, "project", "--project", root)
	clitest.Contains(t, printed+said, file+"\n", "Pictures go to "+filepath.Join(root, "pictures")+".", "They do not run until you say so")
	printed, said = d.Run(0, "project", "trust", "--yes", "--json", "--project", root)
	clitest.Contains(t, printed+said, `"change":"trusted"`, "is trusted until it changes")
	ran("2", 1)
	_, said = d.Run(0, "project", "--project", root)
	clitest.Contains(t, said, "You trust it.")
	say("# more\n")
	ran("3", 1, "They do not run")
	d.Run(0, "project", "trust", "--yes", "--project", root)
	ran("4", 2)
	printed, _ = d.Run(0, "project", "trust", "--undo", "--json", "--project", root)
	clitest.Contains(t, printed, `"change":"distrusted"`)
	ran("5", 2)
	_, said = d.Run(0, "project", "--project", root)
	clitest.Contains(t, said, "You do not trust it, so they do not run.")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, said = d.Run(0, "project", "trust", "--project", root)
	clitest.Contains(t, said, "runs no programs")
	_, said = d.Run(2, "project", "--project", "none")
	clitest.Contains(t, said, "this folder is in no project: imagine-tui init makes it one")
}
