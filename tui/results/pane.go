// Package results is the pane that lists what was made and what is being
// made: batches that fold, rows that show only what differs inside their
// batch, and a filter; as a list or as thumbnails.
package results

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/thumb"
)

// SelectedMsg says that the person moved to another row or batch header.
type SelectedMsg struct{ ID string }

// LookMsg asks for a closer look at a row.
type LookMsg struct{ ID string }

// MarkedMsg says that the marks changed.
type MarkedMsg struct {
	Count int
	// Begun says that a range begins here: no mark was before it.
	Begun bool
}

// FilteredMsg says that the person left the filter line, and what the filter
// was before they came to it.
type FilteredMsg struct{ Before string }

// Name is what the pane's thumbnails are asked for under.
const Name = "results"

// Pane is the results pane.
type Pane struct {
	// Unplayed says that no video can be played here.
	Unplayed bool

	st   *theme.Styles
	acts *action.Table

	w, h  int
	empty []string // shown while there is nothing
	left  []string // of earlier sessions, in fewer words each

	gallery          *gallery.Gallery
	version, listing int // of the gallery that the list is of

	list   *list
	grid   grid
	film   film
	filter filterLine
	advice advice
	paint  painter

	texts  *gallery.Texts
	anchor string   // last mark, for marking a range
	top    int      // first item in view, as a list
	view   []string // cached; nil when stale
}

// New returns a pane that lists what a gallery holds.
func New(st *theme.Styles, acts *action.Table, g *gallery.Gallery) *Pane {
	l, thumbs := &list{gallery: g, step: step, steps: listSteps, once: atOnce}, thumb.NewSet(Name)
	p := &Pane{
		st: st, acts: acts, gallery: g, list: l, grid: grid{list: l, size: usualWidth, thumbs: thumbs}, film: film{list: l, thumbs: thumbs},
		texts: gallery.TextsOf(g), filter: newFilterLine(), paint: painter{st: st, list: l, widths: map[*gallery.Batch]columns{}},
	}
	p.advice = advice{&p.filter, l, acts}
	return p
}

// sync brings the list up to date with the gallery. Whatever looks at the list
// calls it first: rows change, come and go behind the pane's back.
func (p *Pane) sync() {
	p.grid.rows = p.listHeight()
	version, listing := p.gallery.Version(), p.gallery.Listing()
	if version == p.version {
		return
	}
	relisted := listing != p.listing
	p.version, p.listing, p.view = version, listing, nil
	if relisted || !p.list.query.Empty() {
		p.remake(relisted)
	}
}

// remake brings the list up to date with the gallery; relisted tells that there
// are other rows.
func (p *Pane) remake(relisted bool) {
	p.keepSeat(func() {
		p.list.mend(relisted)
		p.layOut()
	})
}

// seen takes changes of the gallery for known that leave the list as it is,
// also where a filter would now choose other rows: what the person marks does
// not go away under the cursor.
func (p *Pane) seen() { p.version, p.view = p.gallery.Version(), nil }

// layOut divides the list into bands of thumbnails, if it is a grid.
func (p *Pane) layOut() {
	p.grid.w, p.grid.rows = p.w, p.listHeight()
	if p.list.steps = listSteps; p.Thumbs() {
		p.list.steps = gridSteps
	}
	if p.film.on {
		p.film.layOut(p.w, p.listHeight())
		return
	}
	p.grid.layOut()
}

// keepSeat makes a change so that the selected cell stays where it is on the
// screen, if it is in view.
func (p *Pane) keepSeat(change func()) {
	p.grid.rows = p.listHeight()
	id := p.list.sel
	y, seen := p.grid.seat()
	change()
	if seen && id == p.list.sel {
		p.grid.sitAt(y)
	}
	p.show()
}

// show brings the selected item into view, and makes the next View draw afresh.
func (p *Pane) show() {
	p.view = nil
	if p.film.on {
		p.film.choose()
		p.film.layOut(p.w, p.listHeight())
		return
	}
	p.scroll()
	p.grid.keepColumn()
}

// scroll keeps the selected item in view.
func (p *Pane) scroll() {
	rows := p.listHeight()
	if p.film.on {
		return // it follows the selection
	}
	if p.grid.on {
		p.grid.rows = rows
		p.grid.follow()
		return
	}
	items := p.list.items
	if at := p.list.at(); at >= 0 {
		first := at
		if at > 0 && items[at-1].header() && rows > 1 {
			first = at - 1 // a row is seen with the header above it
		}
		if first < p.top {
			p.top = first
		}
		if at >= p.top+rows {
			p.top = at - rows + 1
		}
	}
	p.top = max(0, min(p.top, len(items)-rows))
}

// SetEmpty sets the lines that stand in the pane while it has no results.
func (p *Pane) SetEmpty(lines []string) { p.empty, p.view = lines, nil }

// SetLeft sets what stands above the results about earlier sessions, in fewer
// words each; nothing for nothing.
func (p *Pane) SetLeft(words ...string) {
	p.sync()
	p.keepSeat(func() {
		p.left = words
		p.layOut()
	})
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	p.sync()
	if w != p.w || h != p.h {
		p.keepSeat(func() {
			p.w, p.h = w, h
			p.layOut()
		})
	}
}

