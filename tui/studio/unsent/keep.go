package unsent

import (
	"errors"
	"maps"
	"math"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/history/waiting"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

const (
	// keepAfter is how long changes are gathered before the list is written.
	keepAfter = 300 * time.Millisecond
	// keepRarely is the longest time between two lists that differ by what was sent
	// alone: the next start looks that up.
	keepRarely = 5 * time.Second
	// keepShare is by how much longer than it takes to write a list it is not written
	// again for that.
	keepShare = 20
)

// dueMsg says that the list is to be written now.
type dueMsg struct{ asked int }

// writtenMsg says that a list was written, with how many runs, and how long that took.
type writtenMsg struct {
	runs int
	took time.Duration
	err  error
}

// unknownMsg names a run of each batch of which the list needs to know more, before
// it can be written.
type unknownMsg struct{ runs []string }

// group is what the list says of the runs of a batch that one key makes.
type group struct {
	title string
	batch queue.Batch
	order gallery.Order
	mine  bool // it is followed
}

// groupOf names the group of a run.
func groupOf(r queue.Unsent) string { return r.Batch + "\x00" + r.KeyName }

// view is what is known of runs beside the queue. It is a copy, for any goroutine.
type view struct {
	groups map[string]group
	out    map[string]bool // runs that were taken out
	kept   []waiting.Batch
}

// view is what is known now.
func (f *Flow) view() view {
	return view{groups: maps.Clone(f.groups), out: f.o.Gallery.RunsTakenOut(), kept: f.orphans}
}

// batches are the runs that were not sent, in the order in which they wait, as they
// were asked for. It names a run of each group that is not known.
func (v view) batches(runs []queue.Unsent) (out []waiting.Batch, unknown []string) {
	out = append(out, v.kept...)
	at := map[string]int{}
	for _, r := range runs {
		if v.out[r.ID] {
			continue
		}
		name := groupOf(r)
		g, known := v.groups[name]
		if !known {
			unknown = append(unknown, r.ID)
			v.groups[name] = group{} // one of each is enough
			continue
		}
		if !g.mine {
			continue
		}
		i, begun := at[name]
		if !begun {
			i = len(out)
			at[name] = i
			b := g.batch
			b.Index = r.Place
			out = append(out, waiting.Batch{Title: g.title, Template: r.Item.Template, Key: r.KeyName, Again: g.order.Again, Parent: g.order.Parent, Batch: b})
		}
		out[i].Batch.Index = min(out[i].Batch.Index, r.Place)
		out[i].Runs = append(out[i].Runs, waiting.Run{Request: r.Item.Request, Variant: r.Item.Variant})
	}
	return out, unknown
}

// know finds out what the list says of the groups that some runs are of.
func (f *Flow) know(runs []string) {
	out := f.o.Gallery.RunsTakenOut()
	for _, id := range runs {
		r, there := f.o.Queue.Run(id)
		if !there || out[id] {
			continue // it says nothing of the others
		}
		_, mine := f.o.Gallery.Run(id)
		b := f.o.Gallery.BatchOf(id)
		f.groups[groupOf(queue.Unsent{Batch: r.Batch, KeyName: r.KeyName})] = group{
			title: b.Title, batch: queue.Batch{ID: b.ID, At: b.When}, order: f.o.Gallery.OrderOf(id), mine: mine,
		}
	}
}

// batches are the runs that were not sent. It is for the end of the studio and what
// is as rare: they are copied here and now.
func (f *Flow) batches() []waiting.Batch {
	for {
		batches, unknown := f.view().batches(f.o.Queue.Unsent())
		if len(unknown) == 0 {
			return batches
		}
		f.know(unknown)
	}
}

// Kept tells whether anything is in the list on disk.
func (f *Flow) Kept() bool { return f.kept > 0 }

// Changed writes the list a moment after runs came to wait, also when it goes on
// changing.
func (f *Flow) Changed() tea.Cmd { return f.dueIn(keepAfter, false) }

// WentOn writes the list some time after runs that waited were sent: the more that
// takes the later.
func (f *Flow) WentOn() tea.Cmd {
	return f.dueIn(max(keepAfter, min(keepShare*f.took, keepRarely)), true)
}

// dueIn has the list written, unless that is to be soon enough already.
func (f *Flow) dueIn(wait time.Duration, late bool) tea.Cmd {
	if f.keeper == nil || f.frozen.Load() || f.due && (late || !f.late) {
		return nil
	}
	f.due, f.late = true, late
	f.asked++
	msg := dueMsg{f.asked}
	return tea.Tick(wait, func(time.Time) tea.Msg { return msg })
}

// write writes what waits, as it is when that is done. What is copied for it is not
// copied in the loop: there may be thousands.
func (f *Flow) write() tea.Cmd {
	if f.keeper == nil {
		return nil
	}
	f.writes++
	view, queue, frozen, turn, lists, some := f.view(), f.o.Queue, &f.frozen, f.writes, f.lists, f.kept > 0
	return func() tea.Msg {
		start := time.Now()
		batches, unknown := view.batches(queue.Unsent())
		if len(unknown) > 0 {
			return unknownMsg{unknown}
		}
		runs := waiting.Count(batches)
		// Once the studio is being left nothing waits any more that did before.
		if runs == 0 && !some || frozen.Load() {
			return nil
		}
		newest, err := lists.set(turn, batches)
		if !newest {
			return nil
		}
		return writtenMsg{runs: runs, took: time.Since(start), err: err}
	}
}

// versions are those that were made of what waits. They may be ready in another order
// than the one in which they were begun.
type versions struct {
	keeper *waiting.Keeper
	mu     sync.Mutex
	last   int // the newest that was written
}

// set writes a list, unless a newer one was.
func (v *versions) set(turn int, batches []waiting.Batch) (newest bool, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.last == math.MaxInt {
		return false, errLeft
	}
	if turn < v.last {
		return false, nil
	}
	if err = v.keeper.Set(batches); err == nil {
		v.last = turn
	}
	return true, err
}

// errLeft says that a list was given up before it could be written.
var errLeft = errors.New("the studio was left before the list of what waits was written")

// close gives the last list up.
func (v *versions) close() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.last = math.MaxInt
	_ = v.keeper.Close() // the lock goes with the process
}

// writeNow writes what waits in this moment, and does more where that went well.
func (f *Flow) writeNow(more func() error) tea.Cmd {
	var batches []waiting.Batch
	if f.keeper != nil {
		batches = f.batches()
	}
	before := f.kept
	f.kept = waiting.Count(batches)
	f.writes++
	turn, lists, nothing := f.writes, f.lists, f.keeper == nil || f.kept == 0 && before == 0 && f.writes == 1
	return func() tea.Msg {
		var err error
		if !nothing {
			_, err = lists.set(turn, batches)
		}
		if err == nil {
			err = more()
		}
		return flow.OutcomeMsg{Err: err}
	}
}

// Freeze writes what waits and then lets nothing change the list: the studio is
// being left.
func (f *Flow) Freeze() tea.Cmd {
	if f.frozen.Swap(true) || f.keeper == nil {
		return nil
	}
	return f.writeNow(func() error { return nil })
}

// Close gives the list up to whoever starts next; called when the screen is left. What
// was begun before is not written any more.
func (f *Flow) Close() {
	if f.lists != nil {
		f.lists.close()
	}
}
