package diff_test

import (
	"os"
	"path/filepath"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	printed, _ := d.Run(0, "diff", d.Paths[0], d.Paths[3])
	clitest.Contains(t, printed, "a harbour at [-dawn-] {+dusk+}", "1 → 2")
	printed, said := d.Run(0, "diff", d.Paths[0], d.Paths[0], "--pixels")
	clitest.Contains(t, said, "The recipes are the same.")
	clitest.Contains(t, printed, "pixels    same pixels")
	printed, _ = d.Run(0, "diff", "--textconv", d.Paths[1])
	clitest.Contains(t, printed, "a harbour at dawn", "anime")
	plain := filepath.Join(t.TempDir(), "plain.txt")
	if err := os.WriteFile(plain, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	printed, _ = d.Run(0, "diff", "--textconv", plain)
	clitest.Contains(t, printed, "no recipe\nsha256 2cf24dba5fb0a30e")
	_, said = d.Run(1, "diff", d.Paths[0], plain)
	clitest.Contains(t, said, "it has no recipe")
	_, said = d.Run(2, "diff", "--textconv", "--pixels", plain)
	clitest.Contains(t, said, "use one of them")
	_, said = d.Run(2, "diff", plain)
	clitest.Contains(t, said, "write it as: imagine-tui diff A B")
}
