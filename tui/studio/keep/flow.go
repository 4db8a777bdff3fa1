// Package keep is what a person does with results they have: say what they
// think of them, tag them, write them out as contact sheets and copies, move
// them to the trash and back, and make the best again in a dearer style.
package keep

import (
	"context"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/contactsheet"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// Chosen are the rows an act is about: the marked ones, else the selected
	// one.
	Chosen() []gallery.Row
	// OnHeader tells whether they are a whole batch, of which the list shows one
	// line.
	OnHeader() bool
	// Resend makes rows again.
	Resend(rows []gallery.Row, o flow.Repeat) tea.Cmd
	// ListChanged shows what is selected now, and looks up anew what of the plan
	// is saved: results came or went.
	ListChanged() tea.Cmd
	// RecipesChanged shows what the recipe of the selected result says now.
	RecipesChanged() tea.Cmd
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends what is drawn and removed.
	Context context.Context
	Library *history.Library
	// StateDir keeps what could not be written over quitting, "" for nowhere.
	StateDir string
	Gallery  *gallery.Gallery
	// Undo gets a step for all that can be taken back.
	Undo *flow.Undo
	// Selected is the row that is looked at.
	Selected func() (gallery.Row, bool)
	// Free tells whether the key in use costs nothing.
	Free func() bool
	// Picked hears of a result that was picked, once that is written; nil where nobody
	// wants to know.
	Picked func(history.Entry)
	// SheetEntry makes what a contact sheet says of a result.
	SheetEntry func(history.Entry) contactsheet.Entry
	Styles     *theme.Styles
	Now        func() time.Time
}

// Flow keeps what is worth keeping.
type Flow struct {
	host Host
	o    Options

	judged   judgements
	retrying bool   // a retry is on its way
	said     string // why what was judged is not written, as it was told
}

// New returns the flow.
func New(host Host, o Options) *Flow {
	f := &Flow{host: host, o: o}
	if o.Picked != nil {
		f.judged.picked = func(library *history.Library, path string) {
			if e, err := library.Entry(path); err == nil {
				o.Picked(e)
			}
		}
	}
	if o.StateDir != "" {
		f.judged.shelf.folder = filepath.Join(o.StateDir, "judgements")
	}
	return f
}

// Update takes in how work done meanwhile ended. It tells whether the message
// was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case writtenMsg:
		return true, f.written(msg)
	case retryMsg:
		return true, f.retry()
	case trashedMsg:
		return true, f.trashed(msg)
	case restoredMsg:
		return true, f.restored(msg)
	case trashListedMsg:
		return true, f.askEmpty(msg)
	case trashEmptiedMsg:
		return true, f.emptied(msg)
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
