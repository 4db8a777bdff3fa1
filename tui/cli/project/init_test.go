package project_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/history"
	"imagine-tui/tui/cli/clitest"
)

// begin makes a folder a project.
func begin(t *testing.T, d *clitest.Desk) (root string) {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	root = filepath.Join(root, "posters")
	_, said := d.Run(0, "init", root)
	clitest.Contains(t, said, root+" is a project now.")
	return root
}

func TestInit(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	root := begin(t, d)
	file := filepath.Join(root, "imagine.toml")
	_, said := d.Run(0, "config", "check", "--project", root)
	clitest.Contains(t, said, d.Env["IMAGINE_CONFIG"]+" is fine.", file+" is fine, too: it holds in the project posters.")
	printed, said := d.Run(0, "config", "path", "--project", file)
	clitest.Contains(t, printed+said, d.Env["IMAGINE_CONFIG"]+"\n", "What "+file+" says holds over it")
	printed, _ = d.Run(0, "config", "path", "--json", "--project", root)
	clitest.Contains(t, printed, `"event":"config"`, `{"event":"project","path":"`+file+`","change":""}`)
	// It is never written over.
	if err := os.WriteFile(file, []byte("# mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, said = d.Run(2, "init", root)
	clitest.Contains(t, said, "is there already, and stays as it is")
	if text, err := os.ReadFile(file); err != nil || string(text) != "# mine\n" {
		t.Errorf("%q, %v", text, err)
	}
	for _, args := range [][]string{{"config", "check"}, {"init", "--json", filepath.Join(root, "below")}} {
		printed, _ := d.Run(0, append(args, "--project", "none")...)
		if strings.Contains(printed, "posters is") {
			t.Errorf("%s", printed)
		}
	}
	_, said = d.Run(2, "styles", "--project", t.TempDir())
	clitest.Contains(t, said, "there is no imagine.toml in", "imagine-tui init makes one")
}

// All that a new project says in comments is right as well.
func TestEveryLineOfANewProjectHolds(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	root := begin(t, d)
	file := filepath.Join(root, "imagine.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for line := range strings.Lines(string(text)) {
		if rest, is := strings.CutPrefix(line, "# "); is && (strings.HasPrefix(rest, "[") || strings.Contains(rest, " = ")) {
			line = rest
		}
		all.WriteString(line)
	}
	if err := os.WriteFile(file, []byte(all.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	_, said := d.Run(0, "config", "check", "--project", root)
	clitest.Contains(t, said, "is fine, too")
	printed, said := d.Run(0, "generate", "a boat", "--preset", "poster", "-k", "sandbox", "--dry-run", "--json", "--project", root)
	clitest.Contains(t, printed, `"runs":8`, `"aspect_ratio":"3:4"`)
	if strings.Contains(all.String(), "# aspect_ratio") {
		t.Errorf("not all was tried: %s%s", all.String(), said)
	}
}

// What is made in a project goes to its library, with its tags, and nowhere else.
func TestGenerateInAProject(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	d.Configure("[preset.pair]\nseed = \"3,4\"\n")
	root := begin(t, d)
	say := func(text string) {
		if err := os.WriteFile(filepath.Join(root, "imagine.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	say("tags = [\"spring\"]\nparallel = 1\n[library]\nfolder = \"pictures\"\n[defaults]\nstyle = \"anime\"\n[preset.tall]\naspect_ratio = \"9:16\"\nseed = \"5\"\n")
	printed, _ := d.Run(0, "generate", "a boat", "-k", "sandbox", "--preset", "pair", "--project", root, "--json")
	library, err := history.Open(history.Options{Folder: filepath.Join(root, "pictures"), StateDir: d.State()})
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(printed) {
		var e struct{ Event, Path, Style string }
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if e.Event != "saved" {
			continue
		}
		seen++
		entry, err := library.Entry(e.Path)
		s := entry.Sidecar
		if err != nil || !strings.HasPrefix(e.Path, filepath.Join(root, "pictures")) || len(s.Tags) != 1 || s.Tags[0] != "spring" || s.Request.Style != "anime" {
			t.Errorf("%+v, %v", s, err)
		}
	}
	if _, err := os.Stat(d.Folder); seen != 2 || !os.IsNotExist(err) {
		t.Errorf("%d saved, and in the person's own library: %v", seen, err)
	}
	printed, _ = d.Run(0, "history", "tag:spring", "--project", root)
	if strings.Count(printed, "\n") < 2 {
		t.Errorf("%q", printed)
	}
	printed, _ = d.Run(0, "generate", "a boat", "-k", "sandbox", "--preset", "tall", "--seed", "6", "--dry-run", "--json", "--project", root)
	clitest.Contains(t, printed, `"aspect_ratio":"9:16","seed":6`)
	for args, want := range map[string]string{
		"--preset tal":                 "did you mean tall?",
		"--preset zzzzzz":              "only pair, tall",
		"--preset tall --project none": "only pair",
	} {
		_, said := d.Run(2, append([]string{"generate", "a boat", "--dry-run", "--project", root}, strings.Fields(args)...)...)
		clitest.Contains(t, said, want)
	}
	say("[library]\nfolder = \"..\"\n")
	_, said := d.Run(2, "generate", "a boat", "-k", "sandbox", "--project", root)
	clitest.Contains(t, said, "imagine.toml, line 2:", "leads out of the project")
	if _, err := os.Stat(d.Folder); !os.IsNotExist(err) {
		t.Errorf("it went to another library: %v", err)
	}
}
