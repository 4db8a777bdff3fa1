package runs

import (
	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
)

// Resume takes up the videos an earlier run ordered: they are asked for again,
// nothing is ordered anew.
func (f *Flow) Resume(list []queue.Unfinished) {
	batch, runs := f.o.Queue.Resume(list, f.o.Account, queue.ResumeOptions{})
	if len(runs) == 0 {
		return
	}
	now := f.o.Now()
	var rows []gallery.Row
	for i, r := range runs {
		f.o.Gallery.Follow(r, gallery.Order{Parent: list[i].Options.Parent})
		row := gallery.RowOf(r, now)
		row.Parent = list[i].Options.Parent
		rows = append(rows, row)
	}
	f.o.Gallery.AddBatch(gallery.Batch{ID: batch, Title: "Videos from last time", When: now}, rows, true)
}
