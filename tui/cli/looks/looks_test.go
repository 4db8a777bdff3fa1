package looks_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

// What is wrong with a theme is told with file and line by config check and by
// doctor: an unknown colour, a name that is taken, a theme that there is not.
func TestMistakes(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	d.Configure("\n[studio]\ntheme = \"harbor\"\n")
	folder := filepath.Join(d.Env["XDG_CONFIG_HOME"], "imagine-tui", "themes")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"harbour.toml": "[colours]\naccent = \"#7fd1c7\"\n",
		"paper.toml":   "",
		"odd.toml":     "base = \"dark\"\n[colours]\ndim = \"grey\"\n",
		"none.toml":    "base = \"darkk\"\n",
		"part.toml":    "\n[colours]\nacent = \"red\"\n",
	} {
		if err := errors.Join(os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		`line 5: studio: theme: no theme is called "harbor"; did you mean "harbour"?`,
		`paper.toml, line 1: a theme of the program is called "paper": give the file another name`,
		`odd.toml, line 3: dim: "grey" is no colour`,
		`none.toml, line 1: base: no theme of the program is called "darkk"; did you mean "dark"?`,
		`part.toml, line 3: no colour is called "acent"; did you mean "accent"?`,
	}
	_, said := d.Run(2, "config", "check")
	clitest.Contains(t, said, want...)
	printed, _ := d.Run(1, "doctor")
	clitest.Contains(t, printed, want...)
	for _, name := range []string{"paper", "odd", "none", "part"} {
		if err := os.Remove(filepath.Join(folder, name+".toml")); err != nil {
			t.Fatal(err)
		}
	}
	d.Configure("\n[studio]\ntheme = \"harbour\"\n")
	d.Run(0, "config", "check")
}
