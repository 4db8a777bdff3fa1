package studio

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/accounts"
	"imagine-tui/tui/studio/comparison"
	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/cull"
	"imagine-tui/tui/studio/edit"
	"imagine-tui/tui/studio/external"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/keep"
	"imagine-tui/tui/studio/leaving"
	"imagine-tui/tui/studio/listing"
	"imagine-tui/tui/studio/overview"
	"imagine-tui/tui/studio/playback"
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
	"imagine-tui/tui/widget/box"
)

// desk is the studio as its flows see it: what they say, ask and open, and what
// one of them needs of another.
type desk struct {
	*notices
	*dialogs
	*screens
	*tips
	*resettler

	acts     *action.Table
	gallery  *gallery.Gallery
	panes    *panes
	keyboard *keyboard
	flows    *flows
}

var (
	_ accounts.Host   = (*desk)(nil)
	_ comparison.Host = (*desk)(nil)
	_ edit.Host       = (*desk)(nil)
	_ external.Host   = (*desk)(nil)
	_ keep.Host       = (*desk)(nil)
	_ overview.Host   = (*desk)(nil)
	_ playback.Host   = (*desk)(nil)
	_ programs.Host   = (*desk)(nil)
	_ recovery.Host   = (*desk)(nil)
	_ sets.Host       = (*desk)(nil)
	_ compose.Host    = (*desk)(nil)
	_ cull.Host       = (*desk)(nil)
	_ send.Host       = (*desk)(nil)
	_ show.Host       = (*desk)(nil)
	_ spending.Host   = (*desk)(nil)
	_ unsent.Host     = (*desk)(nil)
	_ runs.Host       = (*desk)(nil)
	_ progress.Host   = (*desk)(nil)
	_ leaving.Host    = (*desk)(nil)
	_ listing.Host    = (*desk)(nil)
	_ reload.Host     = (*desk)(nil)
)

// WithKeys puts the keys that are bound into a sentence.
func (d *desk) WithKeys(sentence string) string { return d.acts.Words(sentence) }

// Chosen are the rows an act is about: the marked ones, else the selected one.
func (d *desk) Chosen() []gallery.Row {
	if row, ok := d.panes.results.Selected(); ok && (d.OnScreen(comparison.Screen) || d.OnScreen(comparison.DuelScreen) || d.OnScreen(show.FullScreen) || d.OnScreen(cull.Screen)) {
		return []gallery.Row{row} // the one that is looked at closely
	}
	if marked := d.gallery.Marked(); len(marked) > 0 {
		return marked
	}
	if id := d.panes.results.OnHeader(); id != "" {
		return d.gallery.Rows(id)
	}
	if row, ok := d.panes.results.Selected(); ok {
		return []gallery.Row{row}
	}
	return nil
}

// Settled takes what the panes say now for what was chosen last.
func (d *desk) Settled() { d.flows.compose.Settled() }

// PlanChanged shows anew what the panes ask for and what it costs; what is saved
// already is looked up behind it.
func (d *desk) PlanChanged() {
	d.flows.send.Changed()
	d.flows.send.WriteFooter()
}

// WishChanged hears that something else is asked for.
func (d *desk) WishChanged() { d.flows.send.NewWish() }

// StylesChanged hears which styles there are.
func (d *desk) StylesChanged(ids []string) { d.panes.results.SetStyles(ids) }

// ToPrompt gives the prompt the keyboard.
func (d *desk) ToPrompt() tea.Cmd { return d.panes.focusOn(panePrompt) }

// ToStyle gives the keyboard to where styles are marked.
func (d *desk) ToStyle() tea.Cmd { return d.panes.focusOn(paneStyle) }

// ToResults gives the keyboard to the results, where neither they nor a screen
// has it.
func (d *desk) ToResults() tea.Cmd {
	if d.panes.onPicture() || !d.none() {
		return nil
	}
	return d.panes.focusOn(paneResults)
}

