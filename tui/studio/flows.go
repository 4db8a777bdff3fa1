package studio

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/accounts"
	"imagine-tui/tui/studio/appearance"
	"imagine-tui/tui/studio/comparison"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/edit"
	"imagine-tui/tui/studio/external"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/keep"
	"imagine-tui/tui/studio/leaving"
	"imagine-tui/tui/studio/listing"
	"imagine-tui/tui/studio/overview"
	"imagine-tui/tui/studio/progress"
	"imagine-tui/tui/studio/recovery"
	"imagine-tui/tui/studio/runs"
	"imagine-tui/tui/studio/send"
	"imagine-tui/tui/studio/sets"
	"imagine-tui/tui/studio/show"
	"imagine-tui/tui/studio/unsent"
)

// startFlows gives every flow what it works with.
func (m *Model) startFlows() {
	m.accounts = accounts.New(m, accounts.Options{
		Context: m.ctx, Store: m.o.Keys, Default: m.o.Defaults.Key, Queue: m.o.Queue, Account: m.o.Accounts,
		Results: m.gallery.All, Pane: m.panes.keys, Styles: m.st, Now: m.clock.Now,
	})
	m.edit = edit.New(m, edit.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Account: m.o.Accounts, Key: m.accounts.InUse,
		Operations: m.o.Operations, InvertMasks: m.o.Config.InvertMasks, Gallery: m.gallery,
		Styles: m.st, Actions: m.acts, Plain: m.display.Plain,
	})
	m.keep = keep.New(m, keep.Options{
		Context: m.ctx, Library: m.o.Library, Gallery: m.gallery, Undo: &m.undo, Selected: m.panes.results.Selected,
		Free: func() bool { return m.accounts.InUse().Free() }, SheetEntry: m.o.SheetEntry, Styles: m.st, Now: m.clock.Now,
	})
	m.recovery = recovery.New(m, recovery.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Undo: &m.undo, Styles: m.st,
	})
	m.sets = sets.New(m, m.o.StyleSets, m.panes.style, m.st)
	m.compose = compose.New(m, compose.Options{
		Prompt: m.panes.prompt, Style: m.panes.style, Seed: m.panes.seed, Sets: m.sets, Operations: m.o.Operations, Lists: m.o.Wildcards,
		Gallery: m.gallery, Selected: m.panes.results.Selected, Undo: &m.undo, Rand: m.rand, Styles: m.st,
	})
	m.external = external.New(m, external.Options{
		Context: m.ctx, Keys: m.o.Keys, Free: m.accounts.Free, ConfigPath: m.o.ConfigPath, Selected: m.panes.results.Selected,
		Prompt: m.panes.prompt.Value, SetPrompt: m.compose.SetPrompt,
	})
	m.startSending()
	m.startLooking()
	m.startFollowing()
}

// startFollowing starts what takes in what is made, and was made before.
func (m *Model) startFollowing() {
	m.progress = progress.New(m, progress.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Selected: m.panes.results.On, Now: m.clock.Now,
	})
	m.listing = listing.New(m, listing.Options{Context: m.ctx, Library: m.o.Library, Gallery: m.gallery})
	m.leaving = leaving.New(m, leaving.Options{Queue: m.o.Queue, Gallery: m.gallery, Styles: m.st})
}

// startLooking starts what shows pictures.
func (m *Model) startLooking() {
	m.show = show.New(m, show.Options{
		Context: m.ctx, Library: m.o.Library, Gallery: m.gallery, Results: m.panes.results, Pane: m.panes.preview, Display: m.display,
		InView:  func() bool { return m.screens.none() && m.panes.shows(panePreview) },
		Trouble: m.runs.Trouble, Styles: m.st, Now: m.clock.Now,
	})
	m.panes.moved, m.screens.changed, m.steps.look = m.show.Refresh, m.show.Refresh, m.show.Refresh
	m.appearance = appearance.New(m, appearance.Options{
		Styles: m.st, Display: m.display, Ground: m.o.Config.Background, Repaint: m.repaint, Redraw: m.redraw,
	})
	m.comparison = comparison.New(m, comparison.Options{
		Context: m.ctx, Library: m.o.Library, Gallery: m.gallery, Results: m.panes.results, Look: m.show.Refresh,
		Before: m.show.Before, Display: m.display, Styles: m.st, Actions: m.acts,
	})
	m.overview = overview.New(m, overview.Options{
		Context: m.ctx, Gallery: m.gallery, Results: m.panes.results, Full: m.show.OpenFull, Roll: m.send.Roll, MarksChanged: m.steps.marksChanged,
		GridInView: func() bool { return m.screens.none() && m.panes.shows(paneResults) },
		Display:    m.display, Styles: m.st, Actions: m.acts,
	})
}

