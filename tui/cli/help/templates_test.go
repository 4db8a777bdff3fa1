package help_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/wildcard"
	"imagine-tui/tui/cli/help"
)

var (
	rowRE  = regexp.MustCompile(`^ {4}(.+?) +→ (.+)$`)
	listRE = regexp.MustCompile(`^ {4}(\S+) += (.+)$`)
)

// TestTemplates runs every line of the topic through the planner.
func TestTemplates(t *testing.T) {
	t.Parallel()
	text, err := help.Topic("templates")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var rows [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if m := rowRE.FindStringSubmatch(line); m != nil {
			rows = append(rows, m[1:])
		} else if m := listRE.FindStringSubmatch(line); m != nil {
			writeList(t, filepath.Join(dir, filepath.FromSlash(m[1])+".txt"), strings.Split(m[2], " / "))
		} else if strings.HasPrefix(line, "    ") {
			t.Errorf("neither a template nor a list: %q", line)
		}
	}
	if len(rows) < 60 {
		t.Errorf("%d templates", len(rows))
	}
	lists, err := wildcard.NewFolder(dir).Load()
	if err != nil || len(lists.Problems()) > 0 {
		t.Fatal(err, lists.Problems())
	}
	seeds, err := plan.ParseSeeds("7")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		prompt := strings.ReplaceAll(row[0], "↵", "\n")
		r, err := plan.Read(plan.Input{Operation: api.TextToImage, Prompts: []string{prompt}, Lookup: lists.Lookup, Seeds: seeds})
		var got string
		if err != nil {
			got = err.Error()
		} else if got, err = planned(r); err != nil {
			t.Errorf("%s: %v", row[0], err)
		}
		if want, more := strings.CutSuffix(row[1], "…"); !more && got != want || more && (!strings.HasPrefix(got, want) || len(got) == len(want)) {
			t.Errorf("%s\ngives %s\n not  %s", row[0], got, row[1])
		}
	}
}

// planned is how many prompts are planned, and which.
func planned(r *plan.Reading) (string, error) {
	p, err := r.Plan(nil)
	var prompts []string
	for _, it := range p.Items {
		prompts = append(prompts, it.Request.Prompt)
	}
	return strconv.Itoa(len(prompts)) + ": " + strings.Join(prompts, " · "), err
}

func writeList(t *testing.T, path string, values []string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Join(values, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}