// Focus gives the pane the keyboard, and its first line the selection when
// there is none yet.
func (p *Pane) Focus() tea.Cmd {
	p.sync()
	p.paint.focused, p.view = true, nil
	if p.list.sel == "" {
		p.list.selectNear(0)
		p.scroll()
	}
	return nil
}

// Blur takes the keyboard away; a filter being typed is kept.
func (p *Pane) Blur() {
	p.paint.focused, p.view = false, nil
	p.filter.close()
}

// Capturing tells whether the pane takes text.
func (p *Pane) Capturing() bool { return p.filter.typing }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Len returns the number of rows.
func (p *Pane) Len() int { return p.gallery.Len() }

// Filtered tells whether a filter narrows the list.
func (p *Pane) Filtered() bool { return p.list.filtered }

// SetFrame turns the spinner of all running rows to frame n.
func (p *Pane) SetFrame(n int) {
	p.paint.frame = n
	for _, it := range p.visible() {
		if it.moving() {
			p.view = nil
			return
		}
	}
}

// Moving are the ids of the rows in view that change with time, and of the selected
// row if it does.
func (p *Pane) Moving(yield func(id string) bool) {
	seen := false
	for _, it := range p.visible() {
		if !it.moving() {
			continue
		}
		id := it.id()
		if !yield(id) {
			return
		}
		seen = seen || id == p.list.sel
	}
	if r := p.list.row(); r != nil && !seen && r.State.Moving() {
		yield(r.ID)
	}
}

func (p *Pane) visible() []item {
	p.sync()
	if p.film.on {
		rows, _ := p.film.inView()
		return rows
	}
	if p.grid.on {
		return p.grid.itemsOf(p.grid.seen())
	}
	items := p.list.items
	end := min(len(items), p.top+p.listHeight())
	if p.top >= end {
		return nil
	}
	return items[p.top:end]
}

// Place is what the pane's keys act in.
func (p *Pane) Place() action.Place {
	if p.filter.typing {
		return action.Filter
	}
	return action.Results
}

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []action.Hint {
	acts, at := p.acts, p.Place()
	if p.filter.typing {
		return []action.Hint{
			acts.HintAs(at, action.DialogAccept, "keep filter"),
			acts.HintAs(at, action.FilterComplete, "complete"),
			acts.HintAs(at, action.DialogCancel, "clear"),
		}
	}
	if p.Len() == 0 {
		return acts.Hints(at, action.PromptWrite)
	}
	if p.OnHeader() != "" {
		return append(
			[]action.Hint{acts.HintAs(at, action.ResultLook, "unfold/fold")},
			acts.Hints(at, action.ResultSheet, action.BatchNext, action.BatchPrevious, action.ResultsFilter, action.ResultsGrid)...,
		)
	}
	if row, ok := p.Selected(); ok && gallery.IsVideo(row.Operation) && row.State == gallery.Saved {
		return videoHints(p.acts, at, p.Unplayed)
	}
	hints := acts.Hints(at, action.ResultLook, action.ResultNewSeed, action.ResultFixSeed)
	hints = append(hints, acts.MenuHint(at, action.BringMenu))
	hints = append(hints, acts.Hints(at, action.ResultPick, action.ResultDrop, action.ListMark, action.ResultsFilter, action.ResultRetry)...)
	return append(append(hints, acts.MenuHint(at, action.CopyMenu)), acts.Hints(at, action.ResultOpen, action.ResultsGrid)...)
}

// videoHints are the keys of a saved video.
func videoHints(acts *action.Table, at action.Place, unplayed bool) []action.Hint {
	look := acts.HintAs(at, action.ResultLook, "play")
	if unplayed {
		look = acts.HintAs(at, action.ResultLook, "its first picture")
	}
	hints := append([]action.Hint{look}, acts.Hints(at, action.ResultOpen, action.ResultPick, action.ResultDrop)...)
	return append(
		hints, acts.HintAs(at, action.VideoDelete, "delete from the service"), acts.MenuHint(at, action.BringMenu),
		acts.Hint(at, action.ResultAgain), acts.Hint(at, action.ResultsFilter),
	)
}

// Cursor returns where the text cursor stands, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor {
	if p.filter.typing {
		return tea.NewCursor(min(p.w-2, p.filter.column()), 0)
	}
	x, y, ok := standing(p)
	if !ok || !p.paint.focused || x < 1 || x > p.w-2 || y < 1 || y > p.h-2 {
		return nil
	}
	return box.OnRow(x, y)
}

// standing is where the selected row or picture lies in the pane.
func standing(p *Pane) (x, y int, ok bool) {
	p.sync()
	at := p.list.at()
	if at < 0 || p.Len() == 0 {
		return 0, 0, false
	}
	head := 1 + len(p.head())
	switch {
	case p.film.on:
		rows, _ := p.film.inView()
		return 1 + p.film.at(rows)*p.film.cellW, head, true
	case p.grid.on:
		b, is := p.grid.selected()
		return 1 + (at-b.first)*p.grid.cellW, head + b.y - p.grid.off, is
	}
	return 2, head + at - p.top, at >= p.top
}
