package keymap

import (
	"fmt"
	"path/filepath"
	"slices"

	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/studio"
)

// Mistake is something wrong in [keymap], or with the key of a [[command]].
type Mistake struct {
	action.Problem
	File string
	Line int // 0 where it was not looked for
}

// mostLines is for how many mistakes the line is looked for, which reads the
// file several times over.
const mostLines = 50

// String names the file as people know it.
func (m Mistake) String() string {
	if m.Line == 0 {
		return fmt.Sprintf("%s: %s.", filepath.Base(m.File), m.Text)
	}
	return fmt.Sprintf("%s, line %d: %s.", filepath.Base(m.File), m.Line, m.Text)
}

// Read returns the table of actions with the shortcuts that the config gives,
// and what is wrong with those.
func Read(setup *app.Setup, s app.Settings) (*action.Table, []Mistake) {
	table, problems := action.New(action.Config(s.Keymap), studio.Shortcuts(s.Commands)...)
	var mistakes []Mistake
	for i, p := range problems {
		if i >= mostLines {
			mistakes = append(mistakes, Mistake{p, setup.Places.Config, 0})
			continue
		}
		line := setup.LineOf(func(s app.Settings) bool {
			if p.Own == "" {
				return action.Config(s.Keymap).Has(p.ID)
			}
			return slices.ContainsFunc(s.Commands, func(c own.Config) bool { return c.Name == p.Own && c.Key != "" })
		})
		file := setup.Places.Config
		if line == 0 && p.Own != "" && s.Project.Is() {
			file = s.Project.File // a command of the project
		}
		mistakes = append(mistakes, Mistake{p, file, line})
	}
	return table, mistakes
}

// Notices are what the studio says of mistakes: the first that keeps the
// default shortcuts in force, and every action it does not know.
func Notices(mistakes []Mistake) []string {
	var notices []string
	first, more, own := "", 0, false
	for _, m := range mistakes {
		switch {
		case m.Ignored:
			notices = append(notices, m.String())
			continue
		case first == "":
			first = m.String()
		default:
			more++
		}
		own = own || m.Own != ""
	}
	if first == "" {
		return notices
	}
	first += " The default shortcuts apply until that is fixed"
	if own {
		first += ", your commands have none"
	}
	if more > 0 {
		first += fmt.Sprintf(", and %d more: %s doctor lists them", more, app.Name)
	}
	return append(notices, first+".")
}
