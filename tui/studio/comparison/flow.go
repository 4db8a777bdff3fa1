// Package comparison puts results side by side: it says which, has their
// pictures and the difference of two drawn, and brings the next one in where one
// is rejected.
package comparison

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/compare"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Screen is the name of the compare screen.
const Screen = "compare"

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	flow.Screens
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends what is drawn.
	Context context.Context
	Library *history.Library
	Gallery *gallery.Gallery
	// Results share their selection with the compare screen.
	Results *results.Pane
	// Undo is what the person can take back.
	Undo *flow.Undo
	// Look shows what is selected now.
	Look func() tea.Cmd
	// Before is the saved result that was looked at before the selected one.
	Before  func() (gallery.Row, bool)
	Display *display.Display
	Styles  *theme.Styles
	// Actions say which keys act.
	Actions *action.Table
}

// Flow compares.
type Flow struct {
	host Host
	o    Options

	// open is what is compared now, nil for nothing.
	open *session
}

// session is a compare screen while it is open.
type session struct {
	pane *compare.Pane
	next []string        // marked results that come in when one is rejected
	duel *duel           // of which one stays each time, nil for a comparison
	own  *gallery.Row    // a file of the person's own that is compared, nil for none
	ctx  context.Context // ends with the screen
	// images are those the terminal got for it, to be freed with it.
	images []int
}

// New returns the flow.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o} }

// Update carries out what the compare screen asks for, and takes in how work
// done meanwhile ended. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case sizesMsg:
		return true, f.measured(msg)
	case beforeMsg:
		return true, f.before(msg)
	case drawnMsg:
		return true, f.drawn(msg)
	case sentMsg:
		return true, f.sent(msg)
	}
	if f.open == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case compare.CloseMsg:
		return true, f.host.LeaveScreen(Screen)
	case stayMsg:
		return true, f.stay(msg.id)
	case compare.SelectedMsg:
		f.o.Results.Select(msg.ID)
		return true, f.o.Look()
	case compare.ComparedMsg, compare.ReplaceMsg:
		return true, f.open.pane.Update(msg)
	case compare.WantMsg:
		return true, f.draw(msg)
	}
	return false, nil
}

// row is one of those that are compared.
func (f *Flow) row(id string) gallery.Row {
	if f.open != nil && f.open.own != nil && f.open.own.ID == id {
		return *f.open.own
	}
	r, _ := f.o.Gallery.Row(id)
	return r
}

// DropPictures forgets what was drawn: it is to be drawn anew.
func (f *Flow) DropPictures() {
	if f.open != nil {
		f.open.pane.DropPictures()
	}
}
