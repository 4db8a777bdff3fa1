// Package unsent keeps on disk what was asked for and not sent, and tells of
// it at the next start, where it is offered to who asks for it: nothing that somebody asked for is lost when the studio is
// left, and nothing is sent that they were not asked about.
package unsent

import (
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/waiting"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// SubmitAgreed hands an order to the queue whose price was agreed to.
	SubmitAgreed(o flow.Order) tea.Cmd
	// ShowLeft shows anew what earlier sessions left.
	ShowLeft()
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// StateDir is where the list is kept, "" for nowhere.
	StateDir string
	Library  *history.Library
	Queue    *queue.Queue
	Gallery  *gallery.Gallery
	Limits   budget.Limits
	// Account makes a key into what the queue sends with, Free tells whether it
	// costs nothing.
	Account func(name string) (queue.Account, error)
	Free    func(name string) bool
	Styles  *theme.Styles
	Now     func() time.Time
}

// Flow keeps the list of what waits.
type Flow struct {
	host Host
	o    Options

	keeper *waiting.Keeper // nil where there is no list
	lists  *versions       // that it was given
	groups map[string]group

	due    bool          // the list is to be written in a moment,
	late   bool          // or only after a while
	asked  int           // how often that was asked for
	writes int           // lists that were begun
	took   time.Duration // the last list to be written
	kept   int           // runs in the list on disk
	frozen atomic.Bool   // the studio is being left: what waited then is kept
	// orphans are batches of last time whose key is not there: kept for when it
	// is again.
	orphans []waiting.Batch
	waits   waits // what earlier sessions left
}

// New returns the flow. The list of this session is written when something waits.
func New(host Host, o Options) *Flow {
	f := &Flow{host: host, o: o, groups: map[string]group{}}
	if o.StateDir != "" && o.Queue != nil {
		f.keeper = waiting.In(o.StateDir).Keeper(o.Now)
		f.lists = &versions{keeper: f.keeper}
	}
	return f
}

// Update takes in what was read meanwhile, and writes the list when that is due.
// It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case dueMsg:
		if msg.asked != f.asked || f.frozen.Load() {
			return true, nil
		}
		f.due = false
		return true, f.write()
	case unknownMsg:
		f.know(msg.runs)
		if f.frozen.Load() {
			return true, nil
		}
		return true, f.write()
	case writtenMsg:
		f.kept, f.took = msg.runs, msg.took
		return true, f.problem(msg.err)
	case lookedMsg:
		return true, f.looked(msg)
	case foundMsg:
		return true, f.found(msg)
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
