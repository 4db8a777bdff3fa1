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

// dialogs are those that are open, the one on top last. It takes the keys.
type dialogs struct {
	acts  *action.Table
	clock *clock
	open  []asked
	typed time.Time // when a key was last pressed
}

// asked is an open dialog with what each of its answers leads to, so that two
// dialogs of one kind are never answered for one another.
type asked struct {
	flow.Dialog
	answers flow.Answers
	// typing says that the dialog came after it was called for, while somebody
	// typed: keys are not for it before they have paused.
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

// top is the dialog that takes the keys, nil when there is none.
func (d *dialogs) top() flow.Dialog {
	if len(d.open) == 0 {
		return nil
	}
	return d.open[len(d.open)-1].Dialog
}

// press notes that a key is pressed, and returns how long ago the one before was.
func (d *dialogs) press() (paused time.Duration) {
	now := d.clock.Now()
	paused = now.Sub(d.typed)
	d.typed = now
	return paused
}

// Open puts a dialog on top, with what its answers lead to.
func (d *dialogs) Open(one flow.Dialog, a flow.Answers) tea.Cmd {
	if one, ok := one.(interface{ SetActions(*action.Table) }); ok {
		one.SetActions(d.acts)
	}
	d.open = append(d.open, asked{Dialog: one, answers: a})
	return nil
}

// OpenLater returns what opens a dialog some time from now that was just called
// for. What is typed until then does not answer it.
func (d *dialogs) OpenLater() func(one flow.Dialog, a flow.Answers) tea.Cmd {
	called := d.typed
	return func(one flow.Dialog, a flow.Answers) tea.Cmd {
		cmd := d.Open(one, a)
		d.open[len(d.open)-1].typing = !d.typed.Equal(called) && d.clock.Now().Sub(d.typed) < typingPause
		return cmd
	}
}

// Dismiss takes one dialog away, wherever it lies, without an answer.
func (d *dialogs) Dismiss(one flow.Dialog) {
	d.open = slices.DeleteFunc(d.open, func(a asked) bool { return a.Dialog == one })
}

// key gives a key to the dialog on top. paused is how long ago the key before
// was pressed.
func (d *dialogs) key(k tea.KeyPressMsg, paused time.Duration) tea.Cmd {
	top := &d.open[len(d.open)-1]
	if top.typing && paused < typingPause {
		return nil
	}
	top.typing = false
	return heard(top.Dialog, top.Update(k))
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

// answer closes the dialog that was answered and does what the answer leads to.
// A key that is pressed twice, or held down, answers once.
func (d *dialogs) answer(a answeredMsg) tea.Cmd {
	at := slices.IndexFunc(d.open, func(one asked) bool { return one.Dialog == a.by })
	if at < 0 {
		return nil
	}
	answers := d.open[at].answers
	d.open = slices.Delete(d.open, at, at+1)
	switch msg := a.msg.(type) {
	case dialog.ConfirmedMsg:
		return answered(answers.Yes)
	case dialog.EnteredMsg:
		return answeredWith(answers.Text, msg.Text)
	case dialog.TabbedMsg:
		return answered(answers.Tab)
	case dialog.ChosenMsg:
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
