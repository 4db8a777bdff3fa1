package runs

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
	queuescreen "imagine-tui/tui/queue"
	"imagine-tui/tui/studio/flow"
)

// Screen is the name of the queue screen.
const Screen = "queue"

// Open shows what runs, waits and failed, key by key.
func (f *Flow) Open() tea.Cmd {
	if f.host.OnScreen(Screen) {
		return nil
	}
	under := f.screen
	f.screen = queuescreen.New(f.o.Styles, f.o.Actions, f.o.Gallery)
	f.Fill()
	if row, ok := f.o.Selected(); ok {
		f.screen.Select(row.ID)
	}
	cmd := f.host.OpenScreen(flow.Opened{Screen: f.screen, Name: Screen, Pictures: true, Closed: func() tea.Cmd {
		f.screen = under
		f.Fill()
		return nil
	}})
	return tea.Batch(cmd, f.screen.Focus(), f.host.OfferUnsent())
}

func (f *Flow) lane(l queue.Lane) queuescreen.Lane {
	lane := queuescreen.Lane{
		Key: clean.Line(l.Key), Parallel: l.Parallel, Allowed: l.Allowed, OnHold: l.OnHold, Left: l.Left, LeftKnown: l.LeftKnown,
		Trouble: f.o.Accounts.Trouble(l.Key),
	}
	if k, ok := f.o.Key(l.Key); ok {
		lane.Tail = k.Tail
	}
	return lane
}

// timesOf tells how long a run has been under way, and about how long it will
// take still.
func (f *Flow) timesOf(r queue.Run) (elapsed, left time.Duration, leftKnown bool) {
	return timesOf(f.o.Queue, r, f.o.Now())
}

func timesOf(q *queue.Queue, r queue.Run, now time.Time) (elapsed, left time.Duration, leftKnown bool) {
	if r.Started.IsZero() {
		return 0, 0, false
	}
	elapsed = now.Sub(r.Started)
	if r.State.Running() {
		if typical, ok := q.Typical(r.KeyName, r.Item.Request.Style); ok {
			return elapsed, max(0, typical-elapsed), true
		}
	}
	return elapsed, 0, false
}

// Pace is how fast something on the queue screen changes with time.
func (f *Flow) Pace() gallery.Pace {
	if f.screen == nil {
		return gallery.Still
	}
	return gallery.PaceOf(f.o.Gallery, f.screen.Moving)
}

// Tick counts on what the queue screen shows of time.
func (f *Flow) Tick(frame int) {
	if f.screen == nil {
		return
	}
	f.screen.SetFrame(frame)
	for id := range f.screen.Moving {
		if r, ok := f.o.Gallery.Run(id); ok {
			if r.Ordered() || r.State == queue.StateRetrying {
				f.o.Gallery.Tick(id, f.o.Now(), false) // the row may not be in view of the list
			}
			elapsed, left, known := f.timesOf(r)
			f.screen.SetTimes(id, elapsed, left, known)
		}
	}
}

// Update carries out what the queue screen asks for. It tells whether the message
// was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	if seen, ok := msg.(lookedMsg); ok {
		return true, f.looked(seen)
	}
	if f.screen == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case queuescreen.CloseMsg:
		return true, f.host.LeaveScreen(Screen)
	case queuescreen.SelectedMsg:
		if msg.ID != "" {
			f.host.Choose(msg.ID)
		}
		return true, nil
	case queuescreen.LookMsg:
		return true, f.look(msg.ID)
	case queuescreen.MoveMsg:
		f.o.Queue.Move(msg.ID, msg.By)
		f.Fill()
		return true, nil
	case queuescreen.StopMsg:
		return true, f.stopThere(msg.ID)
	case queuescreen.StopWaitingMsg:
		return true, f.stopWaiting(msg.Key)
	case queuescreen.StopBatchMsg:
		return true, f.stopBatch(msg.ID, msg.Key)
	case queuescreen.RetryMsg:
		f.host.Choose(msg.ID)
		return true, f.Retry()
	case queuescreen.RetryAllMsg:
		f.host.Choose(msg.ID)
		return true, f.RetryAll()
	case queuescreen.HoldMsg:
		return true, f.hold(msg.Key, msg.Hold)
	case queuescreen.ParallelMsg:
		return true, f.setParallel(msg.Key, msg.N)
	}
	return false, nil
}

// look says what went wrong with a run, or goes to where it is listed.
func (f *Flow) look(id string) tea.Cmd {
	f.host.Choose(id)
	if row, ok := f.o.Gallery.Row(id); ok && (row.State == gallery.Failed || row.State == gallery.Unknown || row.State == gallery.Held) {
		return f.Explain(row)
	}
	return tea.Sequence(f.host.LeaveScreen(Screen), f.host.Show(id))
}

// stopThere stops or drops the run of a line, whatever is marked.
func (f *Flow) stopThere(id string) tea.Cmd {
	f.host.Choose(id)
	row, ok := f.o.Gallery.Row(id)
	if !ok {
		return nil
	}
	cmd := f.Drop([]gallery.Row{row})
	f.Fill()
	return cmd
}
