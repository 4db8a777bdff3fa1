package results

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/thumb"
)

// film is a strip of thumbnails in one line: those of the batch that holds the
// selected one, or all that a filter finds. The selected one stays in its middle
// as far as there are others on both sides.
type film struct {
	on     bool
	list   *list
	thumbs *thumb.Set

	w           int // of the pane with its border
	cellW, rows int // of a cell with the bar on its left, and how high it is
}

// layOut makes cells as wide as the widest picture of the strip is at the height
// there is.
func (f *film) layOut(w, rows int) {
	f.w, f.rows = w, rows
	high, wide := max(1, rows-1), 8
	for i, it := range f.frames() {
		wide = max(wide, pictureWidth(it.ratio(), high))
		if i < lookedAt {
			wide = max(wide, min(captionWidth(it), widestCaption))
		}
	}
	f.cellW = max(1, min(wide+1, w-2))
	f.thumbs.Resize(f.cellW - 1)
}

const (
	// lookedAt is of how many pictures the captions make room for themselves.
	lookedAt = 64
	// widestCaption is how wide cells of narrow pictures become for them.
	widestCaption = 13
)

// captionWidth is how wide the caption of a cell is with its signs: what sets it
// apart from those beside it is of no use without its end.
func captionWidth(it item) int {
	label, rest := it.batch.Apart(it.row())
	const signs = 3
	return signs + cells.Width(strings.TrimSpace(label+" "+strings.Join(rest, " ")))
}

// pictureWidth is how wide a picture of a ratio such as 16:9 is in so many lines.
func pictureWidth(ratio string, h int) int {
	x, y := sides(ratio)
	return max(1, int(2*float64(h)*x/y+0.5))
}

// frames are the rows of the strip: to be read, not changed.
func (f *film) frames() []item {
	if f.list.filtered {
		return f.list.items // nothing but rows
	}
	r := f.list.selected()
	if r == nil {
		return nil
	}
	b := f.list.gallery.Batch(r.Batch)
	rows := make([]item, b.Len())
	for i := range rows {
		rows[i] = rowAt(b, i)
	}
	return rows
}

// choose selects the picture of a batch that is shown where the batch was selected:
// its header is not seen here, and what is done would be done to all of it.
func (f *film) choose() {
	if r := f.list.selected(); r != nil && f.list.header() != nil {
		f.list.sel, f.list.held = r.ID, ""
	}
}

// at is which of the rows of the strip is selected; -1 for none.
func (f *film) at(rows []item) int {
	r := f.list.selected()
	if r == nil {
		return -1
	}
	b := f.list.gallery.Batch(r.Batch)
	if at := b.Find(r.ID); at >= 0 {
		return slices.Index(rows, rowAt(b, at))
	}
	return -1
}

// inView returns the rows of the strip in view, and the place of the first.
func (f *film) inView() (rows []item, first int) {
	all := f.frames()
	n := max(1, (f.w-2)/max(1, f.cellW))
	first = max(0, min(f.at(all)-n/2, len(all)-n))
	return all[first:min(len(all), first+n)], first
}

// along is the row n pictures on, at the end of a batch the nearest of the next;
// nil where there is none.
func (f *film) along(n int) *gallery.Row {
	rows := f.frames()
	at := f.at(rows)
	switch to := at + n; {
	case len(rows) == 0:
		return nil
	case to >= 0 && to < len(rows):
		return rows[to].row()
	case f.list.filtered || n > 1 || n < -1:
		return rows[max(0, min(to, len(rows)-1))].row()
	}
	return f.beyond(rows[0].batch, n)
}

// beyond is the nearest picture of the batch after or before one, nil where there
// is none.
func (f *film) beyond(batch *gallery.Batch, way int) *gallery.Row {
	batches := f.list.gallery.Batches()
	to := slices.Index(batches, batch) + way
	if to < 0 || to >= len(batches) || batches[to].Len() == 0 {
		return nil
	}
	b := batches[to]
	if way < 0 {
		return b.Row(b.Len() - 1)
	}
	return b.Row(0)
}

// way is how many pictures an action goes along the strip, which has one
// direction; 0 for one that does not.
func (f *film) way(id action.ID) int {
	page, _ := f.inView()
	switch id {
	case action.MoveDown, action.MoveRight:
		return 1
	case action.MoveUp, action.MoveLeft:
		return -1
	case action.MovePageDown:
		return max(2, len(page))
	case action.MovePageUp:
		return -max(2, len(page))
	case action.MoveBottom:
		return len(f.frames()) + 1
	case action.MoveTop:
		return -len(f.frames()) - 1
	}
	return 0
}

// rowAt is the row at a column of the pane, nil for none.
func (f *film) rowAt(x int) *gallery.Row {
	rows, _ := f.inView()
	if x < 1 || f.cellW < 1 || (x-1)/f.cellW >= len(rows) {
		return nil
	}
	return rows[(x-1)/f.cellW].row()
}

// around are the rows in view and a view on both sides, those in view first.
func (f *film) around() []item {
	seen, first := f.inView()
	all, n := f.frames(), len(seen)
	return slices.Concat(seen, all[min(len(all), first+n):min(len(all), first+2*n)], all[max(0, first-n):first])
}

// missing lists the thumbnails that lack, those in view first.
func (f *film) missing() []thumb.Wish {
	w, h := f.cellW-1, f.rows-1
	if w <= 0 || h <= 0 {
		return nil
	}
	var out []thumb.Wish
	for _, it := range f.around() {
		r := it.row()
		if r.State == gallery.Saved && r.Path != "" {
			if one, lacks := f.thumbs.Missing(r.ID, h, r.Rejected); lacks {
				out = append(out, one)
			}
		}
	}
	return out
}

// want asks for what is missing, and drops what is far away.
func (f *film) want() tea.Cmd {
	near := map[string]bool{}
	for _, it := range f.around() {
		near[it.id()] = true
	}
	f.thumbs.Keep(func(id string) bool { return near[id] })
	return f.thumbs.Want(f.missing())
}

// SetFilm shows results as a strip beside the one that is looked at.
func (p *Pane) SetFilm(on bool) {
	p.sync()
	if on == p.film.on {
		return
	}
	p.film.on = on
	p.film.thumbs.Clear()
	p.layOut()
	p.show()
}

// Strip are the rows of the strip, as they are now.
func (p *Pane) Strip() []gallery.Row {
	p.sync()
	frames := p.film.frames()
	rows := make([]gallery.Row, len(frames))
	for i, it := range frames {
		rows[i] = *it.row()
	}
	return rows
}

// Thumbs tells whether results are shown as thumbnails, in a grid or a strip.
func (p *Pane) Thumbs() bool { return p.grid.on || p.film.on }

// draw returns the lines of the strip, and where in it the selected one is.
func (f *film) draw(paint *painter) (lines []string, where string) {
	all := f.frames()
	at := f.at(all)
	if at >= 0 {
		where = fmt.Sprintf("%s of %s", wording.Thousands(at+1), wording.Thousands(len(all)))
	}
	rows, first := f.inView()
	lines = make([]string, f.rows)
	for i, it := range rows {
		paint.place = -1
		for y, l := range paint.cell(it, f.thumbs.Get(it.id()), f.cellW, f.rows, first+i == at) {
			if y < len(lines) {
				lines[y] += l
			}
		}
	}
	pad := strings.Repeat(" ", max(0, f.w-2-len(rows)*f.cellW))
	for y := range lines {
		lines[y] += pad
	}
	return lines, where
}
