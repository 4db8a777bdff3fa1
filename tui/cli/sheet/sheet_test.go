package sheet_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestSheet(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	out := t.TempDir()
	page := filepath.Join(out, "sheet.html")
	printed, said := d.Run(0, "sheet", "-o", page, "--query", "harbour")
	if printed != page+"\n" {
		t.Errorf("printed %q", printed)
	}
	clitest.Contains(t, said, "4 pictures, rows by prompt, columns by seed,")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	clitest.Contains(t, string(text), "a harbour at {dawn|dusk}", "imagine-tui generate --literal --style anime", "painted by the sandbox")
	if strings.Contains(string(text), d.Folder) {
		t.Error("the page tells folders of this computer")
	}
	// A folder, a file with its sidecar, nothing overwritten, another shape.
	printed, said = d.Run(0, "sheet", "-o", page, "--rows", "seed", "--columns", "none", d.Folder)
	clitest.Contains(t, printed, "sheet-2.html")
	clitest.Contains(t, said, "rows by seed")
	png := filepath.Join(out, "sheet.png")
	_, said = d.Run(0, "sheet", "-o", png, d.Paths[0], d.Paths[0]+".json")
	clitest.Contains(t, said, "1 picture, one after another")
	// What is missing is told, the rest is done.
	_, said = d.Run(1, "sheet", "-o", png, "--force", d.Paths[0], filepath.Join(out, "none.png"))
	clitest.Contains(t, said, "none.png: no such file", "1 picture")
	_, said = d.Run(0, "sheet", "-o", page, "--force", "--no-recipe", "--full", "--query", "is:picked")
	clitest.Contains(t, said, "1 picture")
	text, _ = os.ReadFile(page)
	if strings.Contains(string(text), "generate --literal") || strings.Contains(string(text), "{dawn|dusk}") {
		t.Error("the page tells the recipe")
	}
	d.Run(0, "sheet", "-o", page, "--query", "nowhere")
}

func TestSheetRefuses(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	for _, c := range []struct{ args, want string }{
		{"x.png", "-o FILE says where"},
		{"-o a.pdf x.png", "has to end in .html or .png"},
		{"-o a.html", "name files or folders"},
		{"-o a.html --rows colour x.png", "--rows: \"colour\" is no axis"},
		{"-o a.html --thumb 3 x.png", "--thumb 3"},
		{"-o a.png --full x.png", "--full is for an HTML page"},
		{"-o a.html --theme pink x.png", "--theme \"pink\""},
		{"-o a.html --query foo:bar", "unknown filter"},
		{"-o a.html --query dawn x.png", "not both"},
	} {
		_, said := d.Run(2, append([]string{"sheet"}, strings.Fields(c.args)...)...)
		clitest.Contains(t, said, c.want)
	}
}
