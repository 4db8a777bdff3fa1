// Package appearance is how the studio looks: on a dark or a light ground, and
// with pictures drawn in one way or another, as the terminal says or the person
// chose.
package appearance

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"imagine-tui/api/wording"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/terminal"
	"imagine-tui/tui/widget/theme"
)

// The grounds a person can choose; any other name leaves it to the terminal.
const (
	Dark  = "dark"
	Light = "light"
	Auto  = "auto"
)

// BeginsLight tells whether the first frame is for a light ground: what the person
// chose, or else what the environment says until the terminal tells.
func BeginsLight(ground string, environ []string) bool {
	return ground == Light || ground != Dark && terminal.LightGround(environ)
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	Styles  *theme.Styles
	Display *display.Display
	// Ground is what the person chose.
	Ground string
	// Themes are those that the person made, beside the program's; Theme is what the
	// config names.
	Themes []theme.Palette
	Theme  string
	// Repaint makes everything be painted afresh, in other colours.
	Repaint func()
	// Redraw has all pictures drawn anew.
	Redraw func() tea.Cmd
}

// Flow changes how the studio looks.
type Flow struct {
	host flow.Host
	o    Options
	// theme is the name of the one that is chosen.
	theme string
}

// New returns the flow.
func New(host flow.Host, o Options) *Flow { return &Flow{host: host, o: o} }

// Update follows what is learnt of the terminal's ground and colours. It tells
// whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		return true, f.paint(msg.IsDark())
	case tea.ColorProfileMsg:
		if few := msg.Profile < colorprofile.ANSI256; msg.Profile != colorprofile.Unknown && f.o.Styles.SetFew(few) {
			f.o.Repaint()
		}
		return true, nil
	}
	return false, nil
}

// SetGround paints for a dark or a light terminal until the studio is left; Auto
// asks the terminal again. A theme that was chosen gives way.
func (f *Flow) SetGround(name string) tea.Cmd {
	return tea.Batch(f.use(theme.Auto), f.Reground(name))
}

// paint goes over to the ground there is, unless the person chose another.
func (f *Flow) paint(dark bool) tea.Cmd {
	switch f.o.Ground {
	case Dark:
		dark = true
	case Light:
		dark = false
	}
	if !f.o.Styles.Set(dark) {
		return nil
	}
	return f.painted()
}

// painted paints everything afresh.
func (f *Flow) painted() tea.Cmd {
	f.o.Display.SetBackground(f.o.Styles.Checker[:]...)
	f.o.Repaint()
	return f.o.Redraw()
}

// SetMode draws pictures in the way of a name until the studio is left.
func (f *Flow) SetMode(name string) tea.Cmd {
	anew, err := f.o.Display.Set(name)
	if err != nil {
		return f.host.Warn(wording.Problem(err))
	}
	said := f.host.Say("Pictures are now drawn as " + name + ".")
	if !anew {
		return said
	}
	return tea.Batch(f.o.Redraw(), said)
}
