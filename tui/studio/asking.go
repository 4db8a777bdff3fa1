package studio

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/picker"
)

// asking is an open dialog with what each of its answers leads to, so that two
// dialogs of one kind are never answered for one another.
type asking struct {
	flow.Dialog
	answers flow.Answers
	// typing says that the dialog came by itself while somebody typed: keys are
	// not for it before they have paused.
	typing bool
}

// answeredMsg is what a dialog said, with the dialog that said it.
type answeredMsg struct {
	by  flow.Dialog
	msg tea.Msg
}

// typingPause is how long somebody who types must pause before keys answer a
// dialog that came up meanwhile.
const typingPause = 800 * time.Millisecond

func (m *Model) topDialog() flow.Dialog {
	if len(m.dialogs) == 0 {
		return nil
	}
	return m.dialogs[len(m.dialogs)-1].Dialog
}

// Open puts a dialog on top, with what its answers lead to.
func (m *Model) Open(d flow.Dialog, a flow.Answers) tea.Cmd {
	if d, ok := d.(interface{ SetActions(*action.Table) }); ok {
		d.SetActions(m.acts)
	}
	m.dialogs = append(m.dialogs, asking{Dialog: d, answers: a})
	return nil
}

// OpenUnasked opens a dialog that nobody called for just now. What is being
// typed does not answer it.
func (m *Model) OpenUnasked(d flow.Dialog, a flow.Answers) tea.Cmd {
	cmd := m.Open(d, a)
	m.dialogs[len(m.dialogs)-1].typing = m.now().Sub(m.typed) < typingPause
	return cmd
}

// closeDialog takes the top dialog away; focus is where it was.
func (m *Model) closeDialog() {
	if n := len(m.dialogs); n > 0 {
		m.dialogs = m.dialogs[:n-1]
	}
}

// Dismiss takes one dialog away, wherever it lies.
func (m *Model) Dismiss(d flow.Dialog) {
	m.dialogs = slices.DeleteFunc(m.dialogs, func(a asking) bool { return a.Dialog == d })
}

// dialogKey gives a key to the dialog on top. paused is how long ago the key
// before was pressed.
func (m *Model) dialogKey(k tea.KeyPressMsg, paused time.Duration) tea.Cmd {
	d := &m.dialogs[len(m.dialogs)-1]
	if d.typing && paused < typingPause {
		return nil
	}
	d.typing = false
	return heard(d.Dialog, d.Update(k))
}

// heard notes which dialog an answer is from: by the time it arrives that one
// may be answered already, and another lie on top.
func heard(by flow.Dialog, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		msg := cmd()
		switch msg.(type) {
		case dialog.ConfirmedMsg, dialog.EnteredMsg, dialog.TabbedMsg, dialog.ChosenMsg, dialog.CancelledMsg, picker.ChosenMsg, picker.ClosedMsg:
			return answeredMsg{by, msg}
		}
		return msg
	}
}

// onAnswer closes the dialog that was answered and does what the answer leads
// to. A key that is pressed twice, or held down, answers once.
func (m *Model) onAnswer(a answeredMsg) tea.Cmd {
	at := slices.IndexFunc(m.dialogs, func(d asking) bool { return d.Dialog == a.by })
	if at < 0 {
		return nil
	}
	answers := m.dialogs[at].answers
	m.dialogs = slices.Delete(m.dialogs, at, at+1)
	switch msg := a.msg.(type) {
	case dialog.ConfirmedMsg:
		return answered(answers.Yes)
	case dialog.EnteredMsg:
		return answeredWith(answers.Text, msg.Text)
	case dialog.TabbedMsg:
		return answered(answers.Tab)
	case dialog.ChosenMsg:
		if msg.Index == 0 { // the first one leaves everything as it was
			return nil
		}
		return answeredWith(answers.Choice, msg.Index)
	case dialog.CancelledMsg, picker.ClosedMsg:
		return answered(answers.Esc)
	case picker.ChosenMsg:
		return answeredWith(answers.Item, msg.ID)
	}
	return nil
}

func answered(do func() tea.Cmd) tea.Cmd {
	if do == nil {
		return nil
	}
	return do()
}

func answeredWith[T any](do func(T) tea.Cmd, value T) tea.Cmd {
	if do == nil {
		return nil
	}
	return do(value)
}
