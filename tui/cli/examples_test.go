package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"imagine-tui/history"
	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/help"
)

// elsewhere are examples that are not run here, and why.
var elsewhere = map[string]string{
	"imagine-tui keys add work": "it asks a person, and keeps the key in the system's keyring",
	"curl ":                     "it is the other end of the sandbox, which package sandbox tries",
}

// library returns a desk whose home has a library with pictures of the names that
// the pages use, and brings the process into its folder of one day.
func library(t *testing.T) *clitest.Desk {
	t.Helper()
	d := clitest.Harbour(t)
	home := d.Env["HOME"]
	made := d.Paths[0]
	d.Folder = filepath.Join(home, "Pictures", "imagine")
	day := filepath.Join(d.Folder, "2026-11-24")
	if err := os.MkdirAll(day, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "b", "c", "dawn", "dusk", "sea", "picture", "142233-harbour-a1b2c3", "142234-tagged-a1b2c4"} {
		if err := history.Deliver(t.Context(), made, filepath.Join(day, name+".jpg")); err != nil {
			t.Fatal(err)
		}
	}
	d.Configure("[[key]]\nname = \"work\"\nsource = \"sandbox\"\n[preset.poster]\nseed = \"1\"\n")
	t.Chdir(day)
	if err := os.WriteFile("prompts.txt", []byte("a boat\na quay\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	plan, _ := d.Run(0, "plan", "a {red|blue} boat", "--seed", "1-4")
	if err := os.WriteFile("plan.jsonl", []byte(plan), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Run(0, "rate", "0", ".") // which describes them
	d.Run(0, "tag", "cover", "142234-tagged-a1b2c4.jpg")
	d.Run(0, "rate", "4", "142234-tagged-a1b2c4.jpg")
	d.Run(0, "pick", "142234-tagged-a1b2c4.jpg")
	d.Run(0, "trash", "put", "142233-harbour-a1b2c3.jpg")
	return d
}

// try runs a line of a page, and wants it to end well.
func try(t *testing.T, d *clitest.Desk, line string) {
	t.Helper()
	for begin := range elsewhere {
		if line == begin || strings.HasSuffix(begin, " ") && strings.HasPrefix(line, begin) {
			return
		}
	}
	// That port may be taken here, and of many pictures the first are as good.
	line = strings.NewReplacer("127.0.0.1:8787", "127.0.0.1:0", "sandbox --rate", "sandbox --listen 127.0.0.1:0 --rate", "--seed random:4", "--seed 1", "--seed 1-4", "--seed 1").Replace(line)
	env := d.Env
	if strings.Contains(line, " keys add work ") { // on a computer that has no such key yet
		env = clitest.New(t).Env
	}
	if out, said, status := (shell{t, env}).run(line); status != 0 {
		t.Errorf("%s\nended with %d, printed\n%s\nsaid\n%s", line, status, out, said)
	}
}

// TestExamples runs each example of each --help.
func TestExamples(t *testing.T) {
	d := library(t)
	printed, _ := d.Run(0, "help", "--json")
	n, without := 0, []string{}
	for line := range strings.Lines(printed) {
		var e struct{ Command, Example string }
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if e.Example == "" {
			without = append(without, e.Command)
		}
		for example := range strings.SplitSeq(strings.ReplaceAll(e.Example, "\\\n", " "), "\n") {
			if example = strings.TrimSpace(example); example != "" {
				n++
				try(t, d, example)
			}
		}
	}
	if n < 50 {
		t.Errorf("%d examples; without one: %q", n, without)
	}
	for _, name := range without { // those below others are among theirs
		if name != "" && !strings.Contains(name, " ") {
			t.Errorf("%s has no example", name)
		}
	}
}

var blockRE = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")

// page is what stands in the README.
func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPagesCommands runs each command line of the README and of the topics of help,
// but for those that have tests of their own.
func TestPagesCommands(t *testing.T) {
	readme := page(t) // before library leads elsewhere
	d := library(t)
	n := 0
	run := func(code string) {
		for line := range strings.SplitSeq(strings.ReplaceAll(code, "\\\n", " "), "\n") {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "imagine-tui ") || strings.Contains(line, "| imagine-tui ") {
				n++
				try(t, d, strings.TrimSuffix(line, " &"))
			}
		}
	}
	for _, block := range blockRE.FindAllStringSubmatch(readme, -1) {
		run(block[1])
	}
	if n < 8 {
		t.Error(fmt.Sprint(n, " command lines in the README"))
	}
	for _, name := range help.Topics() {
		if name == "scripting" || name == "promises" {
			continue
		}
		text, err := help.Topic(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(text) {
			if code, is := strings.CutPrefix(line, "    imagine-tui "); is {
				run("imagine-tui " + code)
			}
		}
	}
	if n < 13 {
		t.Error(fmt.Sprint(n, " command lines"))
	}
}

var (
	namedRE = regexp.MustCompile("`imagine-tui help\\s+([a-z]+)`")
	linkRE  = regexp.MustCompile(`\]\(([^)#:]+)\)`)
)

// TestREADME: the page is short, what it links to is there, and all topics of help
// are linked, so that they are read on the web too.
func TestREADME(t *testing.T) {
	t.Parallel()
	text := page(t)
	if n := strings.Count(text, "\n"); n >= 250 {
		t.Errorf("it has %d lines", n)
	}
	topics := help.Topics()
	for _, m := range namedRE.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(topics, m[1]) {
			t.Errorf("help has no topic %s", m[1])
		}
	}
	linked := map[string]bool{}
	for _, m := range linkRE.FindAllStringSubmatch(text, -1) {
		linked[m[1]] = true
		if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(m[1]))); err != nil {
			t.Error(err)
		}
	}
	for _, name := range topics {
		if !linked["tui/cli/help/"+name+".md"] {
			t.Errorf("the topic %s is not linked", name)
		}
	}
	if !strings.Contains(text, "not affiliated with Vyro") {
		t.Error("it does not say whose program it is not")
	}
}
