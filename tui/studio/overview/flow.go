// Package overview shows many pictures at a time: it lays results out as a sheet
// whose cells can be filled and rolled, and has the small pictures drawn that the
// sheet and the grid of the results show.
package overview

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/thumb"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	flow.Screens
	// Resend makes rows again.
	Resend(rows []gallery.Row, o flow.Repeat) tea.Cmd
	// Show selects a row wherever it is.
	Show(id string) tea.Cmd
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends what is drawn.
	Context context.Context
	Gallery *gallery.Gallery
	// Results share their selection with the sheet.
	Results *results.Pane
	// GridInView tells whether the results are to be seen.
	GridInView func() bool
	// Full shows the selected picture over the whole screen; closed is called
	// when that goes, with what is selected then.
	Full func(closed func(selected string)) tea.Cmd
	// Roll makes rows of a batch again with other seeds, in their cells.
	Roll func(rows []gallery.Row, batch string) tea.Cmd
	// MarksChanged hears that the person marked or unmarked rows.
	MarksChanged func()
	Display      *display.Display
	Styles       *theme.Styles
	// Actions say which keys act.
	Actions *action.Table
}

// Flow shows many pictures at a time.
type Flow struct {
	host Host
	o    Options

	// sheet is the one that is open, nil for none.
	sheet *layout
	// drawing ends what draws thumbnails for the grid; nil when nothing does.
	drawing context.CancelFunc
	held    memory // what the terminal has of thumbnails
	costly  bool   // it was said that they take more than may be sent
}

// New returns the flow.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o} }

// Update carries out what the sheet asks for, and brings thumbnails to where
// they are shown. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case thumb.SettledMsg:
		return true, f.settled(msg)
	case thumb.WantMsg:
		return true, f.wanted(msg)
	case thumbMsg:
		return true, f.drawn(msg)
	case sentMsg:
		return true, f.sent(msg)
	}
	return f.sheetMessage(msg)
}

// Want asks for the thumbnails that are in view and not here: of what came in
// meanwhile, and after the window changed. What is drawn for a grid out of sight
// is given up.
func (f *Flow) Want() tea.Cmd {
	if f.o.Results.Thumbs() && f.o.GridInView() {
		return f.o.Results.Want()
	}
	if f.drawing != nil {
		f.drawing()
		f.drawing = nil
		f.o.Results.GiveUp()
	}
	if f.sheet != nil && f.host.OnScreen(SheetScreen) {
		return f.sheet.screen.Want()
	}
	return nil
}

// DropPictures forgets every small picture: they are to be drawn anew.
func (f *Flow) DropPictures() {
	f.o.Results.DropThumbs()
	if f.sheet != nil {
		f.sheet.screen.DropThumbs()
	}
}

// Pace is how fast something in view of the sheet changes with time.
func (f *Flow) Pace() gallery.Pace {
	if f.sheet == nil {
		return gallery.Still
	}
	return gallery.PaceOf(f.o.Gallery, f.sheet.screen.Moving)
}

// Tick turns what turns on the sheet.
func (f *Flow) Tick(frame int) {
	if f.sheet != nil {
		f.sheet.screen.SetFrame(frame)
	}
}
