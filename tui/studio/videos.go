package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/tui/gallery"
)

// ResumeVideos takes up the videos an earlier run ordered: they are asked for
// again, nothing is ordered anew.
func (m *Model) ResumeVideos(list []queue.Unfinished) {
	batch, runs := m.o.Queue.Resume(list, m.o.Accounts, queue.ResumeOptions{})
	if len(runs) == 0 {
		return
	}
	var rows []gallery.Row
	for i, r := range runs {
		m.gallery.Follow(r, gallery.Order{Parent: list[i].Options.Parent})
		row := gallery.RowOf(r, m.clock.Now())
		row.Parent = list[i].Options.Parent
		rows = append(rows, row)
	}
	m.gallery.AddBatch(gallery.Batch{ID: batch, Title: "Videos of last time", When: m.clock.Now()}, rows, true)
}

// write writes what was made: copies, a sheet; of a picture that could not be
// saved, the file itself to another folder.
func (m *Model) write() tea.Cmd {
	if row, ok := m.panes.results.Selected(); ok && m.gallery.Arrived(row.ID) {
		return m.recovery.AskOtherFolder()
	}
	return m.keep.AskWrite()
}
