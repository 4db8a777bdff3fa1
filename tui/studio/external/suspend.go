package external

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/flow"
)

const noShell = "There is no shell to go back to, so the studio keeps running."

// Suspend stops the program, as a shell's job, until it is brought back. Where
// nobody could bring it back, in a window that has no shell, it goes on and says
// so: Bubble Tea's own way waits there for ever, with the screen gone.
func (f *Flow) Suspend() tea.Cmd {
	if !hasShell() {
		return f.host.Say(noShell)
	}
	stopped := false
	stop := away{func() (err error) {
		stopped, err = stopHere()
		return err
	}}
	return leave(stop, func(err error) tea.Msg {
		if err == nil && stopped {
			return tea.ResumeMsg{}
		}
		return flow.OutcomeMsg{Text: noShell}
	})
}

// Again sets the terminal up anew after somebody else stopped the program, with
// kill -STOP say, and a shell had the terminal meanwhile: nothing was put away
// before, so that is done first. Between the two the screen is gone for a moment.
func (f *Flow) Again() tea.Cmd {
	return leave(away{func() error { return nil }}, func(error) tea.Msg { return tea.ResumeMsg{} })
}
