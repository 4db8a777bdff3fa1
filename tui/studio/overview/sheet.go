package overview

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/sheet"
	"imagine-tui/tui/studio/flow"
)

// SheetScreen is the name of the sheet's screen.
const SheetScreen = "sheet"

// layout is a sheet while it is open.
type layout struct {
	screen *sheet.Sheet
	batch  string
	// drawing ends what draws its thumbnails; nil when nothing does.
	drawing context.CancelFunc
}

// asPlanned compares rows as their plan listed them: by their places in the batch,
// which those made long ago do not know. They list their newest first; runs of this
// session were all asked for at once, and end in any order.
func (f *Flow) asPlanned(a, b gallery.Row) int {
	if a.Batch == b.Batch && a.Place != b.Place {
		return cmp.Compare(a.Place, b.Place)
	}
	return f.asked(a).Compare(f.asked(b))
}

// order puts rows as their plan listed them, or as the list of results is sorted.
func (f *Flow) order(rows []gallery.Row, planned func(a, b gallery.Row) int) {
	q := f.o.Results.Query()
	if !q.Sorted() {
		slices.SortStableFunc(rows, planned)
		return
	}
	slices.SortStableFunc(rows, func(a, b gallery.Row) int { return q.Compare(q.Rank(&a), q.Rank(&b)) })
}

func (f *Flow) asked(r gallery.Row) time.Time {
	if run, ok := f.o.Gallery.Run(r.ID); ok {
		return run.Queued
	}
	return r.When
}

// OpenSheet lays the batch of the selected result out as a sheet, or the marked
// results; the same leads back.
func (f *Flow) OpenSheet() tea.Cmd {
	if f.host.OnScreen(SheetScreen) {
		return f.host.LeaveScreen(SheetScreen)
	}
	row, ok := f.o.Results.Selected()
	if !ok {
		return nil
	}
	rows, title := f.o.Gallery.Rows(row.Batch), f.o.Gallery.BatchOf(row.ID).Title
	order := f.asPlanned
	if marked := f.o.Gallery.Marked(); len(marked) > 1 {
		rows, title = marked, fmt.Sprintf("%d marked", len(marked))
		order = func(a, b gallery.Row) int { return f.asked(a).Compare(f.asked(b)) } // of any batches
	}
	f.order(rows, order)
	s, under := &layout{screen: sheet.New(f.o.Styles, f.o.Actions, f.o.Gallery), batch: row.Batch}, f.sheet
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	f.sheet = s
	s.screen.SetTitle(title)
	cmd := f.host.OpenScreen(flow.Opened{Screen: s.screen, Name: SheetScreen, Pictures: true, Closed: func() tea.Cmd {
		if s.drawing != nil {
			s.drawing()
		}
		f.sheet = under
		return nil
	}})
	s.screen.Show(ids)
	s.screen.Select(row.ID)
	return tea.Batch(cmd, s.screen.Focus(), s.screen.Want())
}

// sheetMessage handles what the sheet asks for.
func (f *Flow) sheetMessage(msg tea.Msg) (bool, tea.Cmd) {
	if f.sheet == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case sheet.CloseMsg:
		return true, f.host.LeaveScreen(SheetScreen)
	case sheet.SelectedMsg:
		if msg.ID == "" {
			return true, nil
		}
		return true, f.host.Show(msg.ID)
	case sheet.MarkedMsg:
		f.o.Gallery.SetMarked(f.sheet.screen.MarkedIDs()) // those elsewhere cannot be seen from here
		f.o.MarksChanged()
		return true, nil
	case sheet.LookMsg:
		f.o.Results.Select(msg.ID)
		return true, f.o.Full(f.follow)
	case sheet.NoteMsg:
		return true, f.host.Say(msg.Text)
	case sheet.RollMsg:
		return true, f.o.Roll(f.o.Gallery.Some(msg.IDs), f.sheet.batch)
	case sheet.AskMsg:
		return true, f.fill(msg)
	}
	return false, nil
}

// follow puts the sheet's cursor on a row.
func (f *Flow) follow(id string) {
	if f.sheet != nil {
		f.sheet.screen.Select(id)
	}
}

// fill makes a cell nothing was asked for yet.
func (f *Flow) fill(ask sheet.AskMsg) tea.Cmd {
	like := f.o.Gallery.Some([]string{ask.Like})
	if len(like) == 0 {
		return f.host.Say("No picture in this row tells its prompt.")
	}
	return f.host.Resend(like, flow.Repeat{Into: f.sheet.batch, Change: func(r *api.Request) {
		r.Style, r.AspectRatio, r.Seed = ask.Style, ask.Ratio, ask.Seed
	}})
}

// Join puts rows into the open sheet, where there is one.
func (f *Flow) Join(ids []string) {
	if f.sheet != nil {
		f.sheet.screen.Add(ids...)
	}
}

// Advance goes on to the next cell.
func (f *Flow) Advance() tea.Cmd {
	if f.sheet == nil {
		return nil
	}
	cmd, _ := f.sheet.screen.Act(action.MoveRight)
	return cmd
}
