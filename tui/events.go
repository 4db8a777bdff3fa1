package tui

import (
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/results"
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
	m.results.Together(func() {
		for _, e := range events {
			cmds = append(cmds, m.onRun(e.Run))
			if e.Run.ID == selected.ID {
				cmds = append(cmds, m.refreshPreview())
			}
		}
	})
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
	m.changeRow(r.ID, func(row *results.Row) { m.update(row, r) })
	if before == r.State {
		return nil
	}
	var cmds []tea.Cmd
	if r.Err != nil && r.Err.KeyProblem() {
		cmds = append(cmds, m.keyTrouble(r))
	}
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
		m.removeRow(r.Saved.Path) // listed already, if earlier results were just read
	}
	if r.KeyName != key.SandboxName && !r.Saved.Reused {
		m.spent += r.Saved.Tokens
		cmd = m.setHealth(r.KeyName, key.State{Health: key.OK, At: m.now()})
	}
	row, listed := m.results.Row(r.ID)
	if listed && (row.Picked || row.Rejected || row.Rating > 0) {
		cmd = tea.Batch(cmd, m.keepJudgement([]results.Row{{ID: row.ID}})) // judged while it was made
	} else if twin, ok := m.rowOfFile(r.Saved.Path); listed && ok && twin.ID != r.ID {
		m.changeRow(r.ID, func(row *results.Row) { judgedAs(row, twin) })
	}
	if listed {
		m.family.add(row)
	}
	selected, _ := m.results.Selected()
	if selected.ID == r.ID && m.results.OnHeader() == "" {
		m.changeRow(r.ID, func(row *results.Row) { row.New = false })
	}
	return cmd
}

func (m *Model) onTrouble(r queue.Run) tea.Cmd {
	switch {
	case r.Err != nil && r.Err.KeyProblem():
		return nil // said once for the key
	case r.State == queue.StateUnknown:
		return m.warn("A picture was sent and never answered. It may have been charged. It is kept under \"no answer\": decide there.")
	case r.Err != nil:
		return m.warn(sentence(r.Err) + " " + r.Err.Charged() + " " + r.Err.Remedy())
	case r.LocalErr != nil:
		return m.warn(sentence(r.LocalErr))
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
		return m.results.Open(batch)
	}
	return slices.ContainsFunc(m.rowsSent(batch, sent), func(r results.Row) bool { return !r.State.Ended() })
}

