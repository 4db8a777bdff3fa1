// Package sharpen has what a screen draws of its own drawn by the terminal, once it
// stands still: until then the screen shows it in characters.
package sharpen

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/display"
)

// settle is how long a screen must want the same before it is drawn.
const settle = 50 * time.Millisecond

// Wish is what a screen wants drawn.
type Wish struct {
	// Key says what it is; it can be compared. Another one is another wish.
	Key any
	// Draw draws it. It runs outside the update loop.
	Draw func(ctx context.Context, cache *picture.Cache) ([]Drawn, error)
	// Put gives it to the screen, once the terminal has it; none where err says why.
	Put func(drawn []picture.Rendered, err error)
}

// Drawn is a drawing, with its key in the cache.
type Drawn struct {
	picture.Key
	picture.Rendered
}

// Flow fulfils one wish at a time.
type Flow struct {
	ctx     context.Context
	display *display.Display

	wish   *Wish // nil for none
	seq    int   // of the wish; what comes for an earlier one is too late
	cancel context.CancelFunc
	images []int // that are shown
}

// New returns a flow that draws on a display.
func New(ctx context.Context, d *display.Display) *Flow { return &Flow{ctx: ctx, display: d} }

type (
	settledMsg struct{ seq int }
	drawnMsg   struct {
		seq   int
		drawn []Drawn
		err   error
	}
	sentMsg struct{ drawnMsg }
)

// Want takes what is wanted now, nil for nothing, and begins with it if it is
// something else than before. It is called after whatever may have changed that.
func (f *Flow) Want(w *Wish) tea.Cmd {
	switch {
	case w == nil && f.wish == nil:
		return nil
	case w == nil:
		f.drop()
		return f.free(nil)
	case f.wish != nil && f.wish.Key == w.Key:
		f.wish.Put = w.Put
		return nil
	}
	f.drop()
	f.wish = w
	seq := f.seq
	return tea.Tick(settle, func(time.Time) tea.Msg { return settledMsg{seq} })
}

// Again has what is wanted drawn anew: the terminal is another, or its ground is.
func (f *Flow) Again() { f.drop() }

func (f *Flow) drop() {
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
	f.wish = nil
	f.seq++
}

// free frees what was shown, but for what is shown from here on.
func (f *Flow) free(now []int) tea.Cmd {
	old := f.images
	f.images = now
	return f.display.Free(old...)
}

// Update takes in how far a wish is. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case settledMsg:
		return true, f.draw(msg)
	case drawnMsg:
		return true, f.drawn(msg)
	case sentMsg:
		return true, f.put(msg.drawnMsg)
	}
	return false, nil
}

func (f *Flow) draw(msg settledMsg) tea.Cmd {
	if msg.seq != f.seq || f.wish == nil {
		return nil
	}
	ctx, cancel := context.WithCancel(f.ctx)
	f.cancel = cancel
	draw, cache := f.wish.Draw, f.display.Cache()
	return func() tea.Msg {
		defer cancel()
		drawn, err := draw(ctx, cache)
		return drawnMsg{msg.seq, drawn, err}
	}
}

// drawn has the terminal get a drawing before its cells are painted: painted before
// they would stay blank.
func (f *Flow) drawn(msg drawnMsg) tea.Cmd {
	if msg.seq != f.seq || f.wish == nil {
		return nil
	}
	transmit := ""
	for _, d := range msg.drawn {
		transmit += d.Transmit
	}
	if transmit == "" {
		return f.put(msg)
	}
	return f.display.Send(transmit, sentMsg{msg})
}

func (f *Flow) put(msg drawnMsg) tea.Cmd {
	var images []int
	drawn := make([]picture.Rendered, len(msg.drawn))
	for i, d := range msg.drawn {
		if d.ImageID != 0 {
			images = append(images, d.ImageID)
		}
		if d.Transmit != "" {
			f.display.Cache().Sent(d.Key)
		}
		f.display.Hold(d.Rendered)
		drawn[i] = d.Rendered
	}
	if msg.seq != f.seq || f.wish == nil {
		return f.display.Free(images...) // something else is wanted by now
	}
	f.wish.Put(drawn, msg.err)
	return f.free(images)
}
