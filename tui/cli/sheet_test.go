package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/tui/app"
)

// desk is the program with places of its own and a library of pictures, some
// picked, some rejected.
type desk struct {
	t       *testing.T
	env     app.Environment
	folder  string
	library *history.Library
	paths   []string
}

// newDesk fills the library by generate with the sandbox: dawn and dusk, two
// seeds each, the first picked, the last rejected.
func newDesk(t *testing.T) *desk {
	t.Helper()
	dir := t.TempDir()
	d := &desk{t: t, folder: filepath.Join(dir, "pictures"), env: app.Environment{
		"HOME": dir, "XDG_CONFIG_HOME": filepath.Join(dir, "config"), "XDG_STATE_HOME": filepath.Join(dir, "state"),
		"IMAGINE_CONFIG": filepath.Join(dir, "config.toml"),
	}}
	config := fmt.Sprintf("[library]\nfolder = %q\n", d.folder)
	if err := os.WriteFile(d.env["IMAGINE_CONFIG"], []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	_, said := d.run(0, "generate", "a harbour at {dawn|dusk}", "-k", "sandbox", "-s", "anime", "--seed", "1-2", "--yes", "-j", "1")
	var err error
	d.library, err = history.Open(history.Options{Folder: d.folder, StateDir: filepath.Join(dir, "state", app.Name)})
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]string)
	if err := d.library.Load(t.Context(), 0, func(e history.Entry) bool {
		found[fmt.Sprint(e.Sidecar.Request.Prompt, e.Sidecar.Request.Seed)] = e.Path
		return true
	}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a harbour at dawn1", "a harbour at dawn2", "a harbour at dusk1", "a harbour at dusk2"} {
		if found[name] == "" {
			t.Fatalf("%s is missing: %s", name, said)
		}
		d.paths = append(d.paths, found[name])
	}
	d.change(d.paths[0], func(s *history.Sidecar) { s.Picked = true })
	d.change(d.paths[3], func(s *history.Sidecar) { s.Rejected = true })
	return d
}

func (d *desk) change(path string, change func(*history.Sidecar)) {
	d.t.Helper()
	if err := d.library.Update(path, change); err != nil {
		d.t.Fatal(err)
	}
}

// run calls the program, checks its exit status and returns what it printed
// and what it said.
func (d *desk) run(status int, args ...string) (out, said string) {
	d.t.Helper()
	var stdout, stderr bytes.Buffer
	a := &program{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, setup: app.Setup{Environment: d.env}}
	if got := a.run(d.t.Context(), args); got != status {
		d.t.Errorf("%q ended with %d, not %d: %s", args, got, status, stderr.String())
	}
	return stdout.String(), stderr.String()
}

func contains(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
}

func TestSheetCommand(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	out := t.TempDir()
	page := filepath.Join(out, "sheet.html")
	printed, said := d.run(0, "sheet", "-o", page, "--query", "harbour")
	if printed != page+"\n" {
		t.Errorf("printed %q", printed)
	}
	contains(t, said, "4 pictures, rows by prompt, columns by seed,")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, string(text), "a harbour at {dawn|dusk}", "imagine-tui generate --literal --style anime", "painted by the sandbox")
	if strings.Contains(string(text), d.folder) {
		t.Error("the page tells folders of this computer")
	}
	// A folder, a file with its sidecar, nothing overwritten, another shape.
	printed, said = d.run(0, "sheet", "-o", page, "--rows", "seed", "--columns", "none", d.folder)
	contains(t, printed, "sheet-2.html")
	contains(t, said, "rows by seed")
	png := filepath.Join(out, "sheet.png")
	_, said = d.run(0, "sheet", "-o", png, d.paths[0], d.paths[0]+".json")
	contains(t, said, "1 picture, one after another")
	// What is missing is told, the rest is done.
	_, said = d.run(1, "sheet", "-o", png, "--force", d.paths[0], filepath.Join(out, "none.png"))
	contains(t, said, "none.png: no such file", "1 picture")
	_, said = d.run(0, "sheet", "-o", page, "--force", "--no-recipe", "--full", "--query", "is:picked")
	contains(t, said, "1 picture")
	text, _ = os.ReadFile(page)
	if strings.Contains(string(text), "generate --literal") || strings.Contains(string(text), "{dawn|dusk}") {
		t.Error("the page tells the recipe")
	}
	d.run(1, "sheet", "-o", page, "--query", "nowhere")
}

