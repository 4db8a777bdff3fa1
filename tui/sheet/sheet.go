package sheet

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/thumb"
)

// Name is what the thumbnails of a sheet are asked for under.
const Name = "sheet"

// Sheet is the screen. The cursor stands at a place among the values of all
// axes, so that it stays where it is whatever arrives and however the sheet is
// turned.
type Sheet struct {
	st   *theme.Styles
	acts *action.Table

	focused bool
	frame   int // of the shared spinner
	title   string

	gallery          *gallery.Gallery
	version, listing int      // of the gallery that the table is of
	ids              []string // what the sheet is of: in the order of the plan, a later take after the earlier ones
	table            *table

	anchor  string // last mark, for marking a range
	chooser *chooser

	thumbs *thumb.Set
	drawn  map[point]drawn
	view   []string // cached; nil when stale
}

// New returns a sheet of nothing yet, of what a gallery holds.
func New(st *theme.Styles, acts *action.Table, g *gallery.Gallery) *Sheet {
	return &Sheet{st: st, acts: acts, gallery: g, table: newTable(), thumbs: thumb.NewSet(Name), drawn: map[point]drawn{}}
}

// SetSize sets the outer size in cells.
func (s *Sheet) SetSize(w, h int) {
	s.sync()
	if w != s.table.w || h != s.table.h {
		s.table.w, s.table.h = w, h
		s.measure()
		s.table.follow()
	}
}

// SetTitle sets what the sheet is of, in a few words.
func (s *Sheet) SetTitle(title string) { s.title, s.view = title, nil }

// Show says which rows the sheet is of: in the order of the plan, a later take
// after the earlier ones. Cursor and thumbnails stay with their rows; the axes
// stay unless the rows no longer differ in them.
func (s *Sheet) Show(ids []string) {
	s.ids = ids
	s.lay()
}

// Add puts further rows into the sheet. The cursor does not move.
func (s *Sheet) Add(ids ...string) {
	for _, id := range ids {
		if s.table.space.byID[id] == nil {
			s.ids = append(s.ids, id)
		}
	}
	s.lay()
}

// lay lays out anew those of the rows that are there.
func (s *Sheet) lay() {
	s.version, s.listing = s.gallery.Version(), s.gallery.Listing()
	next := newSpace()
	for _, id := range s.ids {
		if r := s.gallery.Find(id); r != nil && next.byID[id] == nil {
			next.add(r, s.gallery.TakeOf(id))
		}
	}
	s.table.fill(next)
	s.thumbs.Keep(func(id string) bool { return next.byID[id] != nil })
	clear(s.drawn)
	s.measure()
}

// sync brings the sheet up to date with the gallery. Whatever looks at the
// table calls it first: rows change, come and go behind the sheet's back.
func (s *Sheet) sync() {
	version, listing := s.gallery.Version(), s.gallery.Listing()
	if version == s.version {
		return
	}
	moved := listing != s.listing && s.outdated()
	s.version, s.listing, s.view = version, listing, nil
	if moved {
		s.lay()
	}
}

// outdated tells whether rows of the sheet went, or are there again.
func (s *Sheet) outdated() bool {
	for _, id := range s.ids {
		var shown *gallery.Row
		if e := s.table.space.byID[id]; e != nil {
			shown = e.row
		}
		if s.gallery.Find(id) != shown {
			return true
		}
	}
	return false
}

// measure works out anew where cells are, and drops what has another size now.
func (s *Sheet) measure() {
	before := s.table.geo
	s.table.measure()
	s.view = nil
	now := s.table.geo
	if before.cellW != now.cellW || before.cellH != now.cellH {
		clear(s.drawn)
	}
	s.thumbs.Resize(now.thumbW)
	if before.thumbH != now.thumbH {
		s.thumbs.Clear()
	}
}

// touch makes a cell be drawn afresh.
func (s *Sheet) touch(p point) {
	delete(s.drawn, p)
	s.view = nil
}

// SetAxes chooses rows and columns; false when the rows of the gallery do not
// differ in them. With fewer than two axes that vary there are no rows: cells
// follow each other like words. The cursor stays on its row.
func (s *Sheet) SetAxes(rows, cols Axis) bool {
	if !s.table.turn(rows, cols) {
		return false
	}
	s.measure()
	s.table.follow()
	return true
}

