// Package recovery is about what was sent and is not saved: what an earlier run
// left without an answer, and what arrived and found no place. It lists it,
// saves what arrived, and forgets what the person gives up, at the latest
// possible moment.
package recovery

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// Resend makes rows again.
	Resend(rows []gallery.Row, o flow.Repeat) tea.Cmd
	// ListChanged shows what is selected now, and looks up anew what of the plan
	// is saved: results came or went.
	ListChanged() tea.Cmd
	// ShowLeft shows anew what earlier sessions left.
	ShowLeft()
	// ResumeVideos goes on asking for videos that an earlier run ordered.
	ResumeVideos(list []queue.Unfinished)
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends what is read.
	Context context.Context
	Library *history.Library
	Queue   *queue.Queue
	Gallery *gallery.Gallery
	// Undo gets a step for all that can be taken back.
	Undo   *flow.Undo
	Styles *theme.Styles
}

// Flow decides about what an earlier run left, and knows what was dropped in this
// one.
type Flow struct {
	host Host
	o    Options

	// dropped are rows without an answer that are forgotten when the studio is
	// left, unless they are taken back.
	dropped []string
	// announced are the requests without an answer that a dialog told of, untold
	// those that none has told of yet, with what it will say.
	announced []string
	untold    untold
}

// New returns the flow before anything was looked for.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o} }

// Announced are the requests without an answer that a dialog told of.
func (f *Flow) Announced() []string { return f.announced }

// SetAnnounced sets what a dialog of an earlier session told of.
func (f *Flow) SetAnnounced(ids []string) { f.announced = ids }

// Whole tells whether the whole of a row's picture arrived in an earlier run.
func (f *Flow) Whole(id string) bool {
	found, _ := f.o.Gallery.Unanswered(id)
	return found.Whole
}

// Update takes in how work done meanwhile ended. It tells whether the message
// was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case foundMsg:
		return true, f.found(msg)
	case savedMsg:
		return true, f.saved(msg)
	case savedElsewhereMsg:
		return true, f.savedElsewhere(msg)
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

// batchName names the batch of what an earlier run left without an answer.
const batchName = "No answer, from last time"

// list lists what is left to decide among the results.
func (f *Flow) list(open []history.Recovered, when time.Time) {
	f.o.Gallery.AddUnanswered(gallery.Batch{ID: batchName, Title: batchName, When: when}, open, func(r api.Request) (int, bool) {
		return api.Price(r.Operation, r.Style)
	})
}
