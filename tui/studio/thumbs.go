package studio

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/picture"
	"imagine-tui/tui/results"
	"imagine-tui/tui/sheet"
	"imagine-tui/tui/widget/thumb"
)

// thumbWorkers is how many thumbnails of a screen are drawn at a time: one core
// stays free for what the person does.
const thumbWorkers = 2

// thumbMsg is a finished thumbnail and what goes on with the next; no lines say
// that there is none.
type thumbMsg struct {
	of    string // name of the screen
	id    string
	w, h  int
	lines []string
	next  tea.Cmd
}

// thumbMessage handles what screens ask for of thumbnails.
func (m *Model) thumbMessage(msg tea.Msg) (bool, tea.Cmd) {
	switch msg := msg.(type) {
	case thumb.SettledMsg:
		switch {
		case msg.Of == results.Name:
			return true, m.results.Settled(msg)
		case m.sheet != nil:
			return true, m.sheet.Update(msg)
		}
		return true, nil
	case thumb.WantMsg:
		switch {
		case msg.Of == results.Name:
			return true, m.drawThumbs(&m.grid.drawing, msg)
		case m.sheet != nil:
			return true, m.drawThumbs(&m.sheet.drawing, msg)
		}
		return true, nil
	case thumbMsg:
		switch {
		case msg.of == results.Name:
			m.results.SetThumb(msg.id, msg.w, msg.h, msg.lines)
		case m.sheet != nil && msg.of == sheet.Name:
			m.sheet.SetThumb(msg.id, msg.w, msg.h, msg.lines)
		}
		return true, msg.next
	}
	return false, nil
}

// drawThumbs draws thumbnails of a screen, the most urgent first. What an
// earlier wish still waits for is given up: drawing is what ends it.
func (m *Model) drawThumbs(drawing *context.CancelFunc, want thumb.WantMsg) tea.Cmd {
	if *drawing != nil {
		(*drawing)()
	}
	ctx, cancel := context.WithCancel(m.ctx)
	*drawing = cancel
	jobs := make(chan thumbJob, len(want.Wishes))
	for _, w := range want.Wishes {
		if r := m.gallery.Find(w.ID); r != nil && r.Path != "" {
			jobs <- thumbJob{want.Of, w.ID, picture.Key{Path: r.Path, Cols: w.W, Rows: w.H, Mode: m.display.CellMode()}}
		}
	}
	close(jobs)
	var cmds []tea.Cmd
	for range min(thumbWorkers, len(jobs)) {
		cmds = append(cmds, drawNext(ctx, m.display.Cache(), jobs))
	}
	return tea.Batch(cmds...)
}

type thumbJob struct {
	of, id string
	key    picture.Key
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
		msg := thumbMsg{of: job.of, id: job.id, w: job.key.Cols, h: job.key.Rows, next: drawNext(ctx, cache, jobs)}
		if err == nil {
			msg.lines = r.Lines
		}
		return msg
	}
}

// dropThumbs forgets every small picture: the terminal or its background
// turned out to be another.
func (m *Model) dropThumbs() {
	m.results.DropThumbs()
	if m.sheet != nil {
		m.sheet.DropThumbs()
	}
	m.comparison.DropPictures()
}
