// Package looks reads the themes of the studio that there are, and says what is
// wrong with those that somebody made, or with which of them was chosen.
package looks

import (
	"fmt"
	"path/filepath"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/widget/theme"
)

// Read returns the themes that somebody made, and what is wrong: in their files,
// and in the config where it names one that there is not.
func Read(setup *app.Setup, s app.Settings) ([]theme.Palette, []*app.ConfigError) {
	files, wrong := setup.Themes(check)
	var list []theme.Palette
	for _, f := range files {
		if p, err := theme.Derive(f.Name, f.Base, f.Colours); err == nil {
			list = append(list, p)
		}
	}
	all := append(theme.BuiltIn(), list...)
	if _, is := theme.Find(all, s.Studio.Theme); is || s.Studio.Theme == theme.Auto {
		return list, wrong
	}
	line := setup.LineOf(func(part app.Settings) bool { return part.Studio.Theme == s.Studio.Theme })
	return list, append(wrong, &app.ConfigError{
		Path: setup.Places.Config, Line: line, Message: "studio: theme: " + theme.Unknown(s.Studio.Theme, all).Error(),
	})
}

// check tells what is wrong with a theme that somebody made.
func check(t app.Theme) error {
	if _, taken := theme.Find(theme.BuiltIn(), t.Name); taken || t.Name == theme.Auto {
		return fmt.Errorf("a theme of the program is called %q: give the file another name", t.Name)
	}
	_, err := theme.Derive(t.Name, t.Base, t.Colours)
	return err
}

// Notices are what the studio says of mistakes: files are named as people know them.
func Notices(wrong []*app.ConfigError) []string {
	var out []string
	for _, w := range wrong {
		short := *w
		short.Path = filepath.Base(w.Path)
		if filepath.Base(filepath.Dir(w.Path)) == "themes" {
			short.Path = filepath.Join("themes", short.Path)
		}
		out = append(out, clean.Line(short.Error())+".")
	}
	return out
}
