package keep

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// rowsOnSheet are what a contact sheet is of: the marked results, else the
// selected one's batch.
func (f *Flow) rowsOnSheet() []gallery.Row {
	rows := f.o.Gallery.Marked()
	if row, ok := f.o.Selected(); ok && len(rows) == 0 {
		rows = f.o.Gallery.Rows(row.Batch)
	}
	return slices.DeleteFunc(slices.Clone(rows), func(r gallery.Row) bool { return r.State != gallery.Saved || r.Rejected })
}

// rowsToCopy are what is copied: the marked results, else the picks of the
// selected one's batch, else all picks.
func (f *Flow) rowsToCopy() []gallery.Row {
	if marked := f.o.Gallery.Marked(); len(marked) > 0 {
		return slices.DeleteFunc(marked, func(r gallery.Row) bool { return r.State != gallery.Saved })
	}
	picked := func(r gallery.Row) bool { return r.Picked && r.State == gallery.Saved }
	var out []gallery.Row
	if row, ok := f.o.Selected(); ok {
		out = slices.DeleteFunc(f.o.Gallery.Rows(row.Batch), func(r gallery.Row) bool { return !picked(r) })
	}
	if len(out) == 0 {
		out = f.o.Gallery.Where(func(r *gallery.Row) bool { return picked(*r) })
	}
	return out
}

// AskWrite offers what can be written of results: a contact sheet, or copies of
// the picks.
func (f *Flow) AskWrite() tea.Cmd {
	onSheet, kept := f.rowsOnSheet(), f.rowsToCopy()
	if len(onSheet) == 0 && len(kept) == 0 {
		return f.host.Say("Nothing saved is selected.")
	}
	var choices []string
	var acts []func() tea.Cmd
	add := func(what string, act func() tea.Cmd) { choices, acts = append(choices, what), append(acts, act) }
	if len(onSheet) > 0 {
		add(fmt.Sprintf("A contact sheet of %s as a web page", made(onSheet)), func() tea.Cmd { return f.askSheetFile(onSheet, ".html") })
		add("The same sheet as a PNG", func() tea.Cmd { return f.askSheetFile(onSheet, ".png") })
	}
	if len(kept) > 0 {
		add(fmt.Sprintf("Copies of %s to a folder", wording.Count(len(kept), "pick")), func() tea.Cmd { return f.askCopies(kept) })
	}
	answers := flow.Answers{Choice: func(choice int) tea.Cmd { return acts[choice]() }}
	return f.host.Open(dialog.NewChoice(f.o.Styles, "Export what?", choices, "Nothing"), answers)
}
