package keep

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/sign"
)

// Pick picks the chosen results, or takes that back where all are picked.
func (f *Flow) Pick() tea.Cmd {
	rows := gallery.Judgeable(f.host.Chosen())
	on := slices.ContainsFunc(rows, func(r gallery.Row) bool { return !r.Picked })
	f.host.TipDone(flow.TipPick)
	return f.judge("pick", rows, onOff(on, "picked"), func(r *gallery.Row) {
		r.Picked = on
		if on {
			r.Rejected = false
		}
	})
}

// Rate gives the chosen results so many stars.
func (f *Flow) Rate(stars int) tea.Cmd {
	did := "no longer rated"
	if stars > 0 {
		did = "rated " + sign.Stars(stars)
	}
	return f.judge("rating", f.host.Chosen(), did, func(r *gallery.Row) { r.Rating = stars })
}

// Reject rejects results, or takes that back where all are rejected; on tells
// which. did says to how many, where the person does not see it on each.
func (f *Flow) Reject(rows []gallery.Row) (on bool, did string, cmd tea.Cmd) {
	on = slices.ContainsFunc(rows, func(r gallery.Row) bool { return !r.Rejected })
	did, cmd = f.change("reject", rows, onOff(on, "rejected"), func(r *gallery.Row) {
		r.Rejected = on
		if on {
			r.Picked = false
		}
	})
	return on, did, cmd
}

func onOff(on bool, what string) string {
	if on {
		return what
	}
	return "no longer " + what
}

// judge changes what the person thinks of results, and says what it did where
// those are several, or a batch of which one line is shown.
func (f *Flow) judge(name string, rows []gallery.Row, what string, change func(*gallery.Row)) tea.Cmd {
	did, cmd := f.change(name, rows, what, change)
	if did == "" {
		return cmd
	}
	return tea.Batch(f.host.Say(f.host.WithKeys(did+" {studio.undo} undoes it.")), cmd)
}

// change changes what the person thinks of results: on the screen at once, in
// the sidecars behind it, with one step to undo.
func (f *Flow) change(name string, rows []gallery.Row, what string, change func(*gallery.Row)) (did string, cmd tea.Cmd) {
	rows = gallery.Judgeable(rows)
	before := f.o.Gallery.Judge(rows, change)
	if len(before) == 0 {
		return "", f.host.Say("Select a result or a run first.")
	}
	judged := f.o.Gallery.JudgedSince(before)
	f.o.Undo.Push(name, func() tea.Cmd { return f.writeAll(f.o.Gallery.JudgeBack(judged)) })
	if n := len(rows); n > 1 || f.host.OnHeader() {
		did = fmt.Sprintf("%s %s.", wording.Count(n, "result"), what)
	}
	return did, f.write(before)
}

// Saved writes into the sidecar of a result that was just saved what the person
// said of it while it was made.
func (f *Flow) Saved(row gallery.Row) tea.Cmd {
	if !row.Judged() {
		return nil
	}
	return f.write([]gallery.Row{{ID: row.ID}})
}
