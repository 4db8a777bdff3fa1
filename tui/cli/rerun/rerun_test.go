package rerun_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/history"
	"imagine-tui/tui/cli/clitest"
)

func TestRerun(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	printed, said := d.Run(0, "rerun", d.Paths[0], d.Paths[1])
	for i, line := range strings.Split(strings.TrimSpace(printed), "\n") {
		columns := strings.Split(line, "\t")
		if len(columns) != 3 || columns[0] != "identical" || columns[1] != d.Paths[i] || columns[2] == d.Paths[i] {
			t.Errorf("%q, said %s", line, said)
		}
	}
	// What has no recipe is told, the rest is done.
	plain := filepath.Join(t.TempDir(), "plain.png")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	printed, said = d.Run(1, "rerun", plain, d.Paths[2])
	clitest.Contains(t, said, "plain.png: It holds no recipe, so it cannot be made again.")
	clitest.Contains(t, printed, "identical\t"+d.Paths[2])
	// Another key than that of the recipe is never taken by itself.
	d.Change(d.Paths[0], func(s *history.Sidecar) { s.Key, s.Sandbox = "gone", false })
	_, said = d.Run(2, "rerun", d.Paths[0])
	clitest.Contains(t, said, "Its key gone is not here: choose another with --key.")
	printed, _ = d.Run(0, "rerun", d.Paths[0], "--key", "sandbox")
	clitest.Contains(t, printed, "identical")
}
