package studio

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	queuescreen "imagine-tui/tui/queue"
	"imagine-tui/tui/studio/flow"
)

const queueScreen = "queue"

// openQueue shows what runs, waits and failed, key by key.
func (m *Model) openQueue() tea.Cmd {
	if m.onScreen(queueScreen) {
		return nil
	}
	under := m.lanes
	m.lanes = queuescreen.New(m.st, m.acts, m.gallery)
	m.fillLanes()
	if row, ok := m.results.Selected(); ok {
		m.lanes.Select(row.ID)
	}
	cmd := m.OpenScreen(flow.Opened{Screen: m.lanes, Name: queueScreen, Pictures: true, Closed: func() tea.Cmd {
		m.lanes = under
		m.fillLanes()
		return nil
	}})
	var offer tea.Cmd
	if m.waitLater {
		m.waitLater = false
		offer = m.offerWaiting()
	}
	return tea.Batch(cmd, m.lanes.Focus(), offer)
}

// fillLanes brings the queue screen up to date.
func (m *Model) fillLanes() {
	if m.lanes == nil {
		return
	}
	var list []queuescreen.Lane
	for _, l := range m.o.Queue.Lanes() {
		row := queuescreen.Lane{
			Key: clean.Line(l.Key), Parallel: l.Parallel, Allowed: l.Allowed, OnHold: l.OnHold, Left: l.Left, LeftKnown: l.LeftKnown,
		}
		if m.o.Keys != nil {
			if k, ok := m.o.Keys.Get(l.Key); ok {
				row.Tail = k.Tail
			}
			row.Trouble = m.accounts.Trouble(l.Key)
		}
		list = append(list, row)
	}
	m.lanes.SetLanes(list)
	var runs []queuescreen.Run
	for _, r := range m.o.Queue.Snapshot() {
		_, followed := m.gallery.Run(r.ID) // not dropped
		row := m.gallery.Find(r.ID)
		if followed && row != nil && r.State != queue.StateSaved && r.State != queue.StateCancelled {
			m.gallery.Renumber(r, m.now())
			runs = append(runs, m.laneRun(r, row))
		}
	}
	m.lanes.SetRuns(runs)
	m.lanes.SetLeft(m.o.Queue.Left())
}

// laneRun is a run as the queue screen takes it.
func (m *Model) laneRun(r queue.Run, row *gallery.Row) queuescreen.Run {
	q := r.Item.Request
	label := r.Item.Variant
	if label == "" {
		label = q.Prompt
	}
	if label == "" {
		label = gallery.OperationWord(string(q.Operation))
	}
	run := queuescreen.Run{Row: row, Label: gallery.Line(label), Style: clean.Line(budget.PricedBy(q)), Position: r.Position}
	run.Elapsed, run.Left, run.LeftKnown = m.timesOf(r)
	return run
}

// timesOf tells how long a run has been under way, and about how long it will
// take still.
func (m *Model) timesOf(r queue.Run) (elapsed, left time.Duration, leftKnown bool) {
	if r.Started.IsZero() {
		return 0, 0, false
	}
	elapsed = m.now().Sub(r.Started)
	if r.State.Running() { // it goes through many runs to tell
		if typical, ok := m.o.Queue.Typical(r.KeyName, r.Item.Request.Style); ok {
			return elapsed, max(0, typical-elapsed), true
		}
	}
	return elapsed, 0, false
}

// tickLanes counts on what the queue screen shows of time.
func (m *Model) tickLanes(frame int) {
	if m.lanes == nil {
		return
	}
	m.lanes.SetFrame(frame)
	for _, id := range m.lanes.MovingIDs() {
		if r, ok := m.gallery.Run(id); ok {
			elapsed, left, known := m.timesOf(r)
			m.lanes.SetTimes(id, elapsed, left, known)
		}
	}
}

// queueMessage handles what the queue screen asks for.
func (m *Model) queueMessage(msg tea.Msg) (bool, tea.Cmd) {
	if m.lanes == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case queuescreen.CloseMsg:
		return true, m.closeScreen()
	case queuescreen.SelectedMsg:
		if msg.ID != "" {
			m.results.Select(msg.ID)
		}
	case queuescreen.LookMsg:
		m.results.Select(msg.ID)
		if row, ok := m.gallery.Row(msg.ID); ok && (row.State == gallery.Failed || row.State == gallery.Unknown || row.State == gallery.Held) {
			return true, m.openTrouble(row)
		}
		return true, tea.Sequence(m.closeScreen(), m.selectRow(msg.ID))
	case queuescreen.MoveMsg:
		m.o.Queue.Move(msg.ID, msg.By)
		m.fillLanes()
	case queuescreen.StopMsg:
		m.results.Select(msg.ID)
		row, ok := m.gallery.Row(msg.ID)
		if !ok {
			return true, nil
		}
		cmd := m.dropRows([]gallery.Row{row}) // this one, whatever is marked
		m.fillLanes()
		return true, cmd
	case queuescreen.StopWaitingMsg:
		return true, m.stopWaiting(msg.Key)
	case queuescreen.RetryMsg:
		m.results.Select(msg.ID)
		return true, m.retry()
	case queuescreen.RetryAllMsg:
		m.results.Select(msg.ID)
		return true, m.retryAll()
	case queuescreen.HoldMsg:
		return true, m.holdKey(msg.Key, msg.Hold)
	case queuescreen.ParallelMsg:
		m.o.Queue.SetParallel(msg.Key, msg.N)
		m.fillLanes()
		return true, m.Say(fmt.Sprintf("%d at a time with key %s, until you quit.", msg.N, msg.Key))
	default:
		return false, nil
	}
	return true, nil
}

// stopWaiting stops what was not sent yet, of one key or of all.
func (m *Model) stopWaiting(keyName string) tea.Cmd {
	n := 0
	for _, l := range m.o.Queue.Lanes() {
		if keyName == "" || l.Key == keyName {
			n += m.o.Queue.CancelWaitingOf(l.Key)
		}
	}
	m.fillLanes()
	return m.Say(fmt.Sprintf("Stopped %s before they were sent. Nothing was charged.", wording.Count(n, "run")))
}

// holdKey sets what waits for a key aside, or lets it go on.
func (m *Model) holdKey(keyName string, hold bool) tea.Cmd {
	defer m.fillLanes()
	if hold {
		n := m.o.Queue.Hold(keyName)
		return m.Say(fmt.Sprintf(m.WithKeys("%s of key %s held. What is under way goes on; {queue.hold} lets them go."), wording.Count(n, "run"), clean.Line(keyName)))
	}
	n := m.o.Queue.Release(keyName, nil)
	return m.Say(fmt.Sprintf("%s of key %s go on.", wording.Count(n, "run"), clean.Line(keyName)))
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
