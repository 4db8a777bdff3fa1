package keymap

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the key table into the README")

const (
	readme = "../../README.md"
	begin  = "<!-- keys begin: go test ./tui/keymap -update -->"
	end    = "<!-- keys end -->"
)

// table is the key map as the README shows it.
func table() string {
	var b strings.Builder
	for _, g := range Default().Groups() {
		b.WriteString("\n**" + g.Name + "**\n\n| key | does |\n| --- | --- |\n")
		for _, k := range g.Bindings {
			b.WriteString("| `" + k.Help().Key + "` | " + k.Help().Desc + " |\n")
		}
	}
	return b.String() + "\n"
}

func TestReadmeKeyTableIsCurrent(t *testing.T) {
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	from, to := strings.Index(text, begin), strings.Index(text, end)
	if from < 0 || to < from {
		t.Fatalf("README.md lacks the markers of the key table")
	}
	want := text[:from+len(begin)] + "\n" + table() + text[to:]
	if text == want {
		return
	}
	if !*update {
		t.Fatal("the key table of README.md is stale: go test ./tui/keymap -update")
	}
	if err := os.WriteFile(readme, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestNoKeyTheTerminalCannotSend(t *testing.T) {
	never := []string{"ctrl+i", "ctrl+m", "ctrl+[", "ctrl+h", "ctrl+enter", "ctrl+s", "ctrl+q", "ctrl+l", `ctrl+\`, "ctrl+b", "ctrl+a"}
	for _, g := range Default().Groups() {
		for _, b := range g.Bindings {
			for _, k := range b.Keys() {
				for _, n := range never {
					if k == n {
						t.Errorf("%s: %s is bound to %q", g.Name, n, b.Help().Desc)
					}
				}
			}
		}
	}
}