// Choose selects a row where it is listed.
func (d *desk) Choose(id string) { d.panes.results.Select(id) }

// Select selects a row where it is listed, and shows it.
func (d *desk) Select(id string) tea.Cmd {
	d.panes.results.Select(id)
	return d.flows.show.Refresh()
}

// Show selects a row wherever it is.
func (d *desk) Show(id string) tea.Cmd { return d.flows.show.Select(id) }

// Joined puts rows into the open sheet of their batch.
func (d *desk) Joined(ids []string) { d.flows.overview.Join(ids) }

// ListChanged shows what is selected now, and looks up anew what of the plan is
// saved: results came or went.
func (d *desk) ListChanged() tea.Cmd {
	d.flows.send.Changed()
	return d.flows.show.Refresh()
}

// RecipesChanged shows what the recipe of the selected result says now.
func (d *desk) RecipesChanged() tea.Cmd { return d.flows.show.Reread() }

// WaitingChanged keeps what waits for the next start.
func (d *desk) WaitingChanged() tea.Cmd { return d.flows.unsent.Changed() }

// OfferUnsent tells of what earlier sessions left, and offers what they did not
// send.
func (d *desk) OfferUnsent() tea.Cmd { return d.flows.recovery.Tell(d.flows.unsent.Offer) }

// ShowLeft shows above the results what earlier sessions left, in fewer words
// where there is little room. What it says is opened by a key, and by nothing
// else.
func (d *desk) ShowLeft() {
	unsent, cost := d.flows.unsent.Waits()
	d.panes.results.SetLeft(leftWords(d.acts, unsent, cost, d.flows.recovery.Untold())...)
}

// Replaced gives a row up for a new one that is in the queue by now.
func (d *desk) Replaced(row gallery.Row) tea.Cmd { return d.flows.recovery.Replaced(row) }

// Resend makes rows again.
func (d *desk) Resend(rows []gallery.Row, r flow.Repeat) tea.Cmd { return d.flows.send.Resend(rows, r) }

// Submit sends what a flow wants to have sent, once its price was agreed to.
func (d *desk) Submit(o flow.Order) tea.Cmd { return d.flows.send.Submit(o) }

// SubmitAgreed hands an order to the queue whose price was agreed to.
func (d *desk) SubmitAgreed(o flow.Order) tea.Cmd { return d.flows.send.SubmitAgreed(o) }

// Agree has the price of what is sent once more agreed to.
func (d *desk) Agree(r flow.Retry, then func() tea.Cmd) tea.Cmd { return d.flows.send.Agree(r, then) }

// OnHeader tells whether an act is about a whole batch, of which the list shows
// one line.
func (d *desk) OnHeader() bool {
	return d.none() && d.gallery.MarkedCount() == 0 && d.panes.results.OnHeader() != ""
}

// PlanRoom is how much room there is for what a plan costs.
func (d *desk) PlanRoom() (cells int, atLength bool) {
	if d.panes.single { // the pane need not be there, and its words are not cut
		return roomWidth, false
	}
	return d.panes.lay.panes[panePrompt].w - 4, d.panes.lay.shape == shapeColumns
}

// Reject rejects saved results, and says to how many it did that where it is not
// seen on each; where one of several was rejected that are
// compared, the next one comes in.
func (d *desk) Reject(rows []gallery.Row) (did string, cmd tea.Cmd) {
	on, did, cmd := d.flows.keep.Reject(rows)
	if on && len(rows) == 1 {
		return did, tea.Batch(cmd, d.flows.comparison.Rejected(rows[0].ID))
	}
	return did, cmd
}

// Fared keeps what a run says about its key.
func (d *desk) Fared(r queue.Run) tea.Cmd { return d.flows.accounts.Fared(r) }

// Judged writes down what was thought of a picture while it was made.
func (d *desk) Judged(row gallery.Row) tea.Cmd { return d.flows.keep.Saved(row) }

// Saved looks up anew what of the plan is saved: it need not be paid for again.
func (d *desk) Saved() { d.flows.send.Changed() }

