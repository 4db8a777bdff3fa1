package cli

import (
	"errors"
	"path/filepath"
	"reflect"
	"strings"

	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/keymap"
	"imagine-tui/tui/cli/looks"
	"imagine-tui/tui/studio"
)

// short names the config by its name alone: the last line of the studio is short,
// and doctor tells the place.
func (p *program) short(problem error) string {
	return strings.ReplaceAll(problem.Error(), p.setup.Places.Config, filepath.Base(p.setup.Places.Config))
}

// reread reads what was saved while the studio is shown, which began with other
// settings.
func (p *program) reread(began app.Settings) (studio.Settings, error) {
	s, err := p.setup.Settings()
	if err != nil {
		return studio.Settings{}, errors.New(p.short(err))
	}
	s.Studio.ScreenReader = s.Studio.ScreenReader || p.screenReader
	now := studio.Settings{Config: s.Studio, Keymap: action.Config(s.Keymap), Commands: s.Commands, Presets: s.Presets, Snippets: s.Snippets, Later: later(began, s)}
	_, mistakes := keymap.Read(&p.setup, s)
	for _, m := range mistakes {
		said := m.String()
		if !m.Ignored {
			now.BadKeymap = true
			said = "The shortcuts stay as they were: " + said
			if m.Own != "" {
				said = "The shortcuts and your commands stay as they were: " + m.String()
			}
		}
		now.Mistakes = append(now.Mistakes, said)
	}
	themes, wrong := looks.Read(&p.setup, s)
	now.Themes = themes
	now.Mistakes = append(now.Mistakes, looks.Notices(wrong)...)
	return now, nil
}

// later tells whether the config says something new that holds from the next start
// on.
func later(began, now app.Settings) bool {
	bytes := began.Studio.PictureBytes != now.Studio.PictureBytes
	began.Studio, now.Studio = app.Studio{}, app.Studio{}
	began.Keymap, now.Keymap = nil, nil
	began.Commands, now.Commands = nil, nil
	began.Presets, now.Presets, began.Snippets, now.Snippets = nil, nil, nil, nil
	began.Project, now.Project = app.Project{Parallel: began.Project.Parallel, Tags: began.Project.Tags}, app.Project{Parallel: now.Project.Parallel, Tags: now.Project.Tags}
	return bytes || !reflect.DeepEqual(began, now)
}
