package filters_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestFilters(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	_, said := d.Run(0, "filters")
	clitest.Contains(t, said, "No filter is saved yet.")
	d.Run(0, "filters", "save", "Dusk", "dusk", "sort:rating")
	d.Run(0, "filters", "save", "one", "@dusk seed:1")
	printed, _ := d.Run(0, "filters")
	if printed != "@dusk  dusk sort:rating\n@one   dusk sort:rating seed:1\n" {
		t.Errorf("printed %q", printed)
	}
	printed, _ = d.Run(0, "history", "@one")
	if strings.Count(printed, "\n") != 1 || !strings.Contains(printed, d.Paths[2]) {
		t.Errorf("@one finds %q", printed)
	}
	printed, _ = d.Run(0, "pick", "-q", "@dusk seed:2")
	if !strings.Contains(printed, d.Paths[3]) {
		t.Errorf("picked %q", printed)
	}
	_, said = d.Run(2, "history", "@dsuk")
	clitest.Contains(t, said, "column 1", "no filter is saved as @dsuk")
	_, said = d.Run(2, "filters", "forget", "dsuk")
	clitest.Contains(t, said, "did you mean @dusk?")
	for _, args := range [][]string{{"x y", "fog"}, {"x", "nosuch:1"}, {"x", " "}, {"x", "@nobody"}, {"vk-test-canary0123456789abcdefghij", "fog"}, {"x"}} {
		printed, said := d.Run(2, append([]string{"filters", "save"}, args...)...)
		if strings.Contains(printed+said, "canary") {
			t.Errorf("a key is told: %s", said)
		}
	}
	d.Run(0, "filters", "forget", "@dusk")
	if printed, _ = d.Run(0, "filters"); strings.Contains(printed, "@dusk") {
		t.Errorf("printed %q", printed)
	}
	if err := os.WriteFile(filepath.Join(d.State(), "filters.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"filters"}, {"history", "@one"}, {"filters", "save", "a", "fog"}} {
		_, said := d.Run(1, args...)
		clitest.Contains(t, said, "filters.json")
	}
	d.Run(0, "history", "harbour") // which names none
}
