package appearance

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/picker"
	"imagine-tui/tui/widget/theme"
)

// Chosen is a theme that was chosen in the studio, and what the config named then:
// where it has come to name another, that one is newer.
type Chosen struct {
	Theme string `json:"theme,omitempty"`
	Over  string `json:"theme_over,omitempty"`
}

// Chosen is what is to be remembered.
func (f *Flow) Chosen() Chosen {
	if f.theme == f.o.Theme {
		return Chosen{}
	}
	return Chosen{Theme: f.theme, Over: f.o.Theme}
}

// Begin uses the theme that was chosen last, before anything is drawn. It returns
// what is to be said of it, "" for nothing.
func (f *Flow) Begin(last Chosen) (notice string) {
	f.theme = theme.Auto
	name := f.o.Theme
	if last.Theme != "" && last.Over == f.o.Theme {
		name = last.Theme
		if !f.has(name) {
			notice = fmt.Sprintf("The theme %q is gone.", clean.Line(name))
			name = f.o.Theme
		}
	}
	if f.has(name) {
		f.theme = name
	}
	f.wear(name)
	f.o.Display.SetBackground(f.o.Styles.Checker[:]...)
	return notice
}

// all are the themes that there are.
func (f *Flow) all() []theme.Palette { return append(theme.BuiltIn(), f.o.Themes...) }

func (f *Flow) has(name string) bool {
	_, is := theme.Find(f.all(), name)
	return is || name == theme.Auto
}

// wear takes the colours of a theme, and tells whether they are others than before.
// One that there is not leaves everything as it is.
func (f *Flow) wear(name string) (changed bool) {
	p, is := theme.Find(f.all(), name)
	switch {
	case is:
		return f.o.Styles.Use(&p)
	case name == theme.Auto:
		return f.o.Styles.Use(nil)
	}
	return false
}

// use chooses a theme, and paints everything afresh.
func (f *Flow) use(name string) tea.Cmd {
	if f.has(name) {
		f.theme = name
	}
	return f.show(name)
}

// show paints everything in the colours of a theme.
func (f *Flow) show(name string) tea.Cmd {
	if !f.wear(name) {
		return nil
	}
	return f.painted()
}

// Renew takes in which themes there are now, and which one the config names. Where
// the one that is chosen is gone its colours stay, and it returns its name.
func (f *Flow) Renew(themes []theme.Palette, configured string) (gone string, cmd tea.Cmd) {
	before := f.o.Theme
	f.o.Themes, f.o.Theme = themes, configured
	name := f.theme
	if configured != before && f.has(configured) {
		name = configured
	}
	if !f.has(name) {
		return name, nil
	}
	return "", f.use(name)
}

// Reground goes over to the ground that the config names.
func (f *Flow) Reground(name string) tea.Cmd {
	f.o.Ground = name
	if name == Auto {
		return tea.RequestBackgroundColor
	}
	return f.paint(f.o.Styles.Dark)
}

// OpenThemes lets the person choose a theme. The one under the cursor is what
// everything is painted in; leaving goes back to the one before.
func (f *Flow) OpenThemes() tea.Cmd {
	before := f.theme
	items := []picker.Item{{ID: theme.Auto, Title: theme.Auto, Note: "dark or light, to suit the terminal"}}
	for _, p := range f.all() {
		items = append(items, picker.Item{ID: p.Name, Title: p.Name, Note: p.About})
	}
	list := picker.New(f.o.Styles, "Themes", "{dialog.accept} use · {dialog.cancel} cancel", items)
	list.Select(before)
	list.Moved = func(id string) tea.Cmd {
		if id == "" { // nothing fits what is typed
			id = before
		}
		return f.show(id)
	}
	return f.host.Open(list, flow.Answers{
		Item: func(id string) tea.Cmd {
			return tea.Batch(f.use(id), f.host.Say("The theme is "+id+"."))
		},
		Esc: func() tea.Cmd { return f.show(before) },
	})
}
