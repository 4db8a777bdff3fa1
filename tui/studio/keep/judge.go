package keep

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// Pick picks the chosen results, or takes that back where all are picked.
func (f *Flow) Pick() tea.Cmd {
	rows := judgeable(f.host.Chosen())
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

// judgeable leaves out what will never be a picture. One that is still being
// made can be judged already: its sidecar hears of it when it is saved.
func judgeable(rows []gallery.Row) []gallery.Row {
	return slices.DeleteFunc(rows, func(r gallery.Row) bool {
		return r.State == gallery.Failed || r.State == gallery.Cancelled || r.State == gallery.Unknown
	})
}

// withTwins adds the rows that show the same files: a picture that was asked
// for again stands in the list twice.
func (f *Flow) withTwins(rows []gallery.Row) []gallery.Row {
	there := make(map[string]bool, len(rows))
	for _, row := range rows {
		there[row.ID] = true
	}
	for _, row := range rows {
		if row.Path == "" {
			continue
		}
		for _, id := range []string{row.Path, f.o.Twin(row.Path)} {
			if twin, ok := f.o.Gallery.Row(id); ok && !there[id] {
				there[id] = true
				rows = append(rows, twin)
			}
		}
	}
	return rows
}

// judge changes what the person thinks of results: on the screen at once, in
// the sidecars behind it, with one step to undo.
func (f *Flow) judge(name string, rows []gallery.Row, change func(*gallery.Row)) tea.Cmd {
	rows = f.withTwins(judgeable(rows))
	if len(rows) == 0 {
		return f.host.Say("Nothing made or being made is selected.")
	}
	for _, row := range rows {
		f.o.Change(row.ID, change)
	}
	f.o.Undo.Push(name, func() tea.Cmd {
		var now []gallery.Row
		for _, row := range rows {
			if r, ok := f.o.Gallery.Row(row.ID); ok {
				now = append(now, r)
			}
			f.o.Change(row.ID, func(r *gallery.Row) { r.JudgeAs(row) })
		}
		return f.write(now)
	})
	return f.write(rows)
}

// Saved writes into the sidecar of a result that was just saved what the person
// said of it while it was made.
func (f *Flow) Saved(row gallery.Row) tea.Cmd {
	if !row.Judged() {
		return nil
	}
	return f.write([]gallery.Row{{ID: row.ID}})
}
