package keep

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// Pick picks the chosen results, or takes that back where all are picked.
func (f *Flow) Pick() tea.Cmd {
	rows := gallery.Judgeable(f.host.Chosen())
	on := slices.ContainsFunc(rows, func(r gallery.Row) bool { return !r.Picked })
	f.host.TipDone(flow.TipPick)
	return f.judge("pick", rows, func(r *gallery.Row) {
		r.Picked = on
		if on {
			r.Rejected = false
		}
	})
}

// Rate gives the chosen results so many stars.
func (f *Flow) Rate(stars int) tea.Cmd {
	return f.judge("rating", f.host.Chosen(), func(r *gallery.Row) { r.Rating = stars })
}

// Reject rejects results, or takes that back where all are rejected; on tells
// which.
func (f *Flow) Reject(rows []gallery.Row) (on bool, cmd tea.Cmd) {
	on = slices.ContainsFunc(rows, func(r gallery.Row) bool { return !r.Rejected })
	return on, f.judge("reject", rows, func(r *gallery.Row) {
		r.Rejected = on
		if on {
			r.Picked = false
		}
	})
}

// judge changes what the person thinks of results: on the screen at once, in
// the sidecars behind it, with one step to undo.
func (f *Flow) judge(name string, rows []gallery.Row, change func(*gallery.Row)) tea.Cmd {
	before := f.o.Gallery.Judge(rows, change)
	if len(before) == 0 {
		return f.host.Say("Nothing made or being made is selected.")
	}
	judged := f.o.Gallery.JudgedSince(before)
	f.o.Undo.Push(name, func() tea.Cmd { return f.writeAll(f.o.Gallery.JudgeBack(judged)) })
	return f.write(before)
}

// Saved writes into the sidecar of a result that was just saved what the person
// said of it while it was made.
func (f *Flow) Saved(row gallery.Row) tea.Cmd {
	if !row.Judged() {
		return nil
	}
	return f.write([]gallery.Row{{ID: row.ID}})
}
