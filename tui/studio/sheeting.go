package studio

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/tui/compare"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/sheet"
	"imagine-tui/tui/studio/flow"
)

const sheetScreen = "sheet"

// sheeting is the sheet while it is open.
type sheeting struct {
	*sheet.Sheet
	batch  string
	cancel context.CancelFunc
}

// openSheet lays the batch of the selected result out as a sheet, or the
// marked results; s leads back.
func (m *Model) openSheet() tea.Cmd {
	if m.onScreen(sheetScreen) {
		return m.closeScreen()
	}
	row, ok := m.results.Selected()
	if !ok {
		return m.Say("Nothing is selected that a sheet could show.")
	}
	rows, title := m.gallery.Rows(row.Batch), m.gallery.BatchOf(row.ID).Title
	if marked := m.gallery.Marked(); len(marked) > 1 {
		rows, title = marked, fmt.Sprintf("%d marked", len(marked))
	}
	// Batches of earlier sessions list their newest first; a sheet reads as the
	// plan did.
	slices.SortStableFunc(rows, func(a, b gallery.Row) int { return a.When.Compare(b.When) })
	s := &sheeting{Sheet: sheet.New(m.st, m.km), batch: row.Batch}
	items := make([]sheet.Item, 0, len(rows))
	for _, r := range rows {
		items = append(items, m.sheetItem(r))
	}
	under := m.sheet // one that this one lies over
	m.sheet = s
	s.SetTitle(title)
	cmd := m.OpenScreen(flow.Opened{Screen: s, Name: sheetScreen, Pictures: true, Closed: func() tea.Cmd {
		if s.cancel != nil {
			s.cancel()
		}
		m.sheet = under
		return nil
	}})
	s.SetItems(items)
	s.Select(row.ID)
	s.SetMarked(m.gallery.MarkedIDs())
	return tea.Batch(cmd, s.Focus(), s.Want())
}

func (m *Model) sheetItem(r gallery.Row) sheet.Item {
	it := sheet.Item{ID: r.ID, Variant: r.Label, Style: r.Style, Ratio: r.Ratio, Seed: r.Seed, Instead: m.instead[r.ID]}
	if it.Variant == "" {
		it.Variant = r.Prompt
	}
	fillItem(&it, r)
	return it
}

// fillItem writes what may change of a row into its item.
func fillItem(it *sheet.Item, r gallery.Row) {
	it.State, it.Note, it.Elapsed = r.State, r.Note, r.Elapsed
	it.Tokens, it.Priced, it.Free = r.Tokens, r.Priced, r.Free
	it.New, it.Picked, it.Rejected, it.Rating = r.New, r.Picked, r.Rejected, r.Rating
}

// changeRow changes a row of the results, and what shows it elsewhere.
func (m *Model) changeRow(id string, change func(*gallery.Row)) {
	m.gallery.Change(id, change)
	row, ok := m.gallery.Row(id)
	if ok && m.sheet != nil {
		m.sheet.Change(id, func(it *sheet.Item) { fillItem(it, row) })
	}
	if ok && m.compare != nil {
		m.compare.Change(id, func(s *compare.Side) { s.Rating, s.Picked, s.Rejected = row.Rating, row.Picked, row.Rejected })
	}
}

// removeRow takes a row out of the list and out of the sheet.
func (m *Model) removeRow(id string) {
	m.gallery.Remove(id)
	if m.sheet != nil {
		m.sheet.Remove(id)
	}
}

// dropThumbs forgets every small picture: the terminal or its background
// turned out to be another.
func (m *Model) dropThumbs() {
	m.results.DropThumbs()
	if m.sheet != nil {
		m.sheet.DropThumbs()
	}
	if m.compare != nil {
		m.compare.DropPictures()
	}
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
		ids := []string{}
		for _, it := range m.sheet.Marked() {
			ids = append(ids, it.ID)
		}
		m.gallery.SetMarked(ids)
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
	case sheet.WantMsg:
		return true, m.drawThumbs(msg)
	case sheet.SettledMsg:
		return true, m.sheet.Update(msg)
	case thumbMsg:
		m.sheet.SetThumb(msg.id, msg.w, msg.h, msg.lines)
		return true, nil
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
	for i, row := range rows {
		if o.whole && i < len(o.cells) {
			m.instead[row.ID] = o.cells[i]
		}
		m.sheet.Add(m.sheetItem(row))
	}
}

// thumbMsg is a finished thumbnail; no lines say that there is none.
type thumbMsg struct {
	id    string
	w, h  int
	lines []string
}

// thumbWorkers is how many thumbnails are drawn at a time: one core stays free
// for the screen.
const thumbWorkers = 2

// drawThumbs draws thumbnails, the most urgent first. What an earlier wish
// still waits for is given up.
func (m *Model) drawThumbs(want sheet.WantMsg) tea.Cmd {
	if m.sheet.cancel != nil {
		m.sheet.cancel()
	}
	ctx, cancel := context.WithCancel(m.ctx)
	m.sheet.cancel = cancel
	jobs := make(chan thumbJob, len(want.IDs))
	for _, id := range want.IDs {
		if row, ok := m.gallery.Row(id); ok && row.Path != "" {
			jobs <- thumbJob{id, picture.Key{Path: row.Path, Cols: want.W, Rows: want.H, Mode: m.thumbMode()}}
		}
	}
	close(jobs)
	var cmds []tea.Cmd
	for range min(thumbWorkers, len(jobs)) {
		cmds = append(cmds, drawNext(ctx, m.cache, jobs))
	}
	return tea.Batch(cmds...)
}

type thumbJob struct {
	id  string
	key picture.Key
}

// thumbsMsg is a finished thumbnail and what goes on with the next.
type thumbsMsg struct {
	thumbMsg
	next tea.Cmd
}

// drawNext draws one thumbnail; its message carries the command for the next.
func drawNext(ctx context.Context, cache *picture.Cache, jobs <-chan thumbJob) tea.Cmd {
	return func() tea.Msg {
		job, open := <-jobs
		if !open || ctx.Err() != nil {
			return nil
		}
		r, err := cache.Load(ctx, job.key)
		if ctx.Err() != nil {
			return nil
		}
		msg := thumbsMsg{thumbMsg{id: job.id, w: job.key.Cols, h: job.key.Rows}, drawNext(ctx, cache, jobs)}
		if err == nil {
			msg.lines = r.Lines
		}
		return msg
	}
}

// thumbMode is how small pictures are drawn: as cells, which move and scroll
// with everything else.
func (m *Model) thumbMode() picture.Mode {
	if m.mode >= picture.ModeKitty {
		return m.detector.CellMode()
	}
	return m.mode
}
