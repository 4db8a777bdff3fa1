package promise

import (
	"os"
	"strings"
	"testing"
)

// The topic safety promises what is promised here, and nothing else.
func TestTheTopicSaysTheSame(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../help/safety.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\nWhat is promised about money\n")
	if !found {
		t.Fatal("the topic has no section about it")
	}
	// Lines may be broken elsewhere.
	got, want := strings.Join(strings.Fields(section), " "), strings.Join(strings.Fields(Text()), " ")
	if got != want {
		t.Errorf("the topic says\n%s\nwant\n%s", got, Text())
	}
}
