package studio

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// quit leaves at once when nothing runs; else it asks, and a second press
// leaves all the same.
func (m *Model) quit() tea.Cmd {
	c := m.o.Queue.Counts()
	// Videos go on at the service and are asked for at the next start; held runs
	// are offered there.
	c.Running -= m.filmed()
	if c.Running+c.Waiting <= 0 || m.quitting {
		return m.leave()
	}
	m.quitting = true
	kept := ""
	if n := c.Waiting + c.Held; n > 0 {
		kept = fmt.Sprintf(", the %d are kept for next time", n)
		if n == 1 {
			kept = ", the one that waits is kept for next time"
		}
	}
	answers := flow.Answers{Choice: func(choice int) tea.Cmd {
		if choice == 1 {
			keep := m.unsent.Freeze()
			m.o.Queue.CancelWaiting()
			m.leaving = true
			return tea.Batch(keep, m.notices.Say(fmt.Sprintf(m.WithKeys("Waiting for %s, then quitting. {studio.quit} twice quits now."), wording.Count(c.Running, "picture"))))
		}
		return m.leave()
	}}
	return m.dialogs.Open(dialog.NewChoice(m.st, m.leaveWords(c.Running, c.Waiting+c.Held), []string{
		"Stay", "Wait for " + oneOr(c.Running, "the one that is being made", "the %d that are being made") + ", then quit" + kept, "Quit now" + kept,
	}), answers)
}

// oneOr says the one, or how many.
func oneOr(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}

// filmed counts the videos that are being made at the service.
func (m *Model) filmed() int {
	n := 0
	for r := range m.gallery.Runs {
		if r.State == queue.StateRendering && r.Job != "" {
			n++
		}
	}
	return n
}

func (m *Model) leaveWords(running, waiting int) string {
	tokens := 0
	for r := range m.gallery.Runs {
		if r.State.Running() && !r.Free {
			tokens += r.Item.Tokens
		}
	}
	text := fmt.Sprintf("%d are being made", running)
	if running == 1 {
		text = "1 is being made"
	}
	if tokens > 0 {
		text += " (up to " + wording.Count(tokens, "token") + ")"
	}
	if waiting > 0 {
		text += fmt.Sprintf(", %d wait", waiting)
	}
	return text + "."
}

// leave frees the terminal's picture memory and ends the program.
func (m *Model) leave() tea.Cmd {
	return tea.Sequence(m.unsent.Freeze(), m.keep.Write(), m.recovery.ForgetDropped(), m.show.Free(), tea.Quit)
}
