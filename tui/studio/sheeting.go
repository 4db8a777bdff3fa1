package studio

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
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
	if m.onScreen(sheetScreen) {
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
		return true, m.rollCells(msg.IDs)
	case sheet.AskMsg:
		return true, m.fillCell(msg)
	}
	return false, nil
}

// rollCells makes cells again with other seeds; what comes stands in the same
// cells.
func (m *Model) rollCells(ids []string) tea.Cmd {
	var rows []gallery.Row
	for _, id := range ids {
		if row, ok := m.gallery.Row(id); ok {
			rows = append(rows, row)
		}
	}
	p, from := m.planOf(rows, func(r *api.Request) { r.Seed = 1 + m.rand.Int64N(api.MaxSeed) })
	if len(p.Items) == 0 {
		return m.Say("Nothing here says how it was made.")
	}
	return m.confirm(p, false, func(p plan.Plan) tea.Cmd {
		return m.submitWith(p, submission{into: m.sheetBatch(), cells: from, whole: len(p.Items) == len(from)})
	})
}

func (m *Model) sheetBatch() string {
	if m.sheet != nil {
		return m.sheet.batch
	}
	return ""
}

// fillCell makes a cell nothing was asked for yet.
func (m *Model) fillCell(ask sheet.AskMsg) tea.Cmd {
	like, ok := m.gallery.Row(ask.Like)
	if !ok {
		return m.Say("Nothing in this row says what the prompt is.")
	}
	p, _ := m.planOf([]gallery.Row{like}, func(r *api.Request) {
		r.Style, r.AspectRatio, r.Seed = ask.Style, ask.Ratio, ask.Seed
	})
	return m.confirm(p, false, func(p plan.Plan) tea.Cmd {
		return m.submitWith(p, submission{into: m.sheetBatch()})
	})
}

// wantCells asks for the thumbnails that the sheet lacks: of pictures that came
// in meanwhile, and after the window changed.
func (m *Model) wantCells() tea.Cmd {
	if m.sheet == nil || !m.onScreen(sheetScreen) {
		return nil
	}
	return m.sheet.Want()
}

// joinSheet puts new rows into the open sheet, each in the cell it was rolled
// from.
func (m *Model) joinSheet(rows []gallery.Row, o submission) {
	if m.sheet == nil || (o.into == "" && o.cells == nil) {
		return
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
		if o.whole && i < len(o.cells) {
			m.gallery.SetTakeOf(row.ID, o.cells[i])
		}
	}
	m.sheet.Add(ids...)
}
