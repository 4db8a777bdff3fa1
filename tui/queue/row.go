// Package queue is the queue screen: a lane for each key, with what runs in
// it, what waits, what is held or failed, and why.
package queue

import (
	"time"

	"imagine-tui/tui/gallery"
)

// Run is a line of a lane: the row of a run, which is read and never changed,
// and what the queue knows of it besides. Text in it is already clean.
type Run struct {
	Row   *gallery.Row
	Label string // what it is of, in a few words
	Style string // what its price goes by
	// Position is the place in the key's waiting line, from 1; 0 for a run
	// that is in no line.
	Position int
	Elapsed  time.Duration // since it was sent; shown while it is under way
	// Left is how long it will take still, about. It means nothing unless
	// LeftKnown.
	Left      time.Duration
	LeftKnown bool
	// Ordered says that a service makes its video: its note tells for how long.
	Ordered bool
	// Cost is what it costs, in short: "5t", "free".
	Cost string

	id       string // of the row, near at hand: the selection is looked for by it
	listedAs int    // group in which it was last listed
	lane     string // and the key
}

// Lane is what is known of a key. Text in it is already clean.
type Lane struct {
	Key  string
	Tail string // the last letters of the secret, or what stands for it
	// Parallel is how many requests may be in flight, Allowed how many at this
	// moment: fewer after the service asked to slow down.
	Parallel, Allowed int
	OnHold            bool
	Trouble           string // what is wrong with the key, "" for nothing
	// Left is how long until nothing waits or runs, about. It means nothing
	// unless LeftKnown.
	Left      time.Duration
	LeftKnown bool
}

// Batch is what is known of runs of a key that were asked for together, those
// that are saved by now among them. Text in it is already clean.
type Batch struct {
	ID, Key, Title string
	Done, Of       int
	// Cost is what they cost, and what of it was paid: "40 of 192 tokens".
	Cost string
	// Left is how long until none of them waits or runs, about. It means nothing
	// unless LeftKnown.
	Left      time.Duration
	LeftKnown bool
}

// LookMsg asks for a closer look at a run.
type LookMsg struct{ ID string }

// SelectedMsg says that the person moved to another run, or with an empty ID
// to the heading of a key.
type SelectedMsg struct{ ID, Key string }

// MoveMsg asks to move a waiting run in its line: sooner with By < 0, later
// with By > 0.
type MoveMsg struct {
	ID string
	By int
}

// StopMsg asks to stop a run, or to drop one from the list that has ended.
type StopMsg struct{ ID string }

// StopWaitingMsg asks to stop everything of a key that was not sent yet; of
// all keys when Key is empty.
type StopWaitingMsg struct{ Key string }

// StopBatchMsg asks to stop what was not sent yet of a batch with a key.
type StopBatchMsg struct{ ID, Key string }

// RetryMsg asks to try a run again.
type RetryMsg struct{ ID string }

// RetryAllMsg asks to try again all runs that failed for the same reason.
type RetryAllMsg struct{ ID string }

// HoldMsg asks to hold what waits for a key, or to let it go on.
type HoldMsg struct {
	Key  string
	Hold bool
}

// ParallelMsg asks for another number of requests in flight with a key.
type ParallelMsg struct {
	Key string
	N   int
}

// CloseMsg asks to leave the screen.
type CloseMsg struct{}

// MaxParallel is the largest number of requests in flight that can be asked
// for here.
const MaxParallel = 32

// group orders the rows of a lane: what runs, what waits, what needs a person.
func (r *Run) group() int {
	switch r.Row.State {
	case gallery.Sending, gallery.Rendering, gallery.Receiving, gallery.Retrying:
		return 0
	case gallery.Waiting:
		if r.Position == 0 {
			return 2 // awaits an identical request
		}
		return 1
	case gallery.Held:
		return 3
	case gallery.Unknown:
		return 4
	case gallery.Failed:
		return 5
	default:
		return 6
	}
}

// listed tells whether a run belongs on the screen: one that is saved or was
// stopped does not, but for the selected one, which stays until the person
// moves on.
func (r *Run) listed() bool {
	return r.Row.State != gallery.Saved && r.Row.State != gallery.Cancelled
}
