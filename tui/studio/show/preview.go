package show

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/preview"
)

// keptImages is how many pictures stay in the terminal's memory: of a whole screen
// each they take less than terminals give a program.
const keptImages = 24

// keptHere is how many stay where the terminal keeps none: only one is shown.
const keptHere = 3

// loading is the picture that the preview shows or waits for.
type loading struct {
	key    picture.Key
	seq    int // number of the newest request; older answers are dropped
	cancel context.CancelFunc
}

// pictureMsg carries a finished preview, or why there is none.
type pictureMsg struct {
	seq      int
	key      picture.Key
	rendered picture.Rendered
	entry    history.Entry
	origin   history.Origin
	err      error
}

// transmittedMsg says that a picture's bytes were sent to the terminal, so that
// its cells may be painted now: painted earlier they would stay blank.
type transmittedMsg struct{ pictureMsg }

// load has the picture of a row drawn in so many cells.
func (f *Flow) load(row gallery.Row, cols, rows int) tea.Cmd {
	key := picture.Key{Path: row.Path, Cols: cols, Rows: rows, Mode: f.o.Display.Mode(), Zoom: f.o.Pane.Zoom()}
	if key == f.loading.key {
		return nil
	}
	f.stop()
	ctx, cancel := context.WithCancel(f.o.Context)
	f.loading.key, f.loading.cancel = key, cancel
	seq, cache, library := f.loading.seq, f.o.Display.Cache(), f.o.Library
	// A saved picture never changes, so its drawing needs no look at the disk.
	if r, ready := cache.Ready(key); ready {
		f.partial = r.Partial
		free := f.put(r)
		cancel()
		return tea.Batch(free, f.readRecipe(row), f.prefetch())
	}
	f.o.Pane.Wait(preview.Soon)
	wait := f.pace.wait()
	return func() tea.Msg {
		defer cancel()
		if !pause(ctx, wait) {
			return nil
		}
		msg := pictureMsg{seq: seq, key: key}
		msg.entry, _ = library.Entry(key.Path)
		msg.origin = history.ReadOrigin(key.Path)
		msg.rendered, msg.err = cache.Load(ctx, key)
		return msg
	}
}

// stop gives up the picture on its way to the preview, and those prepared beside
// it.
func (f *Flow) stop() {
	f.pace.stop()
	if f.loading.cancel != nil {
		f.loading.cancel()
	}
	f.loading.seq++ // what is done already comes too late
	f.loading.key = picture.Key{}
}

func (f *Flow) arrived(msg pictureMsg) tea.Cmd {
	if msg.seq != f.loading.seq || errors.Is(msg.err, context.Canceled) {
		return nil
	}
	f.learn(msg.entry, msg.origin)
	f.partial = msg.rendered.Partial
	if msg.err != nil {
		f.o.Pane.Say(f.undrawn(msg)...)
		return nil
	}
	if msg.rendered.Transmit != "" {
		return f.o.Display.Send(msg.rendered.Transmit, transmittedMsg{msg})
	}
	return tea.Batch(f.put(msg.rendered), f.prefetch())
}

// put shows a picture that is where it is drawn from. One that is kept here takes
// the place of the oldest.
func (f *Flow) put(r picture.Rendered) tea.Cmd {
	f.o.Pane.ShowPicture(r)
	if r.Graphic == nil {
		return nil
	}
	f.o.Display.Hold(r)
	f.newest(r.ImageID)
	return f.freeOld()
}

// newest takes note that a picture is shown.
func (f *Flow) newest(image int) {
	f.images = append(slices.DeleteFunc(f.images, func(x int) bool { return x == image }), image)
}

// undrawn tells why there is no picture, and what else can be done with the file
// while it is there.
func (f *Flow) undrawn(msg pictureMsg) []string {
	words := []string{wording.Problem(gallery.Gone(msg.key.Path, msg.err))}
	if errors.Is(msg.err, fs.ErrNotExist) {
		return words
	}
	return append(words, "", f.host.WithKeys("{result.open} opens the file."))
}

func (f *Flow) transmitted(msg transmittedMsg) tea.Cmd {
	f.newest(msg.rendered.ImageID)
	f.o.Display.Cache().Sent(msg.key)
	if msg.seq != f.loading.seq {
		return nil
	}
	f.o.Pane.ShowPicture(msg.rendered)
	return tea.Batch(f.freeOld(), f.prefetch())
}

// freeOld takes all but the newest pictures out of the terminal's memory.
func (f *Flow) freeOld() tea.Cmd {
	most := f.kept
	if f.o.Display.Keeps() {
		most = min(most, keptHere)
	}
	n := len(f.images) - most
	if n <= 0 {
		return nil
	}
	old := f.images[:n]
	f.images = f.images[n:]
	return f.o.Display.Free(old...)
}

// Free takes every picture out of the terminal's memory.
func (f *Flow) Free() tea.Cmd {
	if len(f.images) == 0 {
		return nil
	}
	f.images = nil
	return f.o.Display.FreeAll()
}
