package overview

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/results"
	"imagine-tui/tui/sheet"
	"imagine-tui/tui/widget/thumb"
)

// workers is how many thumbnails of a screen are drawn at a time: one core stays
// free for what the person does.
const workers = 2

// thumbMsg is a finished thumbnail, or why there is none, and what goes on with the
// next.
type thumbMsg struct {
	job   job
	drawn picture.Rendered
	err   error
	next  tea.Cmd
}

// sentMsg says that the terminal has what a thumbnail's cells show.
type sentMsg struct{ thumbMsg }

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
	cache, mode := f.o.Display.Cache(), f.o.Display.Mode()
	jobs := make(chan job, len(want.Wishes))
	for _, w := range want.Wishes {
		if r := f.o.Gallery.Find(w.ID); r != nil && r.Path != "" {
			jobs <- job{want.Of, w.ID, picture.Key{Path: r.Path, Cols: w.W, Rows: w.H, Mode: mode, Use: picture.InThumbs, Dim: w.Dim}}
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
		return thumbMsg{job: j, drawn: r, err: err, next: drawNext(ctx, cache, jobs)}
	}
}

// drawn brings a thumbnail to where it is shown, once the terminal has it: cells
// painted before would stay blank.
func (f *Flow) drawn(msg thumbMsg) tea.Cmd {
	if msg.err != nil {
		f.undrawn(msg.job, wording.Problem(gallery.Gone(msg.job.key.Path, picture.Unnamed(msg.err))))
		return msg.next
	}
	if msg.drawn.Transmit == "" {
		return tea.Batch(f.put(msg), msg.next)
	}
	return tea.Batch(f.o.Display.Send(msg.drawn.Transmit, sentMsg{msg}), msg.next)
}

func (f *Flow) sent(msg sentMsg) tea.Cmd {
	f.o.Display.Cache().Sent(msg.job.key)
	return f.put(msg.thumbMsg)
}

// put shows a thumbnail, and frees those for which it is one too many.
func (f *Flow) put(msg thumbMsg) tea.Cmd {
	j := msg.job
	f.o.Display.Hold(msg.drawn)
	switch {
	case j.of == results.Name && j.key.Dim:
		f.o.Results.SetDimmed(j.id, j.key.Cols, j.key.Rows, msg.drawn.Lines)
	case j.of == results.Name:
		f.o.Results.SetThumb(j.id, j.key.Cols, j.key.Rows, msg.drawn.Lines)
	case f.sheet != nil && j.of == sheet.Name && j.key.Dim:
		f.sheet.screen.SetDimmed(j.id, j.key.Cols, j.key.Rows, msg.drawn.Lines)
	case f.sheet != nil && j.of == sheet.Name:
		f.sheet.screen.SetThumb(j.id, j.key.Cols, j.key.Rows, msg.drawn.Lines)
	}
	if msg.drawn.Costly && !f.costly {
		f.costly = true
		return f.host.Say("Pictures are drawn with characters: picture_bytes allows no more.")
	}
	if msg.drawn.ImageID == 0 {
		return nil
	}
	most := mostPixels
	if f.o.Display.Keeps() {
		most = mostHere
	}
	old := f.held.add(held{msg.drawn.ImageID, j}, f.o.Display.Pixels(j.key.Cols, j.key.Rows), most)
	if len(old) == 0 {
		return nil
	}
	ids := make([]int, len(old))
	for i, h := range old {
		ids[i] = h.image
		f.lose(h.job)
	}
	return f.o.Display.Free(ids...)
}

// undrawn says in the place of a thumbnail why there is none.
func (f *Flow) undrawn(j job, why string) {
	switch {
	case j.of == results.Name:
		f.o.Results.SetUndrawn(j.id, j.key.Cols, j.key.Rows, why)
	case f.sheet != nil && j.of == sheet.Name:
		f.sheet.screen.SetUndrawn(j.id, j.key.Cols, j.key.Rows, why)
	}
}

// lose has a thumbnail asked for again when it comes into view: the terminal does
// not have it any more.
func (f *Flow) lose(j job) {
	switch {
	case j.of == results.Name:
		f.o.Results.DropThumbs(j.id)
	case f.sheet != nil && j.of == sheet.Name:
		f.sheet.screen.DropThumbs(j.id)
	}
}
