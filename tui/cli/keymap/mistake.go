package keymap

import (
	"fmt"
	"path/filepath"

	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
)

// Mistake is something wrong in [keymap].
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
	table, problems := action.New(action.Config(s.Keymap))
	var mistakes []Mistake
	for i, p := range problems {
		if i >= mostLines {
			mistakes = append(mistakes, Mistake{p, setup.Places.Config, 0})
			continue
		}
		line := setup.LineOf(func(s app.Settings) bool { return action.Config(s.Keymap).Has(p.ID) })
		mistakes = append(mistakes, Mistake{p, setup.Places.Config, line})
	}
	return table, mistakes
}

// Notices are what the studio says of mistakes: the first that keeps the
// default shortcuts in force, and every action it does not know.
func Notices(mistakes []Mistake) []string {
	var notices []string
	first, more := "", 0
	for _, m := range mistakes {
		switch {
		case m.Ignored:
			notices = append(notices, m.String())
		case first == "":
			first = m.String()
		default:
			more++
		}
	}
	if first == "" {
		return notices
	}
	first += " The default shortcuts apply until that is fixed"
	if more > 0 {
		first += fmt.Sprintf(", and %d more: %s doctor lists them", more, app.Name)
	}
	return append(notices, first+".")
}
