package studio

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"imagine-tui/tui/studio/accounts"
	"imagine-tui/tui/studio/edit"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/keep"
	"imagine-tui/tui/studio/recovery"
	"imagine-tui/tui/studio/sets"
)

// startFlows gives every flow what it works with.
func (m *Model) startFlows() {
	m.accounts = accounts.New(m, accounts.Options{
		Context: m.ctx, Store: m.o.Keys, Default: m.o.Defaults.Key, Queue: m.o.Queue, Account: m.o.Accounts,
		Results: m.gallery.All, Pane: m.keys, Styles: m.st, Now: func() time.Time { return m.now() },
	})
	m.edit = edit.New(m, edit.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Account: m.o.Accounts, Key: m.accounts.InUse,
		Operations: m.o.Operations, InvertMasks: m.o.Config.InvertMasks, Gallery: m.gallery,
		Styles: m.st, Actions: m.acts, Plain: func() bool { return m.profile <= colorprofile.ASCII },
	})
	m.keep = keep.New(m, keep.Options{
		Context: m.ctx, Library: m.o.Library, Gallery: m.gallery, Undo: &m.undo, Selected: m.results.Selected,
		Free: func() bool { return m.accounts.InUse().Free() }, SheetEntry: m.o.SheetEntry, Styles: m.st, Now: func() time.Time { return m.now() },
	})
	m.recovery = recovery.New(m, recovery.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Undo: &m.undo, Styles: m.st,
	})
	m.sets = sets.New(m, m.o.StyleSets, m.style, m.st)
}

// flowMessage gives a message to the flow it belongs to.
func (m *Model) flowMessage(msg tea.Msg) (bool, tea.Cmd) {
	if msg, ok := msg.(flow.OutcomeMsg); ok {
		return true, m.outcome(msg)
	}
	for _, update := range []func(tea.Msg) (bool, tea.Cmd){m.accounts.Update, m.edit.Update, m.keep.Update, m.recovery.Update, m.sets.Update} {
		if handled, cmd := update(msg); handled {
			return true, cmd
		}
	}
	return false, nil
}

var (
	_ accounts.Host = (*Model)(nil)
	_ edit.Host     = (*Model)(nil)
	_ keep.Host     = (*Model)(nil)
	_ recovery.Host = (*Model)(nil)
	_ sets.Host     = (*Model)(nil)
)