func TestSheetCommandRefuses(t *testing.T) {
	t.Parallel()
	d := &desk{t: t, env: app.Environment{"HOME": t.TempDir()}}
	for _, c := range []struct{ args, want string }{
		{"x.png", "-o FILE says where"},
		{"-o a.pdf x.png", "has to end in .html or .png"},
		{"-o a.html", "name files or folders"},
		{"-o a.html --rows colour x.png", "--rows: \"colour\" is no axis"},
		{"-o a.html --thumb 3 x.png", "--thumb 3"},
		{"-o a.png --full x.png", "--full is for an HTML page"},
		{"-o a.html --theme pink x.png", "--theme \"pink\""},
		{"-o a.html --query foo:bar", "nobody knows the filter"},
		{"-o a.html --query dawn x.png", "not both"},
	} {
		_, said := d.run(2, append([]string{"sheet"}, strings.Fields(c.args)...)...)
		contains(t, said, c.want)
	}
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	r := api.Request{Operation: api.TextToPNG, Prompt: "-a 'fox'", Seed: 7}
	if got := commandLine(r); got != `imagine-tui generate --literal --op text-to-png --seed 7 -- '-a '\''fox'\'''` {
		t.Error(got)
	}
	r.Inputs = []api.Input{{Field: "image"}}
	if got := commandLine(r); got != "" {
		t.Error(got)
	}
}

func TestKeepCommand(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	to := filepath.Join(t.TempDir(), "new", "cover")
	printed, said := d.run(0, "keep", "--to", to) // the picked ones
	copied := filepath.Join(to, filepath.Base(d.paths[0]))
	if printed != copied+"\n" {
		t.Errorf("printed %q", printed)
	}
	contains(t, said, "1 picture copied,", "with their recipes")
	if _, err := os.Stat(copied + ".json"); err != nil {
		t.Error(err)
	}
	_, said = d.run(0, "keep", "--to", to)
	contains(t, said, "0 pictures copied", "1 there already")
	bare := t.TempDir()
	printed, said = d.run(0, "keep", "--to", bare, "--strip", "--json", "--query", "dusk")
	contains(t, said, "2 pictures copied", "without their recipes")
	var event keptEvent
	if err := json.Unmarshal([]byte(strings.SplitN(printed, "\n", 2)[0]), &event); err != nil || event.Event != "copied" || event.Bytes == 0 {
		t.Errorf("%s, %v", printed, err)
	}
	if _, err := history.ReadRecipe(event.Path); err == nil {
		t.Error("the recipe is still in the copy")
	}
	if list, _ := os.ReadDir(bare); len(list) != 2 {
		t.Errorf("%d files", len(list))
	}
	_, said = d.run(1, "keep", "--to", to, filepath.Join(bare, "none.png"), d.paths[1])
	contains(t, said, "none.png", "1 picture copied")
	_, said = d.run(2, "keep")
	contains(t, said, "--to FOLDER")
	_, said = d.run(0, "keep", "--to", to, "--query", "nowhere")
	contains(t, said, "No saved picture matches nowhere, so nothing was copied.")
	_, said = d.run(1, "keep", "--to", filepath.Join(d.paths[0], "x"))
	contains(t, said, "make the folder", "something else is in its place")
}

func TestTrashCommand(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, said := d.run(0, "trash", "list")
	contains(t, said, "The trash is empty.")
	printed, said := d.run(0, "trash", "put", "--query", "is:rejected")
	contains(t, printed, filepath.Join(".trash", filepath.Base(filepath.Dir(d.paths[3])), filepath.Base(d.paths[3])))
	contains(t, said, "1 picture in the trash now")
	if printed, _ = d.run(0, "history"); strings.Contains(printed, filepath.Base(d.paths[3])) || strings.Count(printed, "\n") != 3 {
		t.Errorf("history lists %s", printed)
	}
	printed, _ = d.run(0, "trash", "list", "--json")
	contains(t, printed, `"rejected":true`, "a harbour at dusk")
	// Undone by its name alone, and by its old place.
	for _, name := range []string{filepath.Base(d.paths[3]), d.paths[3]} {
		if printed, _ = d.run(0, "trash", "restore", name); printed != d.paths[3]+"\n" {
			t.Errorf("brought back to %q", printed)
		}
		d.run(0, "trash", "put", d.paths[3])
	}
	_, said = d.run(2, "trash", "empty")
	contains(t, said, "1 picture,", "would be removed for good", "Nothing was removed", "--yes")
	_, said = d.run(0, "trash", "empty", "--yes")
	contains(t, said, "1 picture removed for good,")
	_, said = d.run(1, "trash", "restore", d.paths[3])
	contains(t, said, "bring "+filepath.Base(d.paths[3])+" back", "trash list tells")
	_, said = d.run(1, "trash", "put", d.env["IMAGINE_CONFIG"])
	contains(t, said, "it is not in the library "+d.folder)
	_, said = d.run(2, "trash", "put")
	contains(t, said, "name files")
	// What was thrown away is made, and paid, again.
	printed, _ = d.run(0, "generate", "a harbour at dusk", "-k", "sandbox", "-s", "anime", "--seed", "2", "--yes", "--json")
	contains(t, printed, `"reused":false`)
}
