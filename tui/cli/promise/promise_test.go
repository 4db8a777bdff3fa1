package promise

import (
	"os"
	"strings"
	"testing"
)

// The README promises what is promised here, and nothing else.
func TestTheReadmeSaysTheSame(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "### What is promised about money\n")
	section, _, ended := strings.Cut(section, "\n## ")
	if !found || !ended {
		t.Fatal("the README has no section about it")
	}
	// Lines may be broken elsewhere.
	got, want := strings.Join(strings.Fields(section), " "), strings.Join(strings.Fields(Markdown()), " ")
	if got != want {
		t.Errorf("the README says\n%s\nwant\n%s", got, Markdown())
	}
}
