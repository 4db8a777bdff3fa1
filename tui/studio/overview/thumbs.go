package overview

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/picture"
	"imagine-tui/tui/results"
	"imagine-tui/tui/sheet"
	"imagine-tui/tui/widget/thumb"
)

// workers is how many thumbnails of a screen are drawn at a time: one core stays
// free for what the person does.
const workers = 2

// thumbMsg is a finished thumbnail and what goes on with the next; no lines say
// that there is none.
type thumbMsg struct {
	job   job
	lines []string
	next  tea.Cmd
}

// job is a thumbnail to be drawn.
type job struct {
	of, id string // the name of the screen, and the row
	key    picture.Key
}

// settled hands the end of a wait back to the screen that stood still.
func (f *Flow) settled(msg thumb.SettledMsg) tea.Cmd {
	switch {
	case msg.Of == results.Name:
		return f.o.Results.Settled(msg)
	case f.sheet != nil:
		return f.sheet.screen.Update(msg)
	}
	return nil
}

func (f *Flow) wanted(msg thumb.WantMsg) tea.Cmd {
	switch {
	case msg.Of == results.Name:
		return f.draw(&f.drawing, msg)
	case f.sheet != nil:
		return f.draw(&f.sheet.drawing, msg)
	}
	return nil
}

// draw draws thumbnails of a screen, the most urgent first. What an earlier wish
// still waits for is given up: drawing is what ends it.
func (f *Flow) draw(drawing *context.CancelFunc, want thumb.WantMsg) tea.Cmd {
	if *drawing != nil {
		(*drawing)()
	}
	ctx, cancel := context.WithCancel(f.o.Context)
	*drawing = cancel
	cache, mode := f.o.Display.Cache(), f.o.Display.CellMode()
	jobs := make(chan job, len(want.Wishes))
	for _, w := range want.Wishes {
		if r := f.o.Gallery.Find(w.ID); r != nil && r.Path != "" {
			jobs <- job{want.Of, w.ID, picture.Key{Path: r.Path, Cols: w.W, Rows: w.H, Mode: mode}}
		}
	}
	close(jobs)
	var cmds []tea.Cmd
	for range min(workers, len(jobs)) {
		cmds = append(cmds, drawNext(ctx, cache, jobs))
	}
	return tea.Batch(cmds...)
}

// drawNext draws one thumbnail; its message carries the command for the next.
func drawNext(ctx context.Context, cache *picture.Cache, jobs <-chan job) tea.Cmd {
	return func() tea.Msg {
		j, open := <-jobs
		if !open || ctx.Err() != nil {
			return nil
		}
		r, err := cache.Load(ctx, j.key)
		if ctx.Err() != nil {
			return nil
		}
		msg := thumbMsg{job: j, next: drawNext(ctx, cache, jobs)}
		if err == nil {
			msg.lines = r.Lines
		}
		return msg
	}
}

// drawn brings a thumbnail to where it is shown.
func (f *Flow) drawn(msg thumbMsg) tea.Cmd {
	j := msg.job
	switch {
	case j.of == results.Name:
		f.o.Results.SetThumb(j.id, j.key.Cols, j.key.Rows, msg.lines)
	case f.sheet != nil && j.of == sheet.Name:
		f.sheet.screen.SetThumb(j.id, j.key.Cols, j.key.Rows, msg.lines)
	}
	return msg.next
}
