package unsent

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/history/waiting"
	"imagine-tui/tui/studio/flow"
)

// keepAfter is how long changes are gathered before the list is written.
const keepAfter = 300 * time.Millisecond

// dueMsg says that the list is to be written now.
type dueMsg struct{}

// batches are the runs that were not sent, in the order in which they wait, as
// they were asked for.
func (f *Flow) batches() []waiting.Batch {
	out := slices.Clone(f.orphans)
	at := map[string]int{}
	for _, r := range f.o.Queue.Snapshot() {
		if _, mine := f.o.Gallery.Run(r.ID); !mine || !r.State.Unsent() {
			continue
		}
		name := r.Batch + "\x00" + r.KeyName
		i, known := at[name]
		if !known {
			i = len(out)
			at[name] = i
			o, b := f.o.Gallery.OrderOf(r.ID), f.o.Gallery.BatchOf(r.ID)
			out = append(out, waiting.Batch{
				Title: b.Title, Template: r.Item.Template, Key: r.KeyName, Again: o.Again, Parent: o.Parent,
				Batch: queue.Batch{ID: b.ID, At: b.When, Index: f.place(r.ID)},
			})
		}
		out[i].Batch.Index = min(out[i].Batch.Index, f.place(r.ID))
		out[i].Runs = append(out[i].Runs, waiting.Run{Request: r.Item.Request, Variant: r.Item.Variant})
	}
	return out
}

// place is where a run stands in its batch.
func (f *Flow) place(id string) int {
	if r := f.o.Gallery.Find(id); r != nil {
		return r.Place
	}
	return 0
}

// Kept tells whether anything is in the list on disk.
func (f *Flow) Kept() bool { return f.kept > 0 }

// Changed writes the list a moment after something in it changed, also when it
// goes on changing.
func (f *Flow) Changed() tea.Cmd {
	if f.keeper == nil || f.frozen || f.due {
		return nil
	}
	f.due = true
	return tea.Tick(keepAfter, func(time.Time) tea.Msg { return dueMsg{} })
}

// write writes what waits now.
func (f *Flow) write() tea.Cmd {
	batches, keeper := f.batches(), f.keeper
	n := waiting.Count(batches)
	if keeper == nil || n == 0 && f.kept == 0 {
		return nil
	}
	f.kept = n
	return func() tea.Msg { return flow.OutcomeMsg{Err: keeper.Set(batches)} }
}

// Freeze writes what waits and then lets nothing change the list: the studio is
// being left.
func (f *Flow) Freeze() tea.Cmd {
	if f.frozen {
		return nil
	}
	cmd := f.write()
	f.frozen = true
	return cmd
}

// Close gives the list up to whoever starts next; called when the screen is left.
func (f *Flow) Close() {
	if f.keeper != nil {
		_ = f.keeper.Close() // the lock goes with the process
	}
}
