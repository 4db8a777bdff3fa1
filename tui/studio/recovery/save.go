package recovery

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/disk"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// savedMsg says what came of saving a row's picture that had arrived.
type savedMsg struct {
	id      string
	found   []history.Recovered
	entries []history.Entry
	err     error
}

// Save saves a row's picture that had arrived in an earlier run, which costs
// nothing.
func (f *Flow) Save(id string) tea.Cmd {
	ctx, library := f.o.Context, f.o.Library
	left, _ := f.o.Gallery.Unanswered(id)
	return func() tea.Msg {
		found, err := history.Recover(context.WithoutCancel(ctx), library, history.Only(left.ID))
		return savedMsg{id, found, entriesOf(library, found), err}
	}
}

func (f *Flow) saved(msg savedMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return f.problem(msg.err)
	case len(msg.found) > 0 && len(msg.entries) == 0:
		return f.host.Warn("It is still safe in recovery: " + wording.Problem(errors.New(msg.found[0].Problem)) + f.host.WithKeys(" {result.write} saves it to another folder."))
	}
	f.o.Gallery.Forget(msg.id)
	f.o.Gallery.AddEntries(msg.entries)
	words := "Saved: it had already arrived. Nothing was sent."
	if len(msg.found) == 0 {
		words = "It was already saved or dropped elsewhere."
	}
	return tea.Batch(f.host.ListChanged(), f.host.Say(words))
}

// AskOtherFolder asks where what is in recovery is to be saved instead.
func (f *Flow) AskOtherFolder() tea.Cmd {
	value := "~/"
	if home, err := os.UserHomeDir(); err == nil {
		value = filepath.Join(home, "imagine-rescued")
	}
	d := dialog.NewInput(f.o.Styles, "Save what is in recovery to another folder", []string{
		"What arrived is safe. Nothing is sent again.",
	}, value)
	return f.host.Open(d, flow.Answers{Text: f.saveElsewhere})
}

// savedElsewhereMsg says what was saved to another folder.
type savedElsewhereMsg struct {
	folder  string
	entries []history.Entry
	err     error
}

// saveElsewhere finishes what is in recovery into another folder.
func (f *Flow) saveElsewhere(folder string) tea.Cmd {
	folder, err := disk.WholePath(folder)
	if err != nil {
		return f.problem(err)
	}
	ctx, library := f.o.Context, f.o.Library
	return func() tea.Msg {
		found, err := history.Recover(context.WithoutCancel(ctx), library, history.Into(folder))
		return savedElsewhereMsg{folder, entriesOf(library, found), err}
	}
}

func (f *Flow) savedElsewhere(msg savedElsewhereMsg) tea.Cmd {
	for _, e := range msg.entries {
		f.takeAway(e)
	}
	f.o.Gallery.AddEntries(msg.entries)
	if msg.err != nil {
		return f.problem(msg.err)
	}
	return tea.Batch(f.host.ListChanged(), f.host.Say(fmt.Sprintf("%s saved in %s.", wording.MadeOf(msg.entries, history.Entry.IsVideo), clean.Line(msg.folder))))
}

// takeAway removes the row of a request that was saved by other means.
func (f *Flow) takeAway(e history.Entry) {
	hash := e.Sidecar.Request.Hash()
	id := ""
	for _, r := range f.o.Gallery.Where(func(r *gallery.Row) bool { return f.o.Gallery.Arrived(r.ID) }) {
		if id == "" && r.Request().Hash() == hash {
			id = r.ID
		}
	}
	f.o.Gallery.Forget(id)
	f.dropped = slices.DeleteFunc(f.dropped, func(x string) bool { return x == id })
}
