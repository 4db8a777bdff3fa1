package recovery

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// SendAgain sends a request of an earlier run once more, after the person said
// so. What arrived is not given up for what may never come.
func (f *Flow) SendAgain(row gallery.Row) tea.Cmd {
	return f.host.Resend([]gallery.Row{row}, flow.Repeat{Again: true, Replace: true})
}

// Replaced gives a row up for a new one that is in the queue by now, unless its
// picture arrived.
func (f *Flow) Replaced(row gallery.Row) tea.Cmd {
	found, earlier := f.o.Gallery.Unanswered(row.ID)
	if found.Whole {
		return nil
	}
	f.o.Gallery.Forget(row.ID)
	if !earlier {
		return nil
	}
	library := f.o.Library
	return func() tea.Msg { return flow.OutcomeMsg{Err: library.Forget(found.ID)} }
}

// Drop takes what went wrong out of the list. It asks first about pictures that
// arrived in an earlier run.
func (f *Flow) Drop(rows []gallery.Row) tea.Cmd {
	var arrived, over []gallery.Row
	for _, row := range rows {
		if f.Whole(row.ID) {
			arrived = append(arrived, row)
		} else {
			over = append(over, row)
		}
	}
	f.takeOut(over)
	if len(arrived) == 0 {
		return nil
	}
	return f.askDrop(arrived)
}

// askDrop asks before what arrived in an earlier run, and may be paid for, is
// given up: a whole picture that could not be saved.
func (f *Flow) askDrop(rows []gallery.Row) tea.Cmd {
	answers := flow.Answers{Yes: func() tea.Cmd { f.takeOut(rows); return f.host.ListChanged() }}
	return f.host.Open(dialog.NewConfirm(f.o.Styles, "Drop what recovery holds?", []string{
		fmt.Sprintf(f.host.WithKeys("%s arrived, may have been paid for, and could not be saved. It is deleted when you quit; {studio.undo} undoes this until then."), wording.MadeOf(rows, func(r gallery.Row) bool { return gallery.IsVideo(r.Operation) })),
		f.host.WithKeys("{dialog.cancel} keeps it: {result.retry} saves it, {result.write} saves it to another folder."), "", "Type drop to go on.",
	}, "drop"), answers)
}

// takeOut takes runs that went wrong out of the list, with one step to undo.
func (f *Flow) takeOut(rows []gallery.Row) {
	if len(rows) == 0 {
		return
	}
	var back []func()
	for _, row := range rows {
		back = append(back, f.takeOutRow(row))
	}
	f.o.Undo.Push("drop", func() tea.Cmd {
		for _, putBack := range back {
			putBack()
		}
		return f.host.ListChanged()
	})
}

// takeOutRow takes a run out of the list and returns what puts it back. One
// without an answer, or whose picture is in recovery, is forgotten only when
// the studio is left: until then it can be taken back.
func (f *Flow) takeOutRow(row gallery.Row) (putBack func()) {
	run, _ := f.o.Gallery.Run(row.ID)
	taken := f.o.Gallery.TakeOut(row.ID)
	if row.State == gallery.Unknown || run.Arrived {
		f.dropped = append(f.dropped, row.ID)
	} else {
		f.o.Queue.Drop(row.ID)
	}
	return func() {
		f.dropped = slices.DeleteFunc(f.dropped, func(id string) bool { return id == row.ID })
		f.o.Gallery.PutBack(taken)
	}
}

// ForgetDropped forgets what was dropped and not taken back: the studio is
// being left. The command removes what an earlier run had left.
func (f *Flow) ForgetDropped() tea.Cmd {
	var old []string
	for _, id := range f.dropped {
		if found, earlier := f.o.Gallery.Unanswered(id); earlier {
			old = append(old, found.ID)
			continue
		}
		f.o.Queue.Drop(id)
	}
	f.dropped = nil
	if len(old) == 0 {
		return nil
	}
	library := f.o.Library
	return func() tea.Msg {
		for _, id := range old {
			_ = library.Forget(id) // one that stays is listed again next time
		}
		return nil
	}
}
