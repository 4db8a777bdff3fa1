package sheet

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/keymap"
	"imagine-tui/tui/widget/theme"
)

// Sheet is the screen. The cursor stands at a place among the values of all
// axes, so that it stays where it is whatever arrives and however the sheet is
// turned.
type Sheet struct {
	st *theme.Styles
	km *keymap.Map

	w, h    int
	focused bool
	frame   int // of the shared spinner
	title   string

	space      *space
	rows, cols Axis
	planes     []point
	cur        point
	labelW     int // of the widest row heading, in cells

	geo       geometry
	larger    int // steps by which the person made cells larger or smaller
	top, left int // first row and column in view

	anchor  string // last mark, for marking a range
	pending string // first key of a pair
	chooser *chooser

	thumbs thumbs
	drawn  map[point]drawn
	view   []string // cached; nil when stale
}

// New returns an empty sheet.
func New(st *theme.Styles, km *keymap.Map) *Sheet {
	return &Sheet{
		st: st, km: km, space: newSpace(), rows: None, cols: None,
		thumbs: newThumbs(), drawn: map[point]drawn{},
	}
}

// SetSize sets the outer size in cells.
func (s *Sheet) SetSize(w, h int) {
	if w != s.w || h != s.h {
		s.w, s.h = w, h
		s.measure()
		s.follow()
	}
}

// SetTitle sets what the sheet is of, in a few words.
func (s *Sheet) SetTitle(title string) { s.title, s.view = title, nil }

// SetItems replaces what the sheet holds: in the order of the plan, a later
// take after the earlier ones. Cursor, marks and thumbnails stay with their
// items; the rows and columns stay unless the items no longer differ in them.
func (s *Sheet) SetItems(items []Item) {
	old, cur := s.space, s.cur
	selected, _ := s.space.newest(s.cur)
	s.space = newSpace()
	for _, it := range items {
		e := s.space.add(it)
		if was := old.byID[it.ID]; was != nil {
			e.marked = was.marked
		}
	}
	s.thumbs.keep(s.space.byID)
	if !s.fits(s.rows, s.cols) {
		s.rows, s.cols = s.usual()
	}
	s.replace(old, cur, selected)
	s.laidOut()
}

// replace finds the cursor's place among new values: its item, else the same
// values, else the nearest place.
func (s *Sheet) replace(old *space, cur point, selected *entry) {
	if selected != nil {
		if e := s.space.byID[selected.ID]; e != nil {
			s.cur = e.at
			return
		}
	}
	for a := range axes {
		s.cur[a] = max(0, min(cur[a], len(s.space.values[a])-1))
		if cur[a] < len(old.values[a]) {
			if i, ok := s.space.index[a][old.values[a][cur[a]]]; ok {
				s.cur[a] = i
			}
		}
	}
	if len(s.space.entries) > 0 && len(old.entries) == 0 {
		s.cur = s.space.entries[0].at
	}
}

// Add puts further items into the sheet. The cursor does not move.
func (s *Sheet) Add(items ...Item) {
	if len(s.space.entries) == 0 {
		s.SetItems(items)
		return
	}
	for _, it := range items {
		if s.space.byID[it.ID] == nil {
			s.space.add(it)
		}
	}
	if !s.fits(s.rows, s.cols) {
		s.rows, s.cols = s.usual()
	}
	s.laidOut()
}

// Remove takes an item out of the sheet; the file behind it is not touched.
func (s *Sheet) Remove(id string) {
	if s.space.byID[id] == nil {
		return
	}
	var rest []Item
	for _, e := range s.space.entries {
		if e.ID != id {
			rest = append(rest, e.Item)
		}
	}
	s.SetItems(rest)
}

// Change changes an item in place; false when there is none with that id.
// What it is on the axes, and its id, must stay.
func (s *Sheet) Change(id string, change func(*Item)) bool {
	e := s.space.byID[id]
	if e == nil {
		return false
	}
	was := e.State
	change(&e.Item)
	if was != e.State {
		s.thumbs.stale = true
	}
	s.touch(e.at)
	return true
}

// touch makes a cell be drawn afresh.
func (s *Sheet) touch(p point) {
	delete(s.drawn, p)
	s.view = nil
}

// fits tells whether two axes can be rows and columns of what there is. None
// for both is only right where nothing differs.
func (s *Sheet) fits(rows, cols Axis) bool {
	varied := s.space.varied()
	switch len(varied) {
	case 0:
		return rows == None && cols == None
	case 1:
		return rows == None && cols == varied[0]
	}
	return rows != cols && slices.Contains(varied, rows) && slices.Contains(varied, cols)
}