// startSending starts what pays.
func (m *Model) startSending() {
	now := m.clock.Now
	m.send = send.New(m, send.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Limits: m.o.Budget, Account: m.o.Accounts,
		Key: m.accounts.InUse, KeyLabel: m.accounts.Label, Draft: m.compose, Prompt: m.panes.prompt, Rand: m.rand, Styles: m.st, Now: now,
	})
	m.unsent = unsent.New(m, unsent.Options{
		StateDir: m.o.StateDir, Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Limits: m.o.Budget,
		Account: m.o.Accounts, Free: m.accounts.Free, Styles: m.st, Now: m.o.Now,
	})
	m.runs = runs.New(m, runs.Options{
		Queue: m.o.Queue, Gallery: m.gallery, Accounts: m.accounts, Recovery: m.recovery, Key: m.accounts.Get,
		Selected: m.panes.results.Selected, Undo: &m.undo, Actions: m.acts, Styles: m.st, Now: now,
	})
}

// flowMessage gives a message to the flow it belongs to.
func (m *Model) flowMessage(msg tea.Msg) (bool, tea.Cmd) {
	if msg, ok := msg.(flow.OutcomeMsg); ok {
		return true, m.notices.outcome(msg)
	}
	for _, update := range []func(tea.Msg) (bool, tea.Cmd){
		m.accounts.Update, m.edit.Update, m.keep.Update, m.recovery.Update, m.sets.Update,
		m.compose.Update, m.send.Update, m.unsent.Update, m.runs.Update, m.external.Update, m.comparison.Update, m.overview.Update, m.show.Update,
		m.appearance.Update, m.progress.Update, m.listing.Update,
	} {
		if handled, cmd := update(msg); handled {
			return true, cmd
		}
	}
	return false, nil
}

var (
	_ accounts.Host   = (*Model)(nil)
	_ comparison.Host = (*Model)(nil)
	_ edit.Host       = (*Model)(nil)
	_ external.Host   = (*Model)(nil)
	_ keep.Host       = (*Model)(nil)
	_ overview.Host   = (*Model)(nil)
	_ recovery.Host   = (*Model)(nil)
	_ sets.Host       = (*Model)(nil)
	_ compose.Host    = (*Model)(nil)
	_ send.Host       = (*Model)(nil)
	_ show.Host       = (*Model)(nil)
	_ unsent.Host     = (*Model)(nil)
	_ runs.Host       = (*Model)(nil)
	_ progress.Host   = (*Model)(nil)
	_ leaving.Host    = (*Model)(nil)
	_ listing.Host    = (*Model)(nil)
)

// Chosen are the rows an act is about: the marked ones, else the selected one.
func (m *Model) Chosen() []gallery.Row {
	if row, ok := m.panes.results.Selected(); ok && (m.screens.OnScreen(comparison.Screen) || m.screens.OnScreen(show.FullScreen)) {
		return []gallery.Row{row} // the one that is looked at closely
	}
	if marked := m.gallery.Marked(); len(marked) > 0 {
		return marked
	}
	if id := m.panes.results.OnHeader(); id != "" {
		return m.gallery.Rows(id)
	}
	if row, ok := m.panes.results.Selected(); ok {
		return []gallery.Row{row}
	}
	return nil
}

// Say shows information for a few seconds.
func (m *Model) Say(text string) tea.Cmd { return m.notices.Say(text) }

// Warn shows what went wrong until a key is pressed.
func (m *Model) Warn(text string) tea.Cmd { return m.notices.Warn(text) }

// Note keeps a line among what was said, and shows it nowhere else.
func (m *Model) Note(text string) { m.notices.Note(text) }

// Open puts a dialog on top, with what its answers lead to.
func (m *Model) Open(d flow.Dialog, a flow.Answers) tea.Cmd { return m.dialogs.Open(d, a) }

// OpenUnasked opens a dialog that nobody called for just now.
func (m *Model) OpenUnasked(d flow.Dialog, a flow.Answers) tea.Cmd {
	return m.dialogs.OpenUnasked(d, a)
}

// Dismiss takes one dialog away, wherever it lies.
func (m *Model) Dismiss(d flow.Dialog) { m.dialogs.Dismiss(d) }

// Settled takes what the panes say now for what was chosen last.
func (m *Model) Settled() { m.compose.Settled() }

// PlanChanged shows anew what the panes ask for and what it costs; what is saved
// already is looked up behind it.
func (m *Model) PlanChanged() {
	m.send.Changed()
	m.send.WriteFooter()
}

// WishChanged hears that something else is asked for.
func (m *Model) WishChanged() { m.send.NewWish() }

// StylesChanged hears which styles there are.
func (m *Model) StylesChanged(ids []string) { m.panes.results.SetStyles(ids) }

// ToPrompt gives the prompt the keyboard.
func (m *Model) ToPrompt() tea.Cmd { return m.panes.focusOn(panePrompt) }

// ToStyle gives the keyboard to where styles are marked.
func (m *Model) ToStyle() tea.Cmd { return m.panes.focusOn(paneStyle) }

// ToResults gives the keyboard to the results, where neither they nor a screen
// has it.
func (m *Model) ToResults() tea.Cmd {
	if m.panes.onPicture() || !m.screens.none() {
		return nil
	}
	return m.panes.focusOn(paneResults)
}

