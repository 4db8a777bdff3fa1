package runs

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// Drop rejects what is saved, stops what is not yet done, and takes what failed
// out of the list.
func (f *Flow) Drop(rows []gallery.Row) tea.Cmd {
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
	var words []string
	var cmds []tea.Cmd
	name := "drop"
	if len(saved) == len(rows) {
		name = "reject"
	}
	undone := f.o.Undo.Group(name, func() {
		if len(saved) > 0 {
			did, cmd := f.host.Reject(saved)
			words, cmds = append(words, did), append(cmds, cmd)
		}
		words = append(words, f.stopped(open))
		cmds = append(cmds, f.o.Recovery.Drop(over))
	})
	if len(over) > 0 && len(rows) > 1 {
		words = append(words, wording.Count(len(over), "run")+" without a picture removed from the list.")
	}
	said := wording.Paragraph(words...)
	if said != "" && undone && (len(rows) > 1 || f.host.OnHeader()) {
		said += f.host.WithKeys(" {studio.undo} undoes it.")
	}
	return tea.Batch(append(cmds, f.host.ListChanged(), f.say(said))...)
}

func (f *Flow) say(words string) tea.Cmd {
	if words == "" {
		return nil
	}
	return f.host.Say(words)
}

// stop stops runs and says what that means for the bill.
func (f *Flow) stop(ids []string) tea.Cmd { return f.say(f.stopped(ids)) }

// stopped stops runs and returns what that means for the bill, "" where none was
// to be stopped. Those that were not sent yet can be put back into the line.
func (f *Flow) stopped(ids []string) string {
	retrying := false // turned away, and not sent again yet
	if len(ids) == 1 {
		run, _ := f.o.Queue.Run(ids[0])
		retrying = run.State == queue.StateRetrying
	}
	var waiting []string
	for _, id := range ids {
		if run, ok := f.o.Queue.Run(id); ok && run.State.Unsent() {
			waiting = append(waiting, id)
		}
	}
	if len(waiting) > 0 {
		f.o.Undo.Push("stop", func() tea.Cmd { return f.goOn(waiting) })
	}
	switch unsent, running := f.o.Queue.Cancel(ids...); {
	case unsent+running == 0:
		return ""
	case retrying, running == 0 && unsent == 1:
		return "Stopped before it was sent. Nothing was charged."
	case running == 0:
		return fmt.Sprintf("Stopped %s before they were sent. Nothing was charged.", wording.Count(unsent, "run"))
	case unsent > 0:
		return fmt.Sprintf("Stopped %s before they were sent, and %d running: the server may still finish those and charge for them.", wording.Count(unsent, "run"), running)
	case running > 1:
		return fmt.Sprintf("Stopped %s. They were sent already: the server may still finish them and charge for them.", wording.Count(running, "run"))
	}
	return "Stopped. It was sent already: the server may still finish it and charge for it."
}

// goOn puts runs that were stopped before they were sent back into the line. What
// else was asked for since may have brought them above a limit.
func (f *Flow) goOn(ids []string) tea.Cmd {
	var stopped []queue.Run
	for _, id := range ids {
		if run, ok := f.o.Queue.Run(id); ok && run.State == queue.StateCancelled {
			stopped = append(stopped, run)
		}
	}
	if len(stopped) == 0 {
		return nil
	}
	return f.host.Agree(retryOf(stopped, nil), func() tea.Cmd {
		for _, run := range stopped {
			f.o.Queue.Retry(run.ID)
		}
		return nil
	})
}

// stopWaiting stops what was not sent yet, of one key or of all.
func (f *Flow) stopWaiting(keyName string) tea.Cmd {
	n := 0
	for _, l := range f.o.Queue.Lanes() {
		if keyName == "" || l.Key == keyName {
			n += f.o.Queue.CancelWaitingOf(l.Key)
		}
	}
	f.Fill()
	return f.host.Say(fmt.Sprintf("Stopped %s before they were sent. Nothing was charged.", wording.Count(n, "run")))
}

// AskStop stops what is under way: the selected run at once when it is the only
// one, else after a choice.
func (f *Flow) AskStop() tea.Cmd {
	c := f.o.Queue.Counts()
	if c.Running+c.Waiting+c.Held == 0 {
		return f.host.Say("Nothing is running.")
	}
	row, _ := f.o.Selected()
	if c.Running+c.Waiting+c.Held == 1 && (row.State.Moving() || row.State == gallery.Waiting) {
		return f.stop([]string{row.ID})
	}
	// Only what is not over yet can be stopped.
	var choices []string
	var acts []func() tea.Cmd
	add := func(what string, act func() tea.Cmd) { choices, acts = append(choices, what), append(acts, act) }
	if row.ID != "" && !row.State.Ended() {
		add("The selected run: "+row.Settings(), func() tea.Cmd { return f.stop([]string{row.ID}) })
	}
	if n := c.Waiting + c.Held; n > 0 {
		add(fmt.Sprintf("The %d queued (nothing is charged)", n), func() tea.Cmd {
			f.o.Queue.CancelWaiting()
			return f.host.Say(fmt.Sprintf("Stopped %s before they were sent. Nothing was charged for them.", wording.Count(n, "run")))
		})
	}
	if c.Running > 0 {
		add(fmt.Sprintf("Everything, including the %d already sent (may be charged)", c.Running), func() tea.Cmd {
			f.o.Queue.CancelAll()
			return f.host.Say("Stopped everything. What was sent already may be charged.")
		})
	}
	return f.host.Open(dialog.NewChoice(f.o.Styles, "Stop what?", choices, "Nothing, keep going"), flow.Answers{Choice: func(i int) tea.Cmd { return acts[i]() }})
}
