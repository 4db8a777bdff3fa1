package external

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/flow"
)

// Suspend stops the program, as a shell's job, until it is brought back. Where
// nobody could bring it back, in a window that has no shell, it goes on and says
// so: Bubble Tea's own way waits there for ever, with the screen gone.
func (f *Flow) Suspend() tea.Cmd {
	stopped := false
	stop := away{func() (err error) {
		stopped, err = stopHere()
		return err
	}}
	return tea.Exec(stop, func(err error) tea.Msg {
		if err == nil && stopped {
			return tea.ResumeMsg{}
		}
		return flow.OutcomeMsg{Text: "No shell is there to go back to, so the studio goes on."}
	})
}
