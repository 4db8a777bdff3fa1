package trash_test

import (
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestTrash(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	_, said := d.Run(0, "trash", "list")
	clitest.Contains(t, said, "The trash is empty.")
	printed, said := d.Run(0, "trash", "put", "--query", "is:rejected")
	clitest.Contains(t, printed, filepath.Join(".trash", filepath.Base(filepath.Dir(d.Paths[3])), filepath.Base(d.Paths[3])))
	clitest.Contains(t, said, "1 picture in the trash now")
	if printed, _ = d.Run(0, "history"); strings.Contains(printed, filepath.Base(d.Paths[3])) || strings.Count(printed, "\n") != 3 {
		t.Errorf("history lists %s", printed)
	}
	printed, _ = d.Run(0, "trash", "list", "--json")
	clitest.Contains(t, printed, `"rejected":true`, "a harbour at dusk")
	// Undone by its name alone, and by its old place.
	for _, name := range []string{filepath.Base(d.Paths[3]), d.Paths[3]} {
		if printed, _ = d.Run(0, "trash", "restore", name); printed != d.Paths[3]+"\n" {
			t.Errorf("brought back to %q", printed)
		}
		d.Run(0, "trash", "put", d.Paths[3])
	}
	_, said = d.Run(2, "trash", "empty")
	clitest.Contains(t, said, "1 picture,", "would be removed for good", "Nothing was removed", "--yes")
	_, said = d.Run(0, "trash", "empty", "--yes")
	clitest.Contains(t, said, "1 picture removed for good,")
	_, said = d.Run(1, "trash", "restore", d.Paths[3])
	clitest.Contains(t, said, "restore "+filepath.Base(d.Paths[3])+" from the trash", "trash list tells")
	_, said = d.Run(1, "trash", "put", d.Env["IMAGINE_CONFIG"])
	clitest.Contains(t, said, "is not in the library "+d.Folder)
	_, said = d.Run(2, "trash", "put")
	clitest.Contains(t, said, "name files")
	// What was thrown away is made, and paid, again.
	printed, _ = d.Run(0, "generate", "a harbour at dusk", "-k", "sandbox", "-s", "anime", "--seed", "2", "--yes", "--json")
	clitest.Contains(t, printed, `"reused":false`)
}
