package wildcard

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"imagine-tui/api/plan/template"
)

// planned says in one line what a template plans: how many prompts and the first
// of them, or the mistake.
func planned(text string, lookup template.Lookup) string {
	tpl, err := template.ParseWith(text, lookup)
	if err != nil {
		return err.Error()
	}
	all, err := tpl.First(6)
	if err != nil {
		return err.Error()
	}
	var prompts []string
	for _, e := range all {
		if e.Prompt == "" {
			return tpl.Empty().Error()
		}
		prompts = append(prompts, strconv.Quote(e.Prompt))
	}
	return fmt.Sprintf("%v: %s", tpl.Count(), strings.Join(prompts, " "))
}

// What people write who know such templates from elsewhere, with the lists of
// testdata/dialect: each line of testdata/dialect.tsv has a template and what it
// plans, or the mistake.
func TestDialect(t *testing.T) {
	t.Parallel()
	set, err := NewFolder("testdata/dialect").Load()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/dialect.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) < 200 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines {
		quoted, want, _ := strings.Cut(line, "\t")
		text, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if got := planned(text, set.Lookup); got != want {
			t.Errorf("%s\n got %s\nwant %s", quoted, got, want)
		}
	}
}
