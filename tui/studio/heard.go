package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/prompt"
	"imagine-tui/tui/results"
)

// heard does what a pane asks for. It tells whether the message was from one.
func (c *commands) heard(msg tea.Msg) (bool, tea.Cmd) {
	switch msg := msg.(type) {
	case prompt.LeaveMsg:
		return true, c.backInPanes()
	case prompt.ChangedMsg:
		c.desk.PlanChanged()
		return true, c.stateFile.soon()
	case prompt.NoticeMsg:
		return true, c.desk.Say(msg.Text)
	case prompt.KeyPastedMsg:
		return true, c.flows.accounts.Pasted(msg.Secret)
	case prompt.ScrollMsg:
		return true, c.panes.results.MoveBy(msg.Pages * 8)
	case results.LookMsg:
		return true, c.look()
	case results.FoundMsg:
		return true, c.panes.results.Found(msg)
	case results.MarkedMsg:
		c.steps.marksChanged()
		if msg.Begun {
			return true, c.desk.Say(c.desk.WithKeys("The range starts here: press {list.mark.to} on another row to mark everything in between."))
		}
		return true, nil
	case results.FilteredMsg:
		c.steps.filterChanged(msg.Before)
		return true, nil
	}
	return false, nil
}
