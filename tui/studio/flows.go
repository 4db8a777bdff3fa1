package studio

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/accounts"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/edit"
	"imagine-tui/tui/studio/external"
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
		Styles: m.st, Actions: m.acts, Plain: m.display.Plain,
	})
	m.keep = keep.New(m, keep.Options{
		Context: m.ctx, Library: m.o.Library, Gallery: m.gallery, Undo: &m.undo, Selected: m.results.Selected,
		Free: func() bool { return m.accounts.InUse().Free() }, SheetEntry: m.o.SheetEntry, Styles: m.st, Now: func() time.Time { return m.now() },
	})
	m.recovery = recovery.New(m, recovery.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Undo: &m.undo, Styles: m.st,
	})
	m.sets = sets.New(m, m.o.StyleSets, m.style, m.st)
	m.compose = compose.New(m, compose.Options{
		Prompt: m.prompt, Style: m.style, Seed: m.seed, Sets: m.sets, Operations: m.o.Operations, Lists: m.o.Wildcards,
		Gallery: m.gallery, Selected: m.results.Selected, Undo: &m.undo, Rand: m.rand, Styles: m.st,
	})
	m.external = external.New(m, external.Options{
		Context: m.ctx, Keys: m.o.Keys, Free: m.accounts.Free, ConfigPath: m.o.ConfigPath, Selected: m.results.Selected,
		Prompt: m.prompt.Value, SetPrompt: m.compose.SetPrompt,
	})
}

// flowMessage gives a message to the flow it belongs to.
func (m *Model) flowMessage(msg tea.Msg) (bool, tea.Cmd) {
	if msg, ok := msg.(flow.OutcomeMsg); ok {
		return true, m.outcome(msg)
	}
	for _, update := range []func(tea.Msg) (bool, tea.Cmd){m.accounts.Update, m.edit.Update, m.keep.Update, m.recovery.Update, m.sets.Update, m.compose.Update, m.external.Update} {
		if handled, cmd := update(msg); handled {
			return true, cmd
		}
	}
	return false, nil
}

var (
	_ accounts.Host = (*Model)(nil)
	_ edit.Host     = (*Model)(nil)
	_ external.Host = (*Model)(nil)
	_ keep.Host     = (*Model)(nil)
	_ recovery.Host = (*Model)(nil)
	_ sets.Host     = (*Model)(nil)
	_ compose.Host  = (*Model)(nil)
)

// Settled takes what the panes say now for what was chosen last.
func (m *Model) Settled() { m.compose.Settled() }

// PlanChanged shows anew what the panes ask for and what it costs.
func (m *Model) PlanChanged() { m.showPlan() }

// ListsChanged shows anew what is asked for: lists that the words may name were
// read.
func (m *Model) ListsChanged() { m.writePlan() }

// WishChanged hears that something else is asked for: enter is another wish now.
func (m *Model) WishChanged() { m.lastSend = time.Time{} }

// StylesChanged hears which styles there are.
func (m *Model) StylesChanged(ids []string) { m.results.SetStyles(ids) }

// ToPrompt gives the prompt the keyboard.
func (m *Model) ToPrompt() tea.Cmd { return m.focusOn(panePrompt) }
