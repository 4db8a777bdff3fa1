// Package runs is what a person does with runs that are under way, wait, are
// held or went wrong: see them key by key, move, hold and stop them, try them
// again, and drop them from the list. Nothing that may be paid already is sent
// again before the person said so.
package runs

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	queuescreen "imagine-tui/tui/queue"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	flow.Screens
	// Agree has the price of what is sent once more agreed to, whole or not at
	// all, and goes on then.
	Agree(r flow.Retry, then func() tea.Cmd) tea.Cmd
	// OnHeader tells whether an act is about a whole batch, of which the list
	// shows one line.
	OnHeader() bool
	// Choose selects a row where it is listed, Show does so wherever it is: it
	// clears a filter that hides the row, and shows what is selected.
	Choose(id string)
	Show(id string) tea.Cmd
	// Reject rejects saved results, and says to how many it did that where it is
	// not seen on each.
	Reject(rows []gallery.Row) (did string, cmd tea.Cmd)
	// ListChanged shows what is selected now, and looks up anew what of the plan
	// is saved: results came or went.
	ListChanged() tea.Cmd
	// OfferUnsent tells of what earlier sessions left, and offers what they did
	// not send.
	OfferUnsent() tea.Cmd
}

// Accounts are the keys.
type Accounts interface {
	// Other is the key in use as an account, nil when it is the named one.
	Other(name string) (*queue.Account, error)
	// Release lets a key's held runs go on with the same key, Retried forgets
	// what its last use showed.
	Release(name string) tea.Cmd
	Retried(name string)
	// Trouble says in a word what keeps a key from working, "" if nothing does.
	Trouble(name string) string
}

// Recovery is about what was sent and is not saved.
type Recovery interface {
	// Whole tells whether the whole of a row's picture arrived in an earlier run,
	// so that Save can save it.
	Whole(id string) bool
	Save(id string) tea.Cmd
	// SendAgain sends a request of an earlier run once more.
	SendAgain(row gallery.Row) tea.Cmd
	// Drop takes what went wrong out of the list.
	Drop(rows []gallery.Row) tea.Cmd
	// About tells about a request an earlier run left without an answer.
	About(found history.Recovered, row gallery.Row) []string
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	Queue   *queue.Queue
	Gallery *gallery.Gallery
	// Account makes a key into what the queue sends with.
	Account  func(name string) (queue.Account, error)
	Accounts Accounts
	Recovery Recovery
	// Key returns a key that is still there.
	Key func(name string) (key.Key, bool)
	// Selected is the row that is looked at.
	Selected func() (gallery.Row, bool)
	// Undo gets a step for all that can be taken back.
	Undo    *flow.Undo
	Actions *action.Table
	Styles  *theme.Styles
	Now     func() time.Time
}

// Flow looks after runs.
type Flow struct {
	host Host
	o    Options

	screen *queuescreen.Screen // nil while it is not open

	filled  int       // how often the screen was filled at once
	looking bool      // somebody goes through the queue
	again   bool      // and has to once more
	last    time.Time // when that was over last
}

// New returns the flow.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o} }

// problem says what went wrong, if anything did.
func (f *Flow) problem(err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return f.host.Warn(wording.Problem(err))
}
