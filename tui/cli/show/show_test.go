package show_test

import (
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestShow(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	printed, _ := d.Run(0, "show", d.Paths[0]) // into a pipe: nothing is drawn
	clitest.Contains(t, printed, "file      "+d.Paths[0], "prompt    a harbour at dawn", "template  a harbour at {dawn|dusk}", "seed      1", "choice    picked", "painted by the sandbox")
	printed, _ = d.Run(0, "show", d.Paths[0], "--protocol", "half", "--size", "20x4", "--colors", "none", "--no-recipe")
	if lines := strings.Count(printed, "\n"); lines != 4 || strings.Contains(printed, "\x1b") {
		t.Errorf("%d lines: %q", lines, printed)
	}
	_, said := d.Run(1, "show", filepath.Join(d.Folder, "none.png"), d.Folder)
	clitest.Contains(t, said, "none.png: no such file", "this is not a file")
	for _, args := range [][]string{{"--size", "0x1"}, {"--protocol", "ink"}, {"--colors", "pink"}} {
		d.Run(2, append([]string{"show", d.Paths[0]}, args...)...)
	}
}
