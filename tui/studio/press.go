package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/comparison"
	"imagine-tui/tui/studio/overview"
)

// keyboard is what has the keyboard: a pane, or the screen on top.
type keyboard interface {
	// Place says what keys mean there now.
	Place() action.Place
	// Act does what it has of its own, and reports whether it has the action.
	Act(id action.ID) (tea.Cmd, bool)
	Update(msg tea.Msg) tea.Cmd
}

func (m *Model) keyboard() keyboard {
	if s := m.screens.top(); s != nil {
		return s
	}
	return m.panes.focused()
}

// keyPress sends a key where it belongs. The order: quit and suspend, the
// second key of a pair, the dialog on top, the short list of keys, the action
// that the key means where the keyboard is, the text there.
func (m *Model) keyPress(msg tea.KeyPressMsg) tea.Cmd {
	m.notices.dismiss()
	paused := m.dialogs.press()
	at := m.keyboard().Place()
	if m.dialogs.top() != nil {
		at = action.Question // letters may be text in any of them
	}
	if id, _ := m.acts.At(at, msg); id == action.StudioQuit || id == action.StudioSuspend {
		return m.acts.Do(id)
	}
	m.leaving.Stay()
	waiting := m.waiting
	m.waiting = action.Waiting{}
	if !waiting.Opened() {
		m.edit.Forget() // a file was chosen for the menu that followed alone
	}
	switch {
	case !waiting.Empty():
		return m.second(waiting, msg)
	case m.dialogs.top() != nil:
		return m.dialogs.key(msg, paused)
	}
	return m.press(at, msg)
}

// press does what a key means where the keyboard is. While the short list of
// keys shows, one key adds to it, also from the middle of a sentence; any other
// goes on with what was being done.
func (m *Model) press(at action.Place, msg tea.KeyPressMsg) tea.Cmd {
	id, means := m.acts.At(at, msg)
	if m.accounts.Listed() && id != action.KeyNext {
		m.accounts.Unlist()
		if add, is := m.acts.At(action.KeyList, msg); is {
			return m.acts.Do(add)
		}
	}
	if waiting, begins := m.acts.Begin(at, msg); begins {
		m.waiting = waiting
		return nil
	}
	if means {
		if cmd, done := m.act(id); done {
			return cmd
		}
	}
	return m.keyboard().Update(msg)
}

// second handles the key after one that waited for it. Any key that is no
// choice ends the pair and does nothing else.
func (m *Model) second(waiting action.Waiting, msg tea.KeyPressMsg) tea.Cmd {
	id, is := m.acts.Then(waiting, msg)
	if !is {
		return nil
	}
	cmd, _ := m.act(id)
	return cmd
}

// act does what an action means where the keyboard is: what has the keyboard
// goes first. It reports whether anybody has the action; one that cannot act
// now says why.
func (m *Model) act(id action.ID) (tea.Cmd, bool) {
	if cmd, done := m.keyboard().Act(id); done {
		return cmd, true
	}
	if why := m.acts.Why(id); why != "" {
		return m.notices.Say(wording.Sentence(why)), true
	}
	return m.acts.Do(id), m.acts.Acts(id)
}

// AskOperation shows what can be made of the chosen pictures, and waits for the
// key of one.
func (m *Model) AskOperation() { m.waiting = m.acts.Open(m.keyboard().Place(), action.EditMenu) }

// WithKeys puts the keys that are bound into a sentence.
func (m *Model) WithKeys(sentence string) string { return m.acts.Words(sentence) }

// advance moves on after a result was judged, where the person wants that.
func (m *Model) advance(cmd tea.Cmd) tea.Cmd {
	if !m.o.Config.Advance || m.gallery.MarkedCount() > 0 || m.screens.OnScreen(comparison.Screen) {
		return cmd
	}
	if m.screens.OnScreen(overview.SheetScreen) {
		return tea.Batch(cmd, m.overview.Advance())
	}
	return tea.Batch(cmd, m.panes.results.MoveBy(1))
}

// paste goes to the field that has the focus; in a pane without one it goes
// to the prompt, never submits, and says so.
func (m *Model) paste(msg tea.PasteMsg) tea.Cmd {
	if d := m.dialogs.top(); d != nil {
		return d.Update(msg)
	}
	if s := m.screens.top(); s != nil {
		return s.Update(msg)
	}
	if m.panes.focus == panePrompt || m.panes.focused().Capturing() {
		return m.panes.focused().Update(msg)
	}
	cmd := m.panes.focusOn(panePrompt)
	return tea.Batch(cmd, m.panes.prompt.Update(msg), m.notices.Say("Pasted into the prompt."))
}

// look is a closer look at a row: the full picture, or what went wrong.
func (m *Model) look() tea.Cmd {
	row, ok := m.panes.results.Selected()
	if !ok {
		return nil
	}
	switch row.State {
	case gallery.Failed, gallery.Unknown, gallery.Held:
		return m.runs.Explain(row)
	default:
	}
	cmd := m.panes.focusOn(panePreview)
	return tea.Batch(cmd, m.panes.zoom(true))
}

// deleteVideo asks before the selected video is deleted at the service.
func (m *Model) deleteVideo() tea.Cmd {
	row, _ := m.panes.results.Selected()
	return m.edit.AskDeleteVideo(row)
}

func (m *Model) toPrompt() tea.Cmd {
	return tea.Batch(m.screens.closeAll(), m.panes.zoom(false), m.panes.focusOn(panePrompt))
}

// closeOrQuit closes the screen on top, or the zoomed pane, or the studio.
func (m *Model) closeOrQuit() tea.Cmd {
	switch {
	case !m.screens.none():
		return m.screens.close()
	case m.panes.zoomed:
		return m.back()
	}
	return m.leaving.Quit()
}
