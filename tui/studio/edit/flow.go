// Package edit makes pictures and videos from pictures: it asks what is still
// to be said (a mask, a larger canvas, words), keeps the files that are sent
// beside the library, and has the rest sent.
package edit

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/upload"
	"imagine-tui/tui/action"
	"imagine-tui/tui/files"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/picture/sharpen"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	flow.Screens
	flow.Sender
	// Chosen are the rows an act is about: the marked ones, else the selected
	// one.
	Chosen() []gallery.Row
	// OnHeader tells whether they are a whole batch, of which the list shows one
	// line.
	OnHeader() bool
	// AskOperation shows what can be made of the pictures, and waits for the
	// key of one.
	AskOperation()
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends calls to the service.
	Context context.Context
	Library *history.Library
	Queue   *queue.Queue
	// Account makes a key into what the queue sends with.
	Account func(name string) (queue.Account, error)
	// Key is the key in use.
	Key func() key.Key
	// Operations are what the configuration mends in the catalogue.
	Operations api.Operations
	// Upload says what goes along of files of the person's own.
	Upload upload.Config
	// InvertMasks is for a server that means masks the other way round.
	InvertMasks bool

	Gallery *gallery.Gallery
	Styles  *theme.Styles
	// Actions say which keys act.
	Actions *action.Table
	// Plain tells whether the terminal has no colours.
	Plain func() bool
	// Display is what pictures are drawn on.
	Display *display.Display
}

// Flow makes pictures from pictures.
type Flow struct {
	host Host
	o    Options

	// ownFile is a file of the person's own that the next operation is about,
	// "" for the chosen results.
	ownFile string
	// folder is where the file picker was.
	folder string

	mask   *maskJob
	resize *resizeJob
	video  *videoJob
	picker *files.Pane
	sharp  *sharpen.Flow
}

// SetInverted is for a server that means masks the other way round, from the next
// mask on.
func (f *Flow) SetInverted(on bool) { f.o.InvertMasks = on }

// New returns the flow.
func New(host Host, o Options) *Flow {
	return &Flow{host: host, o: o, sharp: sharpen.New(o.Context, o.Display)}
}

// Update carries out what the flow's screens ask for, and takes in how work
// done meanwhile ended. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case pictureReadMsg:
		return true, f.pictureRead(msg)
	case picturesReadMsg:
		return true, f.picturesRead(msg)
	case maskTakenMsg:
		return true, f.maskTaken(msg)
	case canvasMadeMsg:
		return true, f.canvasMade(msg)
	case wishMsg:
		return true, f.broughtBack(msg)
	case plannedMsg:
		return true, f.planned(msg)
	case videoFoundMsg:
		return true, f.videoFound(msg)
	case videoDeletedMsg:
		return true, f.videoDeleted(msg)
	}
	for _, update := range []func(tea.Msg) (bool, tea.Cmd){f.sharp.Update, f.maskMessage, f.resizeMessage, f.videoMessage, f.pickerMessage} {
		if handled, cmd := update(msg); handled {
			return true, cmd
		}
	}
	return false, nil
}

// problem says what went wrong, if anything did.
func (f *Flow) problem(err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return f.host.Warn(wording.Problem(err))
}
