// Package show shows the selected result: its picture in the preview and over the
// whole screen, what is known of it, and what it was made from. Pictures that one
// key leads to are fetched ahead while the person looks.
package show

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	flow.Screens
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends what is read and drawn.
	Context context.Context
	Library *history.Library
	Gallery *gallery.Gallery
	// Results say what is selected, Pane shows it.
	Results *results.Pane
	Pane    *preview.Pane
	// InView tells whether the preview is to be seen in its place.
	InView  func() bool
	Display *display.Display
	// Trouble tells what happened to a run that is no picture.
	Trouble func(row gallery.Row) []string
	Styles  *theme.Styles
	Now     func() time.Time
}

// Flow shows what is selected.
type Flow struct {
	host Host
	o    Options

	row    string // id of the row that is shown
	before string // id of the saved row that was shown before

	// sidecar is that of the row shown, zero until read; problem says what is
	// wrong with it.
	sidecar history.Sidecar
	problem string
	// origin is what its file says of where it comes from, partial that a part
	// of its picture is missing.
	origin  history.Origin
	partial bool

	loading loading
	pace    pace
	images  []int // terminal image ids in use, to be freed
	kept    int   // how many of them stay
}

// New returns the flow before anything is shown.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o, kept: keptImages} }

// Update shows what comes: another selection, another zoom, what was drawn and
// read. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case results.SelectedMsg, preview.ZoomedMsg:
		return true, f.Refresh()
	case pictureMsg:
		return true, f.arrived(msg)
	case transmittedMsg:
		return true, f.transmitted(msg)
	case recipeMsg:
		f.reread(msg)
		return true, nil
	case leaveFullMsg:
		return true, f.host.LeaveScreen(FullScreen)
	}
	return false, nil
}

// Refresh makes the preview say what the selected row is. Nothing is read or
// decoded here: that happens in the command it returns.
func (f *Flow) Refresh() tea.Cmd {
	row, ok := f.o.Results.Selected()
	if !ok {
		f.row = ""
		f.o.Pane.Clear()
		return nil
	}
	if f.row != row.ID {
		f.turn(row)
	}
	if row.State != gallery.Saved {
		f.stop()
		f.showRun(row)
		return nil
	}
	if !f.o.InView() && !f.host.OnScreen(FullScreen) {
		return f.readRecipe(row)
	}
	cols, rows := f.o.Pane.Room()
	if cols < 1 || rows < 1 {
		return nil
	}
	return f.load(row, cols, rows)
}

// turn goes over to another row.
func (f *Flow) turn(row gallery.Row) {
	f.pace.move(f.o.Now())
	if before, ok := f.o.Gallery.Row(f.row); ok && before.State == gallery.Saved {
		f.before = before.ID
	}
	f.row, f.sidecar, f.problem = row.ID, history.Sidecar{}, ""
	f.origin, f.partial = history.Origin{}, false
	if row.New && row.State == gallery.Saved {
		f.o.Gallery.Seen(row.ID)
	}
}

// showRun says in the preview where a run stands that is no picture yet.
func (f *Flow) showRun(row gallery.Row) {
	if row.State.Moving() || row.State == gallery.Waiting || row.State == gallery.Held {
		f.o.Pane.Wait(row.Standing())
		return
	}
	f.o.Pane.Say(f.o.Trouble(row)...)
}

// Redraw draws what is shown anew: the terminal is another than was thought.
func (f *Flow) Redraw() tea.Cmd {
	f.loading.key = picture.Key{}
	return f.Refresh()
}

// Select selects a row wherever it is; a filter that hides it is cleared.
func (f *Flow) Select(id string) tea.Cmd {
	if f.o.Results.Filtered() && !f.o.Results.Shows(id) {
		f.o.Results.ClearFilter()
	}
	f.o.Results.Select(id)
	return f.Refresh()
}

// Before is the saved row that was looked at before the one that is shown.
func (f *Flow) Before() (gallery.Row, bool) { return f.o.Gallery.Row(f.before) }

// LookedAtTwo tells whether two rows were looked at, also when the last move has
// not been heard of yet.
func (f *Flow) LookedAtTwo() bool {
	row, _ := f.o.Results.Selected()
	return f.before != "" || f.row != row.ID
}
