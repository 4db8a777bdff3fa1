// Package accounts is what a person does with API keys in the studio: choose
// the one in use, add, rename, remove and check them, and hear how their last
// use went.
package accounts

import (
	"context"
	"iter"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// KeyChanged brings up to date what goes by the key in use: prices, and
	// what to do first.
	KeyChanged()
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends the calls that check keys.
	Context context.Context
	// Store holds the keys; nil where there is only the sandbox.
	Store *key.Store
	// Default is the name of the key that the configuration prefers, "" for none.
	Default string
	Queue   *queue.Queue
	// Account makes a key into what the queue sends with.
	Account func(name string) (queue.Account, error)
	// Results are all that are listed.
	Results iter.Seq[gallery.Row]
	// Pane lists the keys.
	Pane   *keys.Pane
	Styles *theme.Styles
	Now    func() time.Time
}

// Flow knows the key in use and how each key fared, and carries out what is
// asked for in the key pane and its forms.
type Flow struct {
	host Host
	o    Options

	inUse key.Key
	// health is what the last use of each key showed, as far as it was told.
	health      map[string]key.Health
	sandboxOnly bool
	listed      bool // the short list of keys is shown

	adding   *keys.AddForm    // nil while none is open
	renaming *keys.RenameForm // nil while none is open
}

// New returns the flow with the key in use that the rule of the store gives.
func New(host Host, o Options) *Flow {
	f := &Flow{host: host, o: o, health: map[string]key.Health{}}
	f.choose()
	f.Fill()
	return f
}

// Update carries out what the key pane and its forms ask for, and takes in how
// work done meanwhile ended. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	if handled, cmd := f.ended(msg); handled {
		return true, cmd
	}
	switch msg := msg.(type) {
	case keys.UseMsg:
		return true, f.Use(msg.Name)
	case keys.AddMsg:
		return true, f.Add()
	case keys.AddSubmitMsg:
		return true, f.submitted(msg)
	case keys.AddCancelMsg:
		f.closeAdding()
		return true, nil
	case keys.RenameMsg:
		return true, f.askRename(msg.Name)
	case keys.RenameSubmitMsg:
		return true, f.rename(msg.Old, msg.New)
	case keys.RenameCancelMsg:
		f.closeRenaming()
		return true, nil
	case keys.RemoveMsg:
		return true, f.askRemove(msg.Name)
	case keys.CheckMsg:
		return true, f.check(msg.Name)
	case keys.ReleaseMsg:
		return true, f.Release(msg.Name)
	case keys.CopySecretMsg:
		return true, f.askCopySecret(msg.Name)
	case keys.LeakedMsg:
		return true, f.Leaked(msg.Name)
	}
	return false, nil
}

// ended takes in how work outside the update loop ended.
func (f *Flow) ended(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case healthSavedMsg:
		f.Fill()
		return true, f.problem(msg.err)
	case checkedMsg:
		return true, f.checked(msg)
	case keyringMissingMsg:
		msg.form.SetNoKeyring()
		return true, nil
	case addedMsg:
		return true, f.added(msg)
	case renamedMsg:
		return true, f.renamed(msg)
	case removedMsg:
		return true, f.removed(msg)
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
