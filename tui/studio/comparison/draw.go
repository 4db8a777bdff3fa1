package comparison

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/history/difference"
	"imagine-tui/tui/compare"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
)

// largestDifference is how many pixels along its longer side the picture of a
// difference has.
const largestDifference = 512

// drawnMsg is a finished picture for the compare screen.
type drawnMsg struct {
	want     compare.WantMsg
	key      picture.Key
	rendered picture.Rendered
	note     string
}

// sentMsg says that the terminal has what the cells of a picture show.
type sentMsg struct{ drawnMsg }

// draw draws a result, or the difference of two, in as many cells as the compare
// screen has for it.
func (f *Flow) draw(want compare.WantMsg) tea.Cmd {
	a, b := f.row(want.A), f.row(want.B)
	ctx, cache := f.open.ctx, f.o.Display.Cache()
	key := picture.Key{Path: a.Path, Cols: want.W, Rows: want.H, Mode: f.o.Display.Mode(), Use: picture.InCompare}
	if want.Kind != compare.Picture {
		return func() tea.Msg { return differ(ctx, cache, want, key, b.Path) }
	}
	return func() tea.Msg {
		r, err := cache.Load(ctx, key)
		if err != nil {
			return undrawn(want, a.Path, err)
		}
		return drawnMsg{want: want, key: key, rendered: r}
	}
}

// differ draws where two pictures differ.
func differ(ctx context.Context, cache *picture.Cache, want compare.WantMsg, key picture.Key, b string) tea.Msg {
	one, err := picture.Decode(key.Path)
	if err != nil {
		return undrawn(want, key.Path, err)
	}
	two, err := picture.Decode(b)
	if err != nil {
		return undrawn(want, b, err)
	}
	if ctx.Err() != nil {
		return nil
	}
	key.Path += "\x00" + b // it is in no file
	r := cache.Draw(key, difference.Picture(one, two, largestDifference))
	return drawnMsg{want: want, key: key, rendered: r, note: difference.Compare(one, two).String()}
}

func undrawn(want compare.WantMsg, path string, err error) drawnMsg {
	return drawnMsg{want: want, note: wording.Problem(gallery.Gone(path, err))}
}

// drawn shows a picture, once the terminal has it: cells painted before would stay
// blank.
func (f *Flow) drawn(msg drawnMsg) tea.Cmd {
	if f.open == nil {
		return nil
	}
	free := f.keep(msg.rendered.ImageID)
	if msg.rendered.Transmit != "" {
		return tea.Sequence(free, f.o.Display.Send(msg.rendered.Transmit, sentMsg{msg}))
	}
	f.o.Display.Hold(msg.rendered)
	f.open.pane.SetPicture(msg.want, msg.rendered.Lines, msg.note)
	return tea.Batch(free, f.ahead(msg.key))
}

// ahead draws the picture of whoever comes next in a duel, as one was drawn that is
// there: it is there at once then.
func (f *Flow) ahead(key picture.Key) tea.Cmd {
	if f.open.duel == nil || key.Path == "" {
		return nil
	}
	id, _ := f.open.duel.challenger(f.meets)
	row := f.o.Gallery.Find(id)
	if row == nil {
		return nil
	}
	key.Path = row.Path
	ctx, cache := f.open.ctx, f.o.Display.Cache()
	if _, there := cache.Get(key); there {
		return nil
	}
	return func() tea.Msg {
		_, _ = cache.Load(ctx, key) // said when it is its turn
		return nil
	}
}

// mostImages is how many pictures are at hand for a screen: more than it shows, in
// all the ways it has.
const mostImages = 24

// keep takes note of a picture that is shown, and frees the oldest where there are
// many.
func (f *Flow) keep(image int) tea.Cmd {
	if image == 0 {
		return nil
	}
	s := f.open
	s.images = append(slices.DeleteFunc(s.images, func(x int) bool { return x == image }), image)
	n := len(s.images) - mostImages
	if n <= 0 {
		return nil
	}
	old := s.images[:n]
	s.images = s.images[n:]
	return f.o.Display.Free(old...)
}

func (f *Flow) sent(msg sentMsg) tea.Cmd {
	f.o.Display.Cache().Sent(msg.key)
	if f.open == nil {
		return nil
	}
	f.open.pane.SetPicture(msg.want, msg.rendered.Lines, msg.note)
	return f.ahead(msg.key)
}

// sizesMsg says how large pictures are that a compare screen was opened with.
type sizesMsg struct {
	pane  *compare.Pane
	sizes map[string][2]int // by row
}

// measure reads how large the pictures are from their sidecars.
func (f *Flow) measure(pane *compare.Pane, rows []gallery.Row) tea.Cmd {
	library := f.o.Library
	if library == nil {
		return nil
	}
	return func() tea.Msg {
		sizes := map[string][2]int{}
		for _, r := range rows {
			if e, err := library.Entry(r.Path); err == nil {
				sizes[r.ID] = [2]int{e.Sidecar.Width, e.Sidecar.Height}
			}
		}
		return sizesMsg{pane, sizes}
	}
}

func (f *Flow) measured(msg sizesMsg) tea.Cmd {
	for id, size := range msg.sizes {
		msg.pane.SetPixels(id, size[0], size[1])
	}
	return msg.pane.Want()
}
