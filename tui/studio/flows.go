package studio

import (
	"os"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/accounts"
	"imagine-tui/tui/studio/appearance"
	"imagine-tui/tui/studio/comparison"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/cull"
	"imagine-tui/tui/studio/edit"
	"imagine-tui/tui/studio/external"
	"imagine-tui/tui/studio/finding"
	"imagine-tui/tui/studio/keep"
	"imagine-tui/tui/studio/leaving"
	"imagine-tui/tui/studio/listing"
	"imagine-tui/tui/studio/overview"
	"imagine-tui/tui/studio/playback"
	"imagine-tui/tui/studio/presets"
	"imagine-tui/tui/studio/programs"
	"imagine-tui/tui/studio/progress"
	"imagine-tui/tui/studio/recovery"
	"imagine-tui/tui/studio/reload"
	"imagine-tui/tui/studio/runs"
	"imagine-tui/tui/studio/send"
	"imagine-tui/tui/studio/sets"
	"imagine-tui/tui/studio/show"
	"imagine-tui/tui/studio/spending"
	"imagine-tui/tui/studio/unsent"
)

// flows are what a person starts, each with what it knows.
type flows struct {
	accounts   *accounts.Flow
	appearance *appearance.Flow
	comparison *comparison.Flow
	compose    *compose.Flow
	cull       *cull.Flow
	edit       *edit.Flow
	external   *external.Flow
	finding    *finding.Flow
	keep       *keep.Flow
	leaving    *leaving.Flow
	listing    *listing.Flow
	presets    *presets.Flow
	overview   *overview.Flow
	play       *playback.Flow
	programs   *programs.Flow
	progress   *progress.Flow
	recovery   *recovery.Flow
	reload     *reload.Flow
	runs       *runs.Flow
	send       *send.Flow
	sets       *sets.Flow
	show       *show.Flow
	spending   *spending.Flow
	unsent     *unsent.Flow
}

// update gives a message to the flow it belongs to.
func (f *flows) update(msg tea.Msg) (bool, tea.Cmd) {
	for _, update := range []func(tea.Msg) (bool, tea.Cmd){
		f.accounts.Update, f.edit.Update, f.keep.Update, f.recovery.Update, f.sets.Update, f.compose.Update, f.send.Update, f.unsent.Update,
		f.runs.Update, f.external.Update, f.comparison.Update, f.overview.Update, f.show.Update, f.play.Update, f.appearance.Update, f.progress.Update, f.listing.Update, f.finding.Update, f.reload.Update, f.spending.Update, f.programs.Update,
	} {
		if handled, cmd := update(msg); handled {
			return true, cmd
		}
	}
	return false, nil
}

// look shows what is selected now.
func (f *flows) look() tea.Cmd { return f.show.Refresh() }

// redraw draws all pictures again: the terminal does better or worse than was
// thought, or its ground is another.
func (f *flows) redraw() tea.Cmd {
	f.overview.DropPictures()
	f.comparison.DropPictures()
	f.edit.DropPictures()
	return f.show.Redraw()
}

// pace is how fast what is in view changes with time.
func (f *flows) pace() gallery.Pace {
	return max(f.overview.Pace(), f.runs.Pace(), f.show.Pace())
}

// tick turns what turns, and counts on what is shown of time.
func (f *flows) tick(frame int) {
	f.overview.Tick(frame)
	f.runs.Tick(frame)
	f.show.Tick(frame)
	f.progress.Tick()
}

// startFlows gives every flow what it works with.
func (m *Model) startFlows() {
	m.flows.accounts = accounts.New(m.desk, accounts.Options{
		Context: m.ctx, Store: m.o.Keys, Default: m.o.Defaults.Key, Queue: m.o.Queue, Account: m.o.Accounts,
		Results: m.gallery.All, Pane: m.panes.keys, Styles: m.st, Now: m.clock.Now,
	})
	m.notices.over = m.flows.accounts.Unlist
	m.flows.edit = edit.New(m.desk, edit.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Account: m.o.Accounts, Key: m.flows.accounts.InUse,
		Operations: m.o.Operations, Upload: m.o.Upload, InvertMasks: m.o.Config.InvertMasks, Gallery: m.gallery,
		Styles: m.st, Actions: m.acts, Plain: m.display.Plain, Display: m.display,
	})
	m.flows.keep = keep.New(m.desk, keep.Options{
		Context: m.ctx, Library: m.o.Library, StateDir: m.o.projectDir(), Gallery: m.gallery, Undo: m.undo, Selected: m.panes.results.Selected,
		Free: func() bool { return m.flows.accounts.InUse().Free() }, Picked: m.o.picked(), SheetEntry: m.o.SheetEntry, Styles: m.st, Now: m.clock.Now,
	})
	m.flows.recovery = recovery.New(m.desk, recovery.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Undo: m.undo, Styles: m.st,
	})
	m.flows.sets = sets.New(m.desk, m.o.StyleSets, m.panes.style, m.st)
	m.flows.compose = compose.New(m.desk, compose.Options{
		Prompt: m.panes.prompt, Style: m.panes.style, Seed: m.panes.seed, Sets: m.flows.sets, Operations: m.o.Operations, Lists: m.o.Wildcards,
		Gallery: m.gallery, Selected: m.panes.results.Selected, Undo: m.undo, Rand: m.rand, Styles: m.st,
	})
	m.flows.presets = presets.New(m.desk, m.flows.compose, m.st)
	m.flows.presets.Set(m.o.Work.Presets, m.o.Work.Snippets)
	m.flows.external = external.New(m.desk, external.Options{
		Context: m.ctx, Keys: m.o.Keys, Free: m.flows.accounts.Free, ConfigPath: m.o.ConfigPath, Selected: m.panes.results.Selected,
		Prompt: m.panes.prompt.Value, SetPrompt: m.flows.compose.SetPrompt,
	})
	m.flows.programs = programs.New(m.desk, programs.Options{
		Context: m.ctx, Keys: m.o.Keys, Library: m.o.Library, Gallery: m.gallery, Selected: m.panes.results.Selected, Draft: m.flows.compose.Draft, Styles: m.st,
	})
	m.flows.programs.Set(m.o.Commands)
	m.startSending()
	m.startLooking()
	m.startFollowing()
}

