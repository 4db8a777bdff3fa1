package runs

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
	queuescreen "imagine-tui/tui/queue"
)

// look is what the queue screen shows of the queue, as it was at one moment.
type look struct {
	lanes   []queue.Lane
	tallies []*tally
	runs    []seen
}

// seen is a run that the screen may list: all of it but its row.
type seen struct {
	run  queue.Run
	line queuescreen.Run
	note string
}

// lookAt goes through all of the queue. It touches nothing of the studio, and may be
// called beside its loop.
func lookAt(q *queue.Queue, now time.Time) look {
	all := q.Snapshot()
	l := look{lanes: q.Lanes(), tallies: tallies(all)}
	for _, r := range all {
		if r.State == queue.StateSaved || r.State == queue.StateCancelled {
			continue
		}
		one := seen{run: r, line: lineOf(r), note: gallery.NoteOf(r, now)}
		one.line.Elapsed, one.line.Left, one.line.LeftKnown = timesOf(q, r, now)
		l.runs = append(l.runs, one)
	}
	return l
}

// lineOf is a run as the queue screen takes it, but for its row and its times.
func lineOf(r queue.Run) queuescreen.Run {
	q := r.Item.Request
	label := r.Item.Variant
	if label == "" {
		label = q.Prompt
	}
	if label == "" {
		label = gallery.OperationWord(string(q.Operation))
	}
	return queuescreen.Run{
		Ordered: r.Ordered(), Label: gallery.Line(label), Style: clean.Line(budget.PricedBy(q)), Position: r.Position, Cost: costOfRun(r),
	}
}

// Fill brings the queue screen up to date at once, after the person changed
// something.
func (f *Flow) Fill() {
	if f.screen == nil {
		return
	}
	f.filled++ // what is looked at meanwhile is older
	f.show(lookAt(f.o.Queue, f.o.Now()))
}

// between is how long it takes at least from one look beside the loop to the next.
const between = 80 * time.Millisecond

// lookedMsg is a look that was begun when the screen had been filled so often.
type lookedMsg struct {
	look
	filled int
}

// Refresh brings the queue screen up to date soon: the queue is gone through beside
// the loop, once at a time.
func (f *Flow) Refresh() tea.Cmd {
	if f.screen == nil {
		return nil
	}
	if f.looking {
		f.again = true
		return nil
	}
	f.looking, f.again = true, false
	q, now, filled, wait := f.o.Queue, f.o.Now, f.filled, time.Until(f.last.Add(between))
	return func() tea.Msg {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		<-timer.C
		return lookedMsg{lookAt(q, now()), filled}
	}
}

// looked shows what was seen, unless the person changed something since.
func (f *Flow) looked(msg lookedMsg) tea.Cmd {
	f.looking, f.last = false, time.Now()
	if f.screen != nil && msg.filled == f.filled {
		f.show(msg.look)
	} else {
		f.again = true
	}
	if !f.again {
		return nil
	}
	return f.Refresh()
}

// show puts a look on the screen. Runs that were dropped from the list are not on it.
func (f *Flow) show(l look) {
	var lanes []queuescreen.Lane
	for _, line := range l.lanes {
		lanes = append(lanes, f.lane(line))
	}
	f.screen.SetLanes(lanes)
	f.screen.SetBatches(f.batches(l.tallies, l.lanes))
	runs := make([]queuescreen.Run, 0, len(l.runs))
	for i := range l.runs {
		one := &l.runs[i]
		_, followed := f.o.Gallery.Run(one.run.ID)
		row := f.o.Gallery.Find(one.run.ID)
		if !followed || row == nil {
			continue
		}
		f.o.Gallery.Renumber(one.run.ID, one.run.State, one.note)
		one.line.Row = row
		runs = append(runs, one.line)
	}
	f.screen.SetRuns(runs)
	f.screen.SetLeft(queue.LeftOf(l.lanes))
}
