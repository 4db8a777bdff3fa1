package comparison

import (
	"context"
	"image/color"

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
	want  compare.WantMsg
	lines []string
	note  string
}

// draw draws a result, or the difference of two, in as many cells as the compare
// screen has for it. The pictures are cells: they are cut at the divider.
func (f *Flow) draw(want compare.WantMsg) tea.Cmd {
	a, b := f.row(want.A), f.row(want.B)
	ctx, cache, mode := f.open.ctx, f.o.Display.Cache(), f.o.Display.CellMode()
	if want.Kind != compare.Picture {
		ground := f.o.Styles.Checker[:]
		return func() tea.Msg { return differ(ctx, want, a.Path, b.Path, mode, ground) }
	}
	return func() tea.Msg {
		r, err := cache.Load(ctx, picture.Key{Path: a.Path, Cols: want.W, Rows: want.H, Mode: mode})
		if err != nil {
			return undrawn(want, a.Path, err)
		}
		return drawnMsg{want: want, lines: r.Lines}
	}
}

// differ draws where two pictures differ.
func differ(ctx context.Context, want compare.WantMsg, a, b string, mode picture.Mode, ground []color.Color) tea.Msg {
	one, err := picture.Decode(a)
	if err != nil {
		return undrawn(want, a, err)
	}
	two, err := picture.Decode(b)
	if err != nil {
		return undrawn(want, b, err)
	}
	if ctx.Err() != nil {
		return nil
	}
	r := picture.Render(difference.Picture(one, two, largestDifference), want.W, want.H, mode, ground...)
	return drawnMsg{want: want, lines: r.Lines, note: difference.Compare(one, two).String()}
}

func undrawn(want compare.WantMsg, path string, err error) drawnMsg {
	return drawnMsg{want: want, note: wording.Problem(gallery.Gone(path, err))}
}

func (f *Flow) drawn(msg drawnMsg) {
	if f.open != nil {
		f.open.pane.SetPicture(msg.want, msg.lines, msg.note)
	}
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
