package studio

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// drop is x: reject what is saved, stop what is not yet done, take what
// failed out of the list.
func (m *Model) drop() tea.Cmd { return m.dropRows(m.Chosen()) }

func (m *Model) dropRows(rows []gallery.Row) tea.Cmd {
	var saved, over, kept []gallery.Row
	var open []string
	for _, row := range rows {
		switch row.State {
		case gallery.Saved:
			saved = append(saved, row)
		case gallery.Failed, gallery.Unknown, gallery.Cancelled:
			if m.left[row.ID].Whole {
				kept = append(kept, row)
			} else {
				over = append(over, row)
			}
		default:
			open = append(open, row.ID)
		}
	}
	cmds := []tea.Cmd{m.stopRuns(open)}
	m.takeOut(over)
	if len(kept) > 0 {
		cmds = append(cmds, m.askDropKept(kept))
	}
	if len(saved) > 0 {
		on, reject := m.keep.Reject(saved)
		cmds = append(cmds, reject)
		if on && len(saved) == 1 {
			cmds = append(cmds, m.rejectedSide(saved[0].ID))
		}
	}
	return tea.Batch(append(cmds, m.refreshPreview())...)
}

// takeOut takes runs that went wrong out of the list, with one step to undo.
func (m *Model) takeOut(rows []gallery.Row) {
	if len(rows) == 0 {
		return
	}
	var back []func()
	for _, row := range rows {
		back = append(back, m.takeOutRow(row))
	}
	m.undo.Push("drop", func() tea.Cmd {
		for _, putBack := range back {
			putBack()
		}
		return m.refreshPreview()
	})
}

// takeOutRow takes a run out of the list and returns what puts it back. One
// without an answer, or whose picture is in recovery, is forgotten only when
// the studio is left: until then it can be taken back.
func (m *Model) takeOutRow(row gallery.Row) (putBack func()) {
	run, batch := m.live[row.ID], m.gallery.BatchOf(row.ID)
	_, earlier := m.left[row.ID]
	m.gallery.Remove(row.ID)
	delete(m.live, row.ID)
	if row.State == gallery.Unknown || run.Arrived {
		m.dropped = append(m.dropped, row.ID)
	} else {
		m.o.Queue.Drop(row.ID)
	}
	return func() {
		m.dropped = slices.DeleteFunc(m.dropped, func(id string) bool { return id == row.ID })
		if !earlier {
			m.live[row.ID] = run
		}
		m.gallery.AddBatch(batch, []gallery.Row{row}, true)
	}
}

// askDropKept asks before what arrived in an earlier run, and may be paid for,
// is given up: a whole picture that could not be saved.
func (m *Model) askDropKept(rows []gallery.Row) tea.Cmd {
	answers := flow.Answers{Yes: func() tea.Cmd { m.takeOut(rows); return m.refreshPreview() }}
	return m.Open(dialog.NewConfirm(m.st, "Drop what is in recovery?", []string{
		fmt.Sprintf("%s arrived, perhaps paid for, and could not be saved. Deleted when you quit; u takes it back until then.", wording.Count(len(rows), "picture")),
		"esc keeps it: r saves it, w saves it to another folder.", "", "Type drop to go on.",
	}, "drop"), answers)
}

// dropForGood forgets what was dropped and not taken back. The command
// removes what an earlier run had left.
func (m *Model) dropForGood() tea.Cmd {
	var old []string
	for _, id := range m.dropped {
		if left, earlier := m.left[id]; earlier {
			old = append(old, left.ID)
			continue
		}
		m.o.Queue.Drop(id)
	}
	m.dropped = nil
	if len(old) == 0 {
		return nil
	}
	library := m.o.Library
	return func() tea.Msg {
		for _, id := range old {
			_ = library.Forget(id) // one that stays is listed again next time
		}
		return nil
	}
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
	switch unsent, running := m.o.Queue.CancelRuns(ids); {
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
