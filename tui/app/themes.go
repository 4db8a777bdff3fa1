package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/pattern"
)

// Theme is a theme that somebody made: what its file says.
type Theme struct {
	Name    string            `toml:"-"` // that of the file
	Base    string            `toml:"base"`
	Colours map[string]string `toml:"colours"`
}

// mostThemes is far above how many anybody chooses from.
const mostThemes = 200

var themeNames = pattern.Of(`^[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}$`)

// ThemesDir is the folder of the themes that somebody made.
func (u *Setup) ThemesDir() string { return filepath.Join(u.Places.ConfigDir, "themes") }

// Themes reads the themes that somebody made, in the order of their names, and
// what is wrong with the others. check tells what no part of the program
// understands.
func (u *Setup) Themes(check func(Theme) error) (list []Theme, wrong []*ConfigError) {
	folder := u.ThemesDir()
	files, err := os.ReadDir(folder)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			wrong = append(wrong, &ConfigError{Path: folder, Message: "cannot be read: " + Reason(err)})
		}
		return nil, wrong
	}
	for _, f := range files {
		name, is := strings.CutSuffix(f.Name(), ".toml")
		if !is || strings.HasPrefix(name, ".") {
			continue
		}
		path := filepath.Join(folder, f.Name())
		if len(list) >= mostThemes {
			return list, append(wrong, &ConfigError{Path: folder, Message: fmt.Sprintf("holds more than %d themes: the others are not read", mostThemes)})
		}
		t, err := readTheme(name, path, check)
		if err != nil {
			wrong = append(wrong, mistakesOf(path, err)...)
			continue
		}
		list = append(list, t)
	}
	return list, wrong
}

func readTheme(name, path string, check func(Theme) error) (Theme, error) {
	if !themeNames.Regexp().MatchString(name) {
		return Theme{}, &ConfigError{Path: clean.Line(path), Message: "a theme is called by letters, digits, - and _, at most 40"}
	}
	data, err := readConfigFile(path, true)
	if err != nil {
		return Theme{}, err
	}
	return decodeStrict(path, data, func() Theme { return Theme{Name: name} }, check, unknownSetting)
}

// mistakesOf takes apart what is wrong with a file.
func mistakesOf(path string, err error) []*ConfigError {
	if several, is := errors.AsType[interface {
		error
		Unwrap() []error
	}](err); is {
		var list []*ConfigError
		for _, one := range several.Unwrap() {
			list = append(list, mistakesOf(path, one)...)
		}
		return list
	}
	if wrong, is := errors.AsType[*ConfigError](err); is {
		return []*ConfigError{wrong}
	}
	return []*ConfigError{{Path: path, Message: clean.Line(err.Error())}}
}