// Changed shows how runs went on, and keeps what waits for the next start.
func (d *desk) Changed(ids []string) tea.Cmd {
	cmds := []tea.Cmd{d.flows.runs.Refresh()}
	if row, ok := d.panes.results.Selected(); ok && slices.Contains(ids, row.ID) {
		cmds = append(cmds, d.flows.show.Refresh())
	}
	if d.flows.unsent.Kept() {
		cmds = append(cmds, d.flows.unsent.WentOn())
	}
	return tea.Batch(cmds...)
}

// Idle hears that nothing runs or waits any more.
func (d *desk) Idle() tea.Cmd { return d.flows.leaving.Idle() }

// Listed shows what is selected now.
func (d *desk) Listed() tea.Cmd {
	if d.flows.listing.Over() { // what an earlier session could not write
		return tea.Batch(d.flows.show.Refresh(), d.flows.keep.Write())
	}
	return d.flows.show.Refresh()
}

// lookingAtPicture tells whether the keyboard is where one picture is seen alone.
func (d *desk) lookingAtPicture() bool {
	if d.none() {
		return d.panes.focus == panePreview && d.panes.shows(panePreview)
	}
	return d.OnScreen(show.FullScreen) || d.OnScreen(cull.Screen)
}

// Heard shows what others did to results, what was paid for them too.
func (d *desk) Heard() tea.Cmd {
	return tea.Batch(d.ListChanged(), d.flows.show.Reread(), d.flows.progress.ReadSpent())
}

// ListedAll says what to do first where nothing is listed.
func (d *desk) ListedAll() { d.panes.results.SetEmpty(d.emptyWords()) }

// Freeze keeps what waits for the next start.
func (d *desk) Freeze() tea.Cmd { return d.flows.unsent.Freeze() }

// Leave writes what is still to be written, frees the terminal's picture memory
// and ends the program.
func (d *desk) Leave() tea.Cmd {
	return tea.Sequence(d.flows.unsent.Freeze(), d.flows.keep.Write(), d.flows.recovery.ForgetDropped(), d.flows.play.Stop(), d.flows.show.Free(), tea.Quit)
}

// KeyChanged brings up to date what goes by the key in use: prices, and what to
// do first.
func (d *desk) KeyChanged() {
	d.PlanChanged()
	d.panes.results.SetEmpty(d.emptyWords())
}

// emptyWords say what to do first while there are no results.
func (d *desk) emptyWords() []string {
	if !d.flows.listing.Over() {
		return []string{"Looking for earlier results…"}
	}
	words := []string{
		"No pictures yet.", "",
		box.Fit(d.acts.AnyKey(action.PromptGenerate), 7) + " makes pictures of the prompt above.",
		box.Fit(d.acts.AnyKey(action.PaneNext), 7) + " moves on: style, seed, results, preview, keys.", "",
	}
	if d.flows.accounts.InUse().Free() {
		words = append(words, d.WithKeys("You are using the sandbox: pictures are painted on this computer, with no network, no key and no cost. For the real API, press {key.next}, then {key.add}"))
	}
	return words
}

// ResumeVideos goes on asking for videos that an earlier run ordered.
func (d *desk) ResumeVideos(list []queue.Unfinished) { d.flows.runs.Resume(list) }

// BringEdit brings back how a picture was made from another one.
func (d *desk) BringEdit(row gallery.Row) tea.Cmd { return d.flows.edit.BringBack(row) }

// Tag gives results tags, by their ids.
func (d *desk) Tag(tags map[string][]string) tea.Cmd { return d.flows.keep.Tag(tags) }

// SetPrompt puts another text in the place of the prompt.
func (d *desk) SetPrompt(text string) tea.Cmd { return d.flows.compose.SetPrompt(text) }

// AskOperation shows what can be made of the chosen pictures, and waits for the
// key of one.
func (d *desk) AskOperation() { d.keyboard.wait(action.EditMenu) }