// usual returns the rows and columns a sheet begins with.
func (s *Sheet) usual() (rows, cols Axis) {
	varied := s.space.varied()
	switch len(varied) {
	case 0:
		return None, None
	case 1:
		return None, varied[0]
	}
	rows, cols = varied[0], varied[1]
	if slices.Contains(varied, Seed) {
		cols = Seed
	}
	return rows, cols
}

// Varied lists the axes in which the items differ.
func (s *Sheet) Varied() []Axis { return s.space.varied() }

// Axes returns what rows and columns are now. With fewer than two axes that
// vary there are no rows: cells follow each other like words.
func (s *Sheet) Axes() (rows, cols Axis) { return s.rows, s.cols }

// SetAxes chooses rows and columns; false when the items do not differ in
// them. The cursor stays on its item.
func (s *Sheet) SetAxes(rows, cols Axis) bool {
	if !s.fits(rows, cols) {
		return false
	}
	s.rows, s.cols = rows, cols
	s.planes = s.space.planes(rows, cols)
	s.measure()
	s.follow()
	return true
}

// laidOut brings everything up to date that follows from items and axes.
func (s *Sheet) laidOut() {
	s.planes = s.space.planes(s.rows, s.cols)
	clear(s.drawn)
	s.measure()
}

// Focus gives the sheet the keyboard.
func (s *Sheet) Focus() tea.Cmd {
	s.focused = true
	s.Invalidate()
	return s.Want()
}

// Blur takes the keyboard away.
func (s *Sheet) Blur() {
	s.focused, s.pending, s.chooser = false, "", nil
	s.Invalidate()
}

// Capturing tells whether the next key belongs to the sheet whatever it means
// elsewhere: the second of a pair, or one for the choice of axes.
func (s *Sheet) Capturing() bool { return s.pending != "" || s.chooser != nil }

// Cursor returns nil: the sheet has no text cursor.
func (s *Sheet) Cursor() *tea.Cursor { return nil }

// Invalidate makes the next View draw afresh, after a change of styles.
func (s *Sheet) Invalidate() {
	clear(s.drawn)
	s.view = nil
}

// Len returns the number of items.
func (s *Sheet) Len() int { return len(s.space.entries) }

// Selected returns the item of the cursor's cell: the newest take. False where
// nothing was asked for.
func (s *Sheet) Selected() (Item, bool) {
	e, _ := s.space.newest(s.cur)
	if e == nil {
		return Item{}, false
	}
	return e.Item, true
}

// Select moves the cursor to an item, leafing to its plane if need be.
func (s *Sheet) Select(id string) {
	if e := s.space.byID[id]; e != nil {
		s.moveTo(e.at)
		s.follow()
	}
}

// SetFrame turns the spinner of everything under way to frame n.
func (s *Sheet) SetFrame(n int) {
	s.frame = n
	if s.MovingInView() {
		s.view = nil
	}
}

// MovingIDs lists the items in view that change with time.
func (s *Sheet) MovingIDs() []string {
	var out []string
	for p := range s.inView {
		if e, _ := s.space.newest(p); e != nil && e.State.Moving() {
			out = append(out, e.ID)
		}
	}
	return out
}

// MovingInView tells whether a cell in view changes with time.
func (s *Sheet) MovingInView() bool {
	for p := range s.inView {
		if e, _ := s.space.newest(p); e != nil && e.State.Moving() {
			return true
		}
	}
	return false
}

// Hints returns the keys of the sheet, most useful first.
func (s *Sheet) Hints() []key.Binding {
	own, pic, mv := s.km.Sheet, s.km.Picture, s.km.Move
	switch {
	case s.chooser != nil:
		keys := keymap.InDialog()
		return []key.Binding{keys.Accept, keys.Down, keys.Leave}
	case s.pending == roll:
		return []key.Binding{own.RollRow, own.RollColumn, s.km.Everywhere.Back}
	case s.Len() == 0:
		return []key.Binding{s.km.Everywhere.Back}
	}
	hints := []key.Binding{key.NewBinding(key.WithHelp("hjkl", "cell")), pic.Look, pic.NewSeed}
	if s.rows != None {
		hints = append(hints, own.Roll, own.Transpose, own.Axes)
	}
	if len(s.planes) > 1 {
		hints = append(hints, key.NewBinding(key.WithHelp("[ ]", "leaf")))
	}
	return append(hints, mv.Mark, pic.Pick, pic.Drop, mv.More, mv.Less, s.km.Everywhere.Back)
}
