package studio

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/sheet"
	"imagine-tui/tui/studio/flow"
)

const sheetScreen = "sheet"

// sheeting is the sheet while it is open.
type sheeting struct {
	*sheet.Sheet
	batch   string
	drawing context.CancelFunc // ends what draws its thumbnails; nil when nothing does
}

// openSheet lays the batch of the selected result out as a sheet, or the
// marked results; s leads back.
func (m *Model) openSheet() tea.Cmd {
	if m.OnScreen(sheetScreen) {
		return m.closeScreen()
	}
	row, ok := m.results.Selected()
	if !ok {
		return nil
	}
	rows, title := m.gallery.Rows(row.Batch), m.gallery.BatchOf(row.ID).Title
	if marked := m.gallery.Marked(); len(marked) > 1 {
		rows, title = marked, fmt.Sprintf("%d marked", len(marked))
	}
	// Batches of earlier sessions list their newest first; a sheet reads as the
	// plan did.
	slices.SortStableFunc(rows, func(a, b gallery.Row) int { return a.When.Compare(b.When) })
	s := &sheeting{Sheet: sheet.New(m.st, m.acts, m.gallery), batch: row.Batch}
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	under := m.sheet // one that this one lies over
	m.sheet = s
	s.SetTitle(title)
	cmd := m.OpenScreen(flow.Opened{Screen: s, Name: sheetScreen, Pictures: true, Closed: func() tea.Cmd {
		if s.drawing != nil {
			s.drawing()
		}
		m.sheet = under
		return nil
	}})
	s.Show(ids)
	s.Select(row.ID)
	return tea.Batch(cmd, s.Focus(), s.Want())
}

// sheetMessage handles what the sheet asks for.
func (m *Model) sheetMessage(msg tea.Msg) (bool, tea.Cmd) {
	if m.sheet == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case sheet.CloseMsg:
		return true, m.closeScreen()
	case sheet.SelectedMsg:
		if msg.ID == "" {
			return true, nil
		}
		return true, m.selectRow(msg.ID)
	case sheet.MarkedMsg:
		m.gallery.SetMarked(m.sheet.MarkedIDs()) // those elsewhere cannot be seen from here
		m.marksChanged()
		return true, nil
	case sheet.LookMsg:
		m.results.Select(msg.ID)
		return true, m.openFull()
	case sheet.NoteMsg:
		return true, m.Say(msg.Text)
	case sheet.RollMsg:
		return true, m.send.Roll(m.gallery.Some(msg.IDs), m.sheet.batch)
	case sheet.AskMsg:
		return true, m.fillCell(msg)
	}
	return false, nil
}

// fillCell makes a cell nothing was asked for yet.
func (m *Model) fillCell(ask sheet.AskMsg) tea.Cmd {
	like := m.gallery.Some([]string{ask.Like})
	if len(like) == 0 {
		return m.Say("Nothing in this row says what the prompt is.")
	}
	return m.send.Resend(like, flow.Repeat{Into: m.sheet.batch, Change: func(r *api.Request) {
		r.Style, r.AspectRatio, r.Seed = ask.Style, ask.Ratio, ask.Seed
	}})
}

// wantCells asks for the thumbnails that the sheet lacks: of pictures that came
// in meanwhile, and after the window changed.
func (m *Model) wantCells() tea.Cmd {
	if m.sheet == nil || !m.OnScreen(sheetScreen) {
		return nil
	}
	return m.sheet.Want()
}
