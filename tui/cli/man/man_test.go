package man_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/help"
)

// There is a page for each command and topic, and they are the same bytes whenever
// they are made.
func TestPages(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	folder := filepath.Join(t.TempDir(), "man", "man1")
	printed, _ := d.Run(0, "man", folder)
	listed, _ := d.Run(0, "help", "--json")
	for line := range strings.Lines(listed) {
		var e struct{ Command string }
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if e.Command != "help" {
			clitest.Contains(t, printed, strings.TrimSuffix("imagine-tui-"+strings.ReplaceAll(e.Command, " ", "-"), "-")+".1\n")
		}
	}
	for _, topic := range help.Topics() {
		clitest.Contains(t, printed, "imagine-tui-"+topic+".7\n")
	}
	before := map[string][]byte{}
	for path := range strings.Lines(printed) {
		path = strings.TrimSuffix(path, "\n")
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		before[path] = page
		if text := string(page); strings.Contains(text, "1970") || strings.Contains(text, "spf13") || strings.Contains(text, "\x1b") ||
			!strings.Contains(text, ".TH ") || !strings.Contains(text, ".SH NAME\nimagine\\-tui") {
			t.Errorf("%s:\n%s", path, page)
		}
	}
	d.Run(0, "man", folder)
	for path, page := range before {
		again, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(page, again) {
			t.Errorf("%s is another one now: %v", path, err)
		}
	}
	one, _ := d.Run(0, "man")
	if one != string(before[filepath.Join(folder, "imagine-tui.1")]) {
		t.Errorf("printed\n%s", one)
	}
	rated := string(before[filepath.Join(folder, "imagine-tui-rate.1")])
	clitest.Contains(t, rated, `.TH "IMAGINE-TUI-RATE" "1"`, `imagine\-tui rate 0 a.jpg b.jpg`, `imagine\-tui\fP(1)`, `\-\-query`)
	templates := string(before[filepath.Join(folder, "imagine-tui-templates.7")])
	clitest.Contains(t, templates, "write one prompt, get many", `\e{`)
	reads(t, before)
}

// reads has groff read the pages, where that is installed: it warns of none.
func reads(t *testing.T, pages map[string][]byte) {
	t.Helper()
	groff, err := exec.LookPath("groff")
	if err != nil {
		return
	}
	for path := range pages {
		if !strings.HasSuffix(path, "templates.7") && !strings.HasSuffix(path, "generate.1") {
			continue
		}
		var said bytes.Buffer
		cmd := exec.CommandContext(t.Context(), groff, "-man", "-Tutf8", "-Kutf8", "-ww", path)
		cmd.Stderr = &said
		if _, err := cmd.Output(); err != nil || said.Len() > 0 {
			t.Errorf("%s: %v\n%s", path, err, said.String())
		}
	}
}

func TestFolderInTheWay(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, said := d.Run(1, "man", file)
	clitest.Contains(t, said, file)
	printed, _ := d.Run(0, "man", "--json")
	clitest.Contains(t, printed, `{"event":"page","name":"imagine-tui.1","text":".nh`)
	d.Run(2, "man", "a", "b")
}
