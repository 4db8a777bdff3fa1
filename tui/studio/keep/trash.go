package keep

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// trashStep is the name of the step that takes things out of the trash again.
const trashStep = "trash"

// Rejected are the saved results that were rejected.
func (f *Flow) Rejected() []gallery.Row {
	return f.o.Gallery.Where(func(r *gallery.Row) bool { return r.Rejected && r.State == gallery.Saved })
}

// trashedRow is a result in the trash, and what puts it back into the list.
type trashedRow struct {
	id    string
	path  string // in the trash
	taken gallery.Taken
}

// trashedMsg says what was moved to the trash, and what went wrong.
type trashedMsg struct {
	moved []trashedRow
	err   error
}

// TrashRejected moves what was rejected to the library's trash. u brings it
// back.
func (f *Flow) TrashRejected() tea.Cmd {
	rows := f.Rejected()
	if len(rows) == 0 {
		return f.host.Say(f.host.WithKeys("Nothing is rejected yet: {result.drop} rejects."))
	}
	library := f.o.Library
	held := make([]gallery.Taken, len(rows))
	for i, r := range rows { // that a file has gone can be heard before it is moved in full
		held[i] = f.o.Gallery.Held(r.ID)
	}
	return func() tea.Msg {
		var msg trashedMsg
		for i, r := range rows {
			path, err := library.Trash(r.Path)
			if err != nil {
				msg.err = err
				continue
			}
			msg.moved = append(msg.moved, trashedRow{id: r.ID, path: path, taken: held[i]})
		}
		return msg
	}
}

func (f *Flow) trashed(msg trashedMsg) tea.Cmd {
	moved := msg.moved
	for i, t := range moved {
		if now := f.o.Gallery.TakeOut(t.id); now.Row.ID != "" {
			moved[i].taken = now
		}
	}
	if len(moved) > 0 {
		f.o.Undo.Push(trashStep, func() tea.Cmd { return f.restore(moved) })
	}
	show := f.host.ListChanged()
	if msg.err != nil {
		return tea.Batch(show, f.problem(msg.err))
	}
	return tea.Batch(show, f.host.Say(wording.Count(len(moved), "rejected result")+f.host.WithKeys(" moved to the trash. {studio.undo} restores them.")))
}

// restoredMsg says what came out of the trash, and what went wrong.
type restoredMsg struct {
	back []trashedRow
	err  error
}

func (f *Flow) restore(moved []trashedRow) tea.Cmd {
	library := f.o.Library
	return func() tea.Msg {
		var msg restoredMsg
		for _, t := range moved {
			path, err := library.Restore(t.path)
			if err != nil {
				msg.err = errors.Join(msg.err, err)
				continue
			}
			t.taken.Row.Path = path
			msg.back = append(msg.back, t)
		}
		return msg
	}
}

func (f *Flow) restored(msg restoredMsg) tea.Cmd {
	for _, t := range msg.back {
		f.o.Gallery.PutBack(t.taken)
	}
	return tea.Batch(f.host.ListChanged(), f.problem(msg.err))
}

// trashListedMsg says how many results are in the trash.
type trashListedMsg struct {
	results int
	err     error
}

// AskEmptyTrash asks before what is in the trash is removed for good.
func (f *Flow) AskEmptyTrash() tea.Cmd {
	library := f.o.Library
	return func() tea.Msg {
		list, err := library.Trashed()
		return trashListedMsg{len(list), err}
	}
}

func (f *Flow) askEmpty(msg trashListedMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return f.problem(msg.err)
	case msg.results == 0:
		return f.host.Say("The trash is empty.")
	}
	return f.host.Open(dialog.NewConfirm(f.o.Styles, "Empty the trash?", []string{
		wording.Count(msg.results, "result") + " with their recipes are removed for good.",
		"", "Type empty to remove them.",
	}, "empty"), flow.Answers{Yes: f.empty})
}

// trashEmptiedMsg says what was removed for good.
type trashEmptiedMsg struct {
	emptied history.Emptied
	err     error
}

func (f *Flow) empty() tea.Cmd {
	ctx, library := f.o.Context, f.o.Library
	return func() tea.Msg {
		emptied, err := library.EmptyTrash(ctx)
		return trashEmptiedMsg{emptied, err}
	}
}

func (f *Flow) emptied(msg trashEmptiedMsg) tea.Cmd {
	if msg.err != nil {
		return f.problem(msg.err)
	}
	f.o.Undo.Forget(trashStep)
	return f.host.Say(fmt.Sprintf("%s removed, %s freed.", wording.Count(msg.emptied.Results.Len(), "result"), wording.Bytes(msg.emptied.Bytes)))
}