// rowsSent returns the rows of a batch that were sent as one.
func (m *Model) rowsSent(batch, sent string) []results.Row {
	return slices.DeleteFunc(m.results.Rows(batch), func(r results.Row) bool {
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
		case results.Saved:
			saved++
			if !row.Free {
				tokens += row.Tokens
			}
			if row.Reused {
				reused++
			}
		case results.Failed:
			failed++
		case results.Unknown:
			unknown++
		default:
		}
		if run := m.live[row.ID]; !run.Queued.IsZero() && run.Queued.Before(started) {
			started = run.Queued
		}
	}
	if reused > 0 && reused == saved {
		return m.say(fmt.Sprintf("Already saved: %s shown, 0 tokens. a makes another take.", wording.Count(reused, "picture")))
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
	cmd := tea.Batch(m.say(text), m.loadSpend())
	if m.now().Sub(started) > 10*time.Second && m.tick.away {
		cmd = tea.Batch(cmd, tea.Raw("\a"))
	}
	return cmd
}

// rowOf makes the row of a run.
func (m *Model) rowOf(r queue.Run) results.Row {
	q := r.Item.Request
	row := results.Row{
		ID: r.ID, Batch: r.Batch, Prompt: lineOf(q.Prompt), Label: clean.Line(r.Item.Variant),
		Style: clean.Line(q.Style), Ratio: q.AspectRatio, Seed: q.Seed, Operation: string(q.Operation),
		Key: r.KeyName, Free: r.KeyName == key.SandboxName, When: r.Queued,
		Tokens: r.Item.Tokens, Priced: r.Item.Priced, New: true,
	}
	if len(q.Inputs) > 0 {
		row.Label = editLabel(row)
	}
	m.update(&row, r)
	return row
}

// update writes into a row what its run says now.
func (m *Model) update(row *results.Row, r queue.Run) {
	row.State, row.Key = results.State(r.State), r.KeyName
	row.Free = r.KeyName == key.SandboxName
	if r.State == queue.StatePlanned {
		row.State = results.Waiting
	}
	row.Note = m.noteOf(r)
	if r.State != queue.StateSaved {
		return
	}
	row.Path, row.Elapsed, row.Reused = r.Saved.Path, r.Saved.Elapsed, r.Saved.Reused
	row.Tokens, row.Priced = r.Saved.Tokens, r.Saved.Priced
}

// noteOf says in a few words where a run stands.
func (m *Model) noteOf(r queue.Run) string {
	switch r.State {
	case queue.StatePlanned, queue.StateWaiting:
		return "waiting, " + ordinal(r.Position)
	case queue.StateHeld:
		if r.Err != nil && r.Err.Outcome == api.NotSent {
			return "held: not reachable"
		}
		if errors.Is(r.LocalErr, queue.ErrOnHold) {
			return "on hold"
		}
		if errors.Is(r.LocalErr, queue.ErrSameUnknown) {
			return "held: the same had no answer"
		}
		return "held: see the key"
	case queue.StateSending:
		return "sending"
	case queue.StateRendering:
		return m.renderingNote(r)
	case queue.StateReceiving:
		if r.Total > 0 {
			return fmt.Sprintf("receiving %d%%", r.Done*100/r.Total)
		}
		return "receiving"
	case queue.StateRetrying:
		return fmt.Sprintf("busy, retry in %d s (%d of %d)", max(0, int(r.RetryAt.Sub(m.now()).Seconds()+0.5)), r.Attempt, max(1, r.Attempts-1))
	case queue.StateUnknown:
		return "no answer"
	case queue.StateCancelled:
		return "stopped"
	case queue.StateFailed:
		return failedNote(r)
	default:
	}
	return ""
}

// renderingNote says how a video stands: how long it has been made, and when
// it is asked for next.
func (m *Model) renderingNote(r queue.Run) string {
	if r.Job == "" {
		return "rendering"
	}
	text := "rendering"
	if !r.Started.IsZero() {
		text = "rendering " + long(m.now().Sub(r.Started))
	}
	if left := r.NextPoll.Sub(m.now()); !r.NextPoll.IsZero() && left > 0 {
		text += fmt.Sprintf(", asked again in %d s", max(1, int(left.Seconds()+0.5)))
	}
	return text
}

// long says how long something lasts, in whole seconds.
func long(d time.Duration) string {
	s := int(d.Seconds() + 0.5)
	if s < 60 {
		return fmt.Sprintf("%d s", s)
	}
	return fmt.Sprintf("%d min %d s", s/60, s%60)
}

// elapsed says how long a run has been under way, in tenths of a second.
func (m *Model) elapsed(r queue.Run) string {
	if r.Started.IsZero() || r.State == queue.StateRetrying || r.Job != "" {
		return ""
	}
	return fmt.Sprintf("%.1f s  ", m.now().Sub(r.Started).Seconds())
}

func failedNote(r queue.Run) string {
	if r.Err == nil {
		if r.LocalErr != nil {
			return "not saved"
		}
		return "failed"
	}
	switch r.Err.Kind {
	case api.KindNoTokens:
		return "no tokens"
	case api.KindKeyMissing, api.KindKeyRefused:
		return "key refused"
	case api.KindKeyExpired:
		return "key expired"
	case api.KindNetwork:
		return "not reachable"
	case api.KindTooMany, api.KindBusy:
		return "busy"
	default:
	}
	if r.Err.Status > 0 {
		return fmt.Sprintf("refused (%d)", r.Err.Status)
	}
	return "failed"
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}

// sentence turns an error into words for the screen, without what could act
// on it and without anything that looks like a key.
func sentence(err error) string {
	if text := wording.Sentence(clean.Scrub(err.Error())); text != "" {
		return text
	}
	return "Something failed and gave no reason."
}
