package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/prompt"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/dialog"
)

// paneMessage handles what a pane says about itself.
func (m *Model) paneMessage(msg tea.Msg) (bool, tea.Cmd) {
	switch msg := msg.(type) {
	case prompt.LeaveMsg:
		return true, m.back()
	case prompt.ChangedMsg:
		m.PlanChanged()
		return true, m.stateFile.soon()
	case prompt.NoticeMsg:
		return true, m.notices.Say(msg.Text)
	case prompt.KeyPastedMsg:
		return true, m.accounts.Pasted(msg.Secret)
	case prompt.ScrollMsg:
		return true, m.panes.results.MoveBy(msg.Pages * 8)
	case results.LookMsg:
		return true, m.look()
	case results.MarkedMsg:
		m.steps.marksChanged()
		return true, nil
	case results.FilteredMsg:
		m.steps.filterChanged(msg.Before)
		return true, nil
	}
	return false, nil
}

// KeyChanged brings up to date what goes by the key in use: prices, and what to
// do first.
func (m *Model) KeyChanged() {
	m.PlanChanged()
	m.panes.results.SetEmpty(m.emptyWords())
}

// emptyWords say what to do first while there are no results.
func (m *Model) emptyWords() []string {
	if !m.listing.Over() {
		return []string{"Looking for earlier results…"}
	}
	words := []string{
		"Nothing made yet.", "",
		box.Fit(m.acts.AnyKey(action.PromptGenerate), 7) + " makes the pictures of the prompt above.",
		box.Fit(m.acts.AnyKey(action.PaneNext), 7) + " goes on: style, seed, results, preview, keys.", "",
	}
	if m.accounts.InUse().Free() {
		words = append(words, m.WithKeys("You are on the sandbox: painted on this computer, no network, no key, no cost. To use the real API: {key.next}, then {key.add}"))
	}
	return words
}

// openMessages shows what was said, newest last.
func (m *Model) openMessages() tea.Cmd {
	return m.dialogs.Open(dialog.NewInfo(m.st, "Messages", m.notices.all()), flow.Answers{})
}
