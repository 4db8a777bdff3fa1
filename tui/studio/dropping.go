package studio

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
)

// drop is x: reject what is saved, stop what is not yet done, take what
// failed out of the list.
func (m *Model) drop() tea.Cmd { return m.dropRows(m.Chosen()) }

func (m *Model) dropRows(rows []gallery.Row) tea.Cmd {
	var saved, over []gallery.Row
	var open []string
	for _, row := range rows {
		switch row.State {
		case gallery.Saved:
			saved = append(saved, row)
		case gallery.Failed, gallery.Unknown, gallery.Cancelled:
			over = append(over, row)
		default:
			open = append(open, row.ID)
		}
	}
	cmds := []tea.Cmd{m.stopRuns(open), m.recovery.Drop(over)}
	if len(saved) > 0 {
		on, reject := m.keep.Reject(saved)
		cmds = append(cmds, reject)
		if on && len(saved) == 1 {
			cmds = append(cmds, m.rejectedSide(saved[0].ID))
		}
	}
	return tea.Batch(append(cmds, m.refreshPreview())...)
}

// goOnWith puts runs that were stopped before they were sent back into the
// line.
func (m *Model) goOnWith(ids []string) tea.Cmd {
	for _, id := range ids {
		if run, ok := m.o.Queue.Run(id); ok && run.State == queue.StateCancelled {
			m.o.Queue.Retry(id)
		}
	}
	return nil
}

// stopRun stops one run and says what that means for the bill.
func (m *Model) stopRun(id string) tea.Cmd { return m.stopRuns([]string{id}) }

// stopRuns stops runs and says what that means for the bill.
func (m *Model) stopRuns(ids []string) tea.Cmd {
	retrying := false // turned away, and not sent again yet
	if len(ids) == 1 {
		run, _ := m.o.Queue.Run(ids[0])
		retrying = run.State == queue.StateRetrying
	}
	var waiting []string
	for _, id := range ids {
		if run, ok := m.o.Queue.Run(id); ok && waits(run.State) {
			waiting = append(waiting, id)
		}
	}
	if len(waiting) > 0 {
		m.undo.Push("stop", func() tea.Cmd { return m.goOnWith(waiting) })
	}
	switch unsent, running := m.o.Queue.Cancel(ids...); {
	case unsent+running == 0:
		return nil
	case retrying, running == 0 && unsent == 1:
		return m.Say("Stopped before it was sent. Nothing was charged.")
	case running == 0:
		return m.Say(fmt.Sprintf("Stopped %s before they were sent. Nothing was charged.", wording.Count(unsent, "run")))
	case unsent > 0:
		return m.Say(fmt.Sprintf("Stopped %s before they were sent, and %d under way: the server may still finish those and charge for them.", wording.Count(unsent, "run"), running))
	}
	return m.Say("Stopped. It was sent already: the server may still finish it and charge for it.")
}
