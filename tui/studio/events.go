package studio

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
)

// eventsMsg carries what the queue said since the last look.
type eventsMsg []queue.Event

// listen waits for the queue's next event and takes along what else is there,
// so that a burst costs one update.
func (m *Model) listen() tea.Cmd {
	events, done := m.o.Queue.Events(), m.ctx.Done()
	return func() tea.Msg {
		var out eventsMsg
		select {
		case e, open := <-events:
			if !open {
				return nil
			}
			out = append(out, e)
		case <-done:
			return nil
		}
		for len(out) < 256 {
			select {
			case e, open := <-events:
				if !open {
					return out
				}
				out = append(out, e)
			default:
				return out
			}
		}
		return out
	}
}

func (m *Model) onEvents(events eventsMsg) tea.Cmd {
	cmds := []tea.Cmd{m.listen()}
	selected, _ := m.results.Selected()
	shown := false
	for _, e := range events {
		cmds = append(cmds, m.onRun(e.Run))
		shown = shown || e.Run.ID == selected.ID
	}
	if shown {
		cmds = append(cmds, m.show.Refresh())
	}
	m.runs.Fill()
	m.timeLeftWords = m.timeLeft()
	if m.unsent.Kept() {
		cmds = append(cmds, m.unsent.Changed())
	}
	return tea.Batch(cmds...)
}

// onRun brings a run's row, its key and the counters up to date.
func (m *Model) onRun(r queue.Run) tea.Cmd {
	before, known := m.gallery.Progress(r, m.clock.Now())
	if !known || before == r.State { // or dropped from the list meanwhile
		return nil
	}
	var cmds []tea.Cmd
	cmds = append(cmds, m.accounts.Fared(r))
	switch r.State {
	case queue.StateSaved:
		cmds = append(cmds, m.onSaved(r))
	case queue.StateFailed, queue.StateUnknown:
		cmds = append(cmds, m.onTrouble(r))
	default:
	}
	if r.State.Ended() {
		if outcome, ended := m.gallery.OutcomeOf(r); ended {
			cmds = append(cmds, m.runsEnded(outcome))
		}
	}
	if c := m.o.Queue.Counts(); c.Running+c.Waiting == 0 {
		if c.Held == 0 {
			m.idle = c.Saved
		}
		if m.leaving {
			cmds = append(cmds, m.leave())
		}
	}
	return tea.Batch(cmds...)
}

func (m *Model) onSaved(r queue.Run) tea.Cmd {
	var cmd tea.Cmd
	m.send.Changed() // what is saved now need not be paid for again
	if !r.Free && !r.Saved.Reused {
		m.spent += r.Saved.Tokens
	}
	if m.gallery.Settle(r) {
		row, _ := m.gallery.Row(r.ID)
		cmd = m.keep.Saved(row)
	}
	if m.results.On(r.ID) {
		m.gallery.Seen(r.ID)
	}
	return cmd
}

func (m *Model) onTrouble(r queue.Run) tea.Cmd {
	switch {
	case r.Err != nil && r.Err.KeyProblem() && !r.Free:
		return nil // said once for the key
	case r.State == queue.StateUnknown:
		return m.notices.Warn("A picture was sent and never answered. It may have been charged. It is kept under \"no answer\": decide there.")
	case r.Err != nil:
		return m.notices.Warn(sentence(r.Err) + " " + r.Err.Charged() + " " + r.Err.Remedy())
	case r.LocalErr != nil:
		return m.notices.Warn(sentence(r.LocalErr))
	}
	return nil
}

// runsEnded says in one line what came of what was sent as one, of which nothing
// is open, and reads what today cost anew: other windows spend too.
func (m *Model) runsEnded(o gallery.Outcome) tea.Cmd {
	if o.Reused > 0 && o.Reused == o.Saved {
		return m.notices.Say(fmt.Sprintf(m.WithKeys("Already saved: %s shown, 0 tokens. {result.again} makes another take."), wording.Count(o.Reused, "picture")))
	}
	text := fmt.Sprintf("%d done", o.Saved)
	if o.Failed > 0 {
		text += fmt.Sprintf(", %d failed", o.Failed)
	}
	if o.Unknown > 0 {
		text += fmt.Sprintf(", %d without answer", o.Unknown)
	}
	if o.Tokens > 0 {
		text += " · " + wording.Count(o.Tokens, "token")
	}
	cmd := tea.Batch(m.notices.Say(text), m.loadSpend())
	if !o.Began.IsZero() && m.clock.Now().Sub(o.Began) > 10*time.Second && m.away {
		cmd = tea.Batch(cmd, tea.Raw("\a"))
	}
	return cmd
}

// timeLeft says how long the work in hand will take still, "" while nobody
// knows.
func (m *Model) timeLeft() string {
	left, ok := m.o.Queue.Left()
	if !ok || left < time.Second {
		return ""
	}
	if left < time.Minute {
		return fmt.Sprintf(" · ~%d s", int(left.Seconds()+0.5))
	}
	return fmt.Sprintf(" · ~%d min", int(left.Minutes()+0.5))
}