// Choose selects a row where it is listed.
func (m *Model) Choose(id string) { m.panes.results.Select(id) }

// Select selects a row where it is listed, and shows it.
func (m *Model) Select(id string) tea.Cmd {
	m.panes.results.Select(id)
	return m.show.Refresh()
}

// Show selects a row wherever it is.
func (m *Model) Show(id string) tea.Cmd { return m.show.Select(id) }

// Joined puts rows into the open sheet of their batch.
func (m *Model) Joined(ids []string) { m.overview.Join(ids) }

// ListChanged shows what is selected now, and looks up anew what of the plan is
// saved: results came or went.
func (m *Model) ListChanged() tea.Cmd {
	m.send.Changed()
	return m.show.Refresh()
}

// RecipesChanged shows what the recipe of the selected result says now.
func (m *Model) RecipesChanged() tea.Cmd { return m.show.Reread() }

// WaitingChanged keeps what waits for the next start.
func (m *Model) WaitingChanged() tea.Cmd { return m.unsent.Changed() }

// OfferUnsent offers what was not sent last time and was put off.
func (m *Model) OfferUnsent() tea.Cmd { return m.unsent.OfferAgain() }

// Replaced gives a row up for a new one that is in the queue by now.
func (m *Model) Replaced(row gallery.Row) tea.Cmd { return m.recovery.Replaced(row) }

// Resend makes rows again.
func (m *Model) Resend(rows []gallery.Row, r flow.Repeat) tea.Cmd { return m.send.Resend(rows, r) }

// Submit sends what a flow wants to have sent, once its price was agreed to.
func (m *Model) Submit(o flow.Order) tea.Cmd { return m.send.Submit(o) }

// SubmitAgreed hands an order to the queue whose price was agreed to.
func (m *Model) SubmitAgreed(o flow.Order) tea.Cmd { return m.send.SubmitAgreed(o) }

// Agree has the price of a plan agreed to.
func (m *Model) Agree(p plan.Plan, then func() tea.Cmd) tea.Cmd { return m.send.Agree(p, then) }

// PlanRoom is how much room there is for what a plan costs.
func (m *Model) PlanRoom() (cells int, atLength bool) {
	return m.panes.lay.panes[panePrompt].w - 4, m.panes.lay.shape == shapeColumns
}

// Reject rejects saved results; where one of several was rejected that are
// compared, the next one comes in.
func (m *Model) Reject(rows []gallery.Row) tea.Cmd {
	on, cmd := m.keep.Reject(rows)
	if on && len(rows) == 1 {
		return tea.Batch(cmd, m.comparison.Rejected(rows[0].ID))
	}
	return cmd
}

// Fared keeps what a run says about its key.
func (m *Model) Fared(r queue.Run) tea.Cmd { return m.accounts.Fared(r) }

// Judged writes down what was thought of a picture while it was made.
func (m *Model) Judged(row gallery.Row) tea.Cmd { return m.keep.Saved(row) }

// Saved looks up anew what of the plan is saved: it need not be paid for again.
func (m *Model) Saved() { m.send.Changed() }

// Changed shows how runs went on, and keeps what waits for the next start.
func (m *Model) Changed(ids []string) tea.Cmd {
	m.runs.Fill()
	var cmds []tea.Cmd
	if row, ok := m.panes.results.Selected(); ok && slices.Contains(ids, row.ID) {
		cmds = append(cmds, m.show.Refresh())
	}
	if m.unsent.Kept() {
		cmds = append(cmds, m.unsent.Changed())
	}
	return tea.Batch(cmds...)
}

// Idle hears that nothing runs or waits any more.
func (m *Model) Idle() tea.Cmd { return m.leaving.Idle() }

// Listed shows what is selected now.
func (m *Model) Listed() tea.Cmd { return m.show.Refresh() }

// ListedAll says what to do first where nothing is listed.
func (m *Model) ListedAll() { m.panes.results.SetEmpty(m.emptyWords()) }

// Freeze keeps what waits for the next start.
func (m *Model) Freeze() tea.Cmd { return m.unsent.Freeze() }

// Leave writes what is still to be written, frees the terminal's picture memory
// and ends the program.
func (m *Model) Leave() tea.Cmd {
	return tea.Sequence(m.unsent.Freeze(), m.keep.Write(), m.recovery.ForgetDropped(), m.show.Free(), tea.Quit)
}

// OpenScreen puts a screen over the studio, or over the screen before it.
func (m *Model) OpenScreen(s flow.Opened) tea.Cmd { return m.screens.OpenScreen(s) }

// LeaveScreen closes the screen on top if it is the named one.
func (m *Model) LeaveScreen(name string) tea.Cmd { return m.screens.LeaveScreen(name) }

// OnScreen tells whether the screen on top is the named one.
func (m *Model) OnScreen(name string) bool { return m.screens.OnScreen(name) }

// TipDone takes a hint off the last line for ever.
func (m *Model) TipDone(tip flow.Tip) { m.tips.TipDone(tip) }
