package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Themes come from files, each with its name; what is wrong in one keeps that one
// alone out, and is told with its line.
func TestThemes(t *testing.T) {
	t.Parallel()
	u := &Setup{Places: Places{ConfigDir: t.TempDir()}}
	check := func(th Theme) error {
		if th.Colours["accent"] == "reddish" {
			return errors.New("accent: no colour")
		}
		return nil
	}
	if list, wrong := u.Themes(check); len(list)+len(wrong) != 0 {
		t.Errorf("without a folder: %v, %v", list, wrong)
	}
	if err := os.Mkdir(u.ThemesDir(), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"harbour.toml":       "base = \"night\"\n[colours]\naccent = \"#7fd1c7\"\n",
		"a.toml":             "",
		"bad.toml":           "# mine\n[colours]\ndim = \"red\"\naccent = \"reddish\"\n",
		"odd.toml":           "colors = 3\n\nfoo = 1\n",
		"number.toml":        "[colours]\n\naccent = 208\n",
		"broken.toml":        "[colours\n",
		"two words.toml":     "",
		"notes.txt":          "not a theme",
		".harbour.toml.swp":  "x",
		".hidden.toml":       "x",
		"too-large.toml":     strings.Repeat("#", maxConfigBytes+1),
		"bytes.toml":         "base = \"\x00\"\n",
		"Über.toml":          "",
		"directory.toml/x":   "",
		"with-key-name.toml": "base = \"dark\"\n",
	} {
		path := filepath.Join(u.ThemesDir(), name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	list, wrong := u.Themes(check)
	var names, said []string
	for _, one := range list {
		names = append(names, one.Name)
	}
	for _, one := range wrong {
		said = append(said, strings.TrimPrefix(one.Error(), u.ThemesDir()+string(filepath.Separator)))
	}
	if got := strings.Join(names, " "); got != "a harbour with-key-name" || list[1].Base != "night" || list[1].Colours["accent"] != "#7fd1c7" {
		t.Errorf("%s: %+v", got, list)
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{
		"bad.toml, line 4: accent: no colour", `odd.toml, line 1: unknown setting "colors"`, `odd.toml, line 3: unknown setting "foo"`,
		"number.toml, line 3: colours.accent: this must be text in quotes", "broken.toml, line ", "two words.toml: a theme is called by letters",
		"too-large.toml: is larger than", "bytes.toml, line 1: ", "Über.toml: a theme is called", "directory.toml: is not a file",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
}