// Focus gives the sheet the keyboard.
func (s *Sheet) Focus() tea.Cmd {
	s.focused = true
	s.Invalidate()
	return s.Want()
}

// Blur takes the keyboard away.
func (s *Sheet) Blur() {
	s.focused, s.chooser = false, nil
	s.Invalidate()
}

// Capturing tells whether the next key belongs to the sheet whatever it means
// elsewhere: the second of a pair, or one for the choice of axes.
func (s *Sheet) Capturing() bool { return s.chooser != nil }

// Place is what the sheet's keys act in.
func (s *Sheet) Place() action.Place {
	if s.chooser != nil {
		return action.Axes
	}
	return action.Sheet
}

// Cursor stands on the selected cell, or in the list over it, relative to the
// sheet.
func (s *Sheet) Cursor() *tea.Cursor {
	s.View()
	if s.chooser != nil {
		return s.chooser.cursor
	}
	if s.Len() == 0 {
		return nil
	}
	geo := s.table.geo
	for r := range geo.seenR {
		for c := range geo.seenC {
			x, y := geo.headW+c*geo.cellW, 1+geo.headH+r*geo.cellH
			if p, ok := s.table.pointAt(s.table.top+r, s.table.left+c); ok && p == s.table.cur && x < s.table.w && y < s.table.h {
				return box.OnRow(x, y)
			}
		}
	}
	return nil
}

// Invalidate makes the next View draw afresh, after a change of styles.
func (s *Sheet) Invalidate() {
	clear(s.drawn)
	s.view = nil
}

// Len returns the number of rows.
func (s *Sheet) Len() int { return len(s.table.space.entries) }

// Selected returns the row of the cursor's cell, the newest take; nil where
// nothing was asked for.
func (s *Sheet) Selected() *gallery.Row {
	if e := s.here(); e != nil {
		return e.row
	}
	return nil
}

// here is what stands at the cursor, nil for nothing.
func (s *Sheet) here() *entry {
	s.sync()
	e, _ := s.table.space.newest(s.table.cur)
	return e
}

// Select moves the cursor to a row, leafing to its plane if need be.
func (s *Sheet) Select(id string) {
	s.sync()
	if e := s.table.space.byID[id]; e != nil {
		s.table.cur, s.view = e.at, nil
		s.table.follow()
	}
}

// SetFrame turns the spinner of everything under way to frame n.
func (s *Sheet) SetFrame(n int) {
	s.frame = n
	for range s.Moving {
		s.view = nil
		break
	}
}

// Moving are the ids of the results in view that change with time.
func (s *Sheet) Moving(yield func(id string) bool) {
	s.sync()
	for p := range s.table.inView {
		if e, _ := s.table.space.newest(p); e != nil && e.row.State.Moving() && !yield(e.row.ID) {
			return
		}
	}
}

// Hints returns the keys of the sheet, most useful first.
func (s *Sheet) Hints() []action.Hint {
	acts, at := s.acts, s.Place()
	switch {
	case s.chooser != nil:
		return acts.Hints(at, action.DialogAccept, action.MoveDown, action.DialogCancel)
	case s.Len() == 0:
		return acts.Hints(at, action.StudioBack)
	}
	hints := []action.Hint{acts.Together(at, "cell", action.MoveLeft, action.MoveDown, action.MoveUp, action.MoveRight)}
	hints = append(hints, acts.Hints(at, action.ResultLook, action.ResultNewSeed)...)
	if s.table.rows != None {
		hints = append(append(hints, acts.MenuHint(at, action.RollMenu)), acts.Hints(at, action.SheetTranspose, action.SheetAxes)...)
	}
	if len(s.table.planes) > 1 {
		hints = append(hints, acts.Together(at, "leaf", action.BatchPrevious, action.BatchNext))
	}
	return append(hints, acts.Hints(
		at, action.ListMark, action.ResultPick, action.ResultDrop, action.SizeLarger, action.SizeSmaller, action.StudioBack,
	)...)
}