// startFollowing starts what takes in what is made, and was made before.
func (m *Model) startFollowing() {
	m.flows.progress = progress.New(m.desk, progress.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Selected: m.panes.results.On, Notify: m.notify, Now: m.clock.Now,
		Ended: m.o.Hooks.Ended, BatchDone: func(o gallery.Outcome) { m.o.Hooks.BatchDone(o.Saved, o.Failed, o.Unknown, o.Paid) },
	})
	m.flows.listing = listing.New(m.desk, listing.Options{Context: m.ctx, Library: m.o.Library, Gallery: m.gallery, Watch: m.o.Watch})
	m.flows.finding = finding.New(m.desk, finding.Options{
		StateDir: m.o.projectDir(), Results: m.panes.results, Styles: m.st,
		Filtered: func(before string) tea.Cmd { m.steps.filterChanged(before); return m.flows.show.Refresh() },
	})
	m.flows.reload = reload.New(m.desk, reload.Options{Context: m.ctx, Files: m.o.Files, Read: m.o.Reread, Now: m.clock.Now})
	m.flows.spending = spending.New(m.desk, spending.Options{Context: m.ctx, Library: m.o.Library, Styles: m.st, Actions: m.acts})
	m.flows.leaving = leaving.New(m.desk, leaving.Options{Queue: m.o.Queue, Gallery: m.gallery, Styles: m.st})
}

// startLooking starts what shows pictures.
func (m *Model) startLooking() {
	m.flows.show = show.New(m.desk, show.Options{
		Context: m.ctx, Library: m.o.Library, Gallery: m.gallery, Results: m.panes.results, Pane: m.panes.preview, Display: m.display,
		InView:  func() bool { return m.screens.OnScreen(cull.Screen) || m.screens.none() && m.panes.shows(panePreview) },
		Trouble: m.flows.runs.Trouble, Styles: m.st, Now: m.clock.Now,
	})
	m.flows.play = playback.New(m.desk, playback.Options{
		Context: m.ctx, Display: m.display, Pane: m.panes.preview, Selected: m.panes.results.Selected,
		InView:   m.desk.lookingAtPicture,
		Covered:  func() bool { return m.dialogs.top() != nil || m.flows.accounts.Listed() },
		Unplayed: func() { m.panes.results.Unplayed = true },
		Environ:  func() []string { return m.o.Keys.CleanEnviron(os.Environ()) },
	})
	m.panes.moved, m.screens.changed = m.flows.show.Refresh, m.flows.show.Refresh
	m.flows.appearance = appearance.New(m.desk, appearance.Options{
		Styles: m.st, Display: m.display, Ground: m.o.Config.Background, Themes: m.o.Themes, Theme: m.o.Config.Theme, Redraw: m.flows.redraw,
		Repaint: func() { m.panes.repaint(); m.screens.repaint() },
	})
	m.flows.comparison = comparison.New(m.desk, comparison.Options{
		Context: m.ctx, Library: m.o.Library, Gallery: m.gallery, Results: m.panes.results, Look: m.flows.show.Refresh,
		Before: m.flows.show.Before, Undo: m.undo, Display: m.display, Styles: m.st, Actions: m.acts,
	})
	m.flows.cull = cull.New(m.desk, cull.Options{
		Results: m.panes.results, Preview: m.panes.preview, Version: m.gallery.Version, Strip: func() bool { return m.panes.scene == sceneFocus }, Styles: m.st, Actions: m.acts,
	})
	m.flows.overview = overview.New(m.desk, overview.Options{
		Context: m.ctx, Gallery: m.gallery, Results: m.panes.results, Full: m.flows.show.OpenFull, Roll: m.flows.send.Roll, MarksChanged: m.steps.marksChanged,
		GridInView: func() bool { return m.screens.OnScreen(cull.Screen) || m.screens.none() && m.panes.shows(paneResults) },
		Display:    m.display, Styles: m.st, Actions: m.acts,
	})
}

// startSending starts what pays.
func (m *Model) startSending() {
	now := m.clock.Now
	m.flows.send = send.New(m.desk, send.Options{
		Context: m.ctx, Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Limits: m.o.Budget, Account: m.o.Accounts,
		Find: m.flows.accounts.Get, Key: m.flows.accounts.InUse, KeyLabel: m.flows.accounts.Label, Draft: m.flows.compose, Prompt: m.panes.prompt, Rand: m.rand, Styles: m.st, Now: now,
	})
	m.flows.unsent = unsent.New(m.desk, unsent.Options{
		StateDir: m.o.projectDir(), Library: m.o.Library, Queue: m.o.Queue, Gallery: m.gallery, Limits: m.o.Budget,
		Account: m.o.Accounts, Free: m.flows.accounts.Free, Styles: m.st, Now: m.o.Now,
	})
	m.flows.runs = runs.New(m.desk, runs.Options{
		Queue: m.o.Queue, Gallery: m.gallery, Account: m.o.Accounts, Accounts: m.flows.accounts, Recovery: m.flows.recovery, Key: m.flows.accounts.Get,
		Selected: m.panes.results.Selected, Undo: m.undo, Actions: m.acts, Styles: m.st, Now: now,
	})
}
