package studio

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
)

// record is what a row was made from, kept by the row's id.
type record struct {
	request  api.Request
	template string
	key      string
}

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
		cmds = append(cmds, m.refreshPreview())
	}
	m.fillLanes()
	m.timeLeftWords = m.timeLeft()
	if m.waitlist.kept > 0 {
		cmds = append(cmds, m.keepWaiting())
	}
	return tea.Batch(cmds...)
}

// onRun brings a run's row, its key and the counters up to date.
func (m *Model) onRun(r queue.Run) tea.Cmd {
	last, known := m.live[r.ID]
	if !known {
		return nil // dropped from the list meanwhile
	}
	before := last.State
	m.live[r.ID] = r
	m.changeRow(r.ID, func(row *gallery.Row) { m.update(row, r) })
	if before == r.State {
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
	if into := m.batchOf(r); r.State.Ended() && !m.isOpen(into, r.Batch) {
		cmds = append(cmds, m.batchDone(into, r.Batch))
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
	m.planChanged = true // what is saved now need not be paid for again
	if !r.Saved.Reused {
		m.gallery.Remove(r.Saved.Path) // listed already, if earlier results were just read
	}
	if !r.Free && !r.Saved.Reused {
		m.spent += r.Saved.Tokens
	}
	row, listed := m.gallery.Row(r.ID)
	if listed && row.Judged() {
		cmd = tea.Batch(cmd, m.keep.Saved(row)) // judged while it was made
	} else if twin, ok := m.rowOfFile(r.Saved.Path); listed && ok && twin.ID != r.ID {
		m.changeRow(r.ID, func(row *gallery.Row) { row.JudgeAs(twin) })
	}
	if listed {
		m.family.add(row)
	}
	if m.results.On(r.ID) {
		m.changeRow(r.ID, func(row *gallery.Row) { row.New = false })
	}
	return cmd
}

func (m *Model) onTrouble(r queue.Run) tea.Cmd {
	switch {
	case r.Err != nil && r.Err.KeyProblem() && !r.Free:
		return nil // said once for the key
	case r.State == queue.StateUnknown:
		return m.Warn("A picture was sent and never answered. It may have been charged. It is kept under \"no answer\": decide there.")
	case r.Err != nil:
		return m.Warn(sentence(r.Err) + " " + r.Err.Charged() + " " + r.Err.Remedy())
	case r.LocalErr != nil:
		return m.Warn(sentence(r.LocalErr))
	}
	return nil
}

// batchOf is the batch a run's row stands in: cells that were rolled stand in
// the one they were rolled in.
func (m *Model) batchOf(r queue.Run) string {
	if into := m.asked[r.ID].into; into != "" {
		return into
	}
	return r.Batch
}

// isOpen tells whether anything that was sent as one is still open in a batch.
func (m *Model) isOpen(batch, sent string) bool {
	if batch == sent {
		return m.gallery.Open(batch)
	}
	return slices.ContainsFunc(m.rowsSent(batch, sent), func(r gallery.Row) bool { return !r.State.Ended() })
}

// rowsSent returns the rows of a batch that were sent as one.
func (m *Model) rowsSent(batch, sent string) []gallery.Row {
	return slices.DeleteFunc(m.gallery.Rows(batch), func(r gallery.Row) bool {
		run, ok := m.live[r.ID]
		return ok && run.Batch != sent
	})
}

// batchDone says in one line what came of what was sent as one, of which
// nothing is open, and reads what today cost anew: other windows spend too.
func (m *Model) batchDone(batch, sent string) tea.Cmd {
	saved, failed, unknown, tokens, reused := 0, 0, 0, 0, 0
	started := m.now()
	for _, row := range m.rowsSent(batch, sent) {
		switch row.State {
		case gallery.Saved:
			saved++
			if !row.Free {
				tokens += row.Tokens
			}
			if row.Reused {
				reused++
			}
		case gallery.Failed:
			failed++
		case gallery.Unknown:
			unknown++
		default:
		}
		if run := m.live[row.ID]; !run.Queued.IsZero() && run.Queued.Before(started) {
			started = run.Queued
		}
	}
	if reused > 0 && reused == saved {
		return m.Say(fmt.Sprintf(m.WithKeys("Already saved: %s shown, 0 tokens. {result.again} makes another take."), wording.Count(reused, "picture")))
	}
	text := fmt.Sprintf("%d done", saved)
	if failed > 0 {
		text += fmt.Sprintf(", %d failed", failed)
	}
	if unknown > 0 {
		text += fmt.Sprintf(", %d without answer", unknown)
	}
	if tokens > 0 {
		text += " · " + wording.Count(tokens, "token")
	}
	cmd := tea.Batch(m.Say(text), m.loadSpend())
	if m.now().Sub(started) > 10*time.Second && m.tick.away {
		cmd = tea.Batch(cmd, tea.Raw("\a"))
	}
	return cmd
}
