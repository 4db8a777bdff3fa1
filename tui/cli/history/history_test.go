package history_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestHistory(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	_, said := d.Run(0, "history")
	clitest.Contains(t, said, "Nothing is saved in "+d.Folder+" yet.")
	d = clitest.Harbour(t)
	printed, _ := d.Run(0, "history", "dusk", "is:rejected")
	clitest.Contains(t, printed, "anime\t1:1\t2\tsandbox\ta harbour at dusk\t"+d.Paths[3])
	if strings.Count(printed, "\n") != 1 {
		t.Errorf("printed %q", printed)
	}
	printed, _ = d.Run(0, "history", "-n", "2", "--json")
	for line := range strings.Lines(printed) {
		var result struct {
			Path    string
			Request struct{ Prompt, Style string }
			Tags    []string
		}
		if err := json.Unmarshal([]byte(line), &result); err != nil || result.Request.Style != "anime" || result.Tags == nil || !filepath.IsAbs(result.Path) {
			t.Errorf("%v: %s", err, line)
		}
	}
	if strings.Count(printed, "\n") != 2 {
		t.Errorf("printed %q", printed)
	}
	_, said = d.Run(0, "history", "nowhere")
	clitest.Contains(t, said, "None of 4 results match.")
	_, said = d.Run(2, "history", "foo:bar")
	clitest.Contains(t, said, "column 1", `unknown filter "foo:"`)
	_, said = d.Run(2, "history", " ")
	clitest.Contains(t, said, "the query is empty")
	d.Run(2, "history", "-n", "-1")
}

func TestRebuild(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	before, _ := d.Run(0, "history", "--json")
	_, said := d.Run(0, "history", "rebuild")
	clitest.Contains(t, said, "The index has 4 results.")
	if after, _ := d.Run(0, "history", "--json"); after != before {
		t.Errorf("the list changed:\n%s\n%s", before, after)
	}
	_, said = d.Run(0, "history", `"rebuild"`)
	clitest.Contains(t, said, "None of 4 results match.")
	d.Run(2, "history", "rebuild", "now")
}
