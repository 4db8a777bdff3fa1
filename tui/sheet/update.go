package sheet

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/keymap"
)

// First keys of pairs.
const (
	roll  = "N"
	first = "g"
)

var inDialog = keymap.InDialog()

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Wants tells whether a key is the sheet's own now, before the root gives it
// another meaning. Keys of a picture that are not (pick, rate, copy and so on)
// are the root's, for the item Selected returns.
func (s *Sheet) Wants(k tea.KeyPressMsg) bool {
	own, mv := s.km.Sheet, s.km.Move
	return s.Capturing() ||
		key.Matches(k, mv.Down, mv.Up, mv.Left, mv.Right, mv.Top, mv.Bottom, mv.PageDown, mv.PageUp) ||
		key.Matches(k, mv.NextBatch, mv.PrevBatch, mv.More, mv.Less, mv.Mark, mv.MarkRange) ||
		key.Matches(k, own.Roll, own.Transpose, own.Axes, s.km.Picture.Look, s.km.Picture.NewSeed)
}

// Update handles keys, and the end of a wait for the view to stand still.
func (s *Sheet) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		cmd := s.keyPress(msg)
		return tea.Batch(cmd, s.Want())
	case SettledMsg:
		return s.settled(msg)
	}
	return nil
}

func (s *Sheet) keyPress(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.chooser != nil:
		s.choose(msg)
		return nil
	case s.pending != "":
		return s.second(msg)
	case s.Len() == 0:
		return s.leave(msg)
	}
	before := s.cur
	if s.move(msg) {
		return s.moved(before)
	}
	own, mv, pic := s.km.Sheet, s.km.Move, s.km.Picture
	switch {
	case key.Matches(msg, mv.Mark):
		return s.mark()
	case key.Matches(msg, mv.MarkRange):
		return s.markRange()
	case key.Matches(msg, mv.More):
		s.resize(1)
	case key.Matches(msg, mv.Less):
		s.resize(-1)
	case key.Matches(msg, pic.Look):
		return s.look()
	case key.Matches(msg, pic.NewSeed):
		return s.rollOne()
	case s.rows == None && key.Matches(msg, own.Roll, own.Transpose, own.Axes):
		return say(NoteMsg{"This sheet differs in one thing only: there are no rows and columns."})
	case key.Matches(msg, own.Roll):
		s.pending, s.view = roll, nil
	case key.Matches(msg, own.Transpose):
		s.SetAxes(s.cols, s.rows)
	case key.Matches(msg, own.Axes):
		s.openChooser()
	case key.Matches(msg, mv.Go):
		s.pending = first
	default:
		return s.leave(msg)
	}
	return nil
}

func (s *Sheet) leave(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, s.km.Everywhere.Back, s.km.Move.Close) {
		return say(CloseMsg{})
	}
	return nil
}

// move handles the keys that move the cursor, and tells whether msg was one.
func (s *Sheet) move(msg tea.KeyPressMsg) bool {
	mv := s.km.Move
	page := max(1, s.geo.seenR)
	switch {
	case key.Matches(msg, mv.Down):
		s.moveBy(1, 0)
	case key.Matches(msg, mv.Up):
		s.moveBy(-1, 0)
	case key.Matches(msg, mv.Right):
		s.moveBy(0, 1)
	case key.Matches(msg, mv.Left):
		s.moveBy(0, -1)
	case key.Matches(msg, mv.PageDown):
		s.moveBy(page, 0)
	case key.Matches(msg, mv.PageUp):
		s.moveBy(-page, 0)
	case key.Matches(msg, mv.Top):
		s.moveBy(-s.geo.rows, 0)
	case key.Matches(msg, mv.Bottom):
		s.moveBy(s.geo.rows, 0)
	case key.Matches(msg, mv.NextBatch):
		s.leaf(1)
	case key.Matches(msg, mv.PrevBatch):
		s.leaf(-1)
	default:
		return false
	}
	return true
}

// moveBy moves the cursor by rows and columns, as far as there are any. Where
// cells flow, the end of a line leads to the next.
func (s *Sheet) moveBy(rows, cols int) {
	p := s.cur
	switch {
	case s.cols == None:
	case s.flows():
		last := s.count(s.cols) - 1
		at := p[s.cols] + rows*max(1, s.geo.cols) + cols
		if rows > 0 && at > last && p[s.cols]/s.geo.cols == last/s.geo.cols {
			at = p[s.cols] // there is no line below
		}
		if rows < 0 && at < 0 {
			at = p[s.cols] % s.geo.cols
		}
		p[s.cols] = max(0, min(at, last))
	default:
		p[s.rows] = max(0, min(p[s.rows]+rows, s.geo.rows-1))
		p[s.cols] = max(0, min(p[s.cols]+cols, s.geo.cols-1))
	}
	s.moveTo(p)
	s.follow()
}

// leaf turns to another plane, the cursor staying in its row and column.
func (s *Sheet) leaf(by int) {
	i := s.plane() + by
	if i < 0 || i >= len(s.planes) {
		return
	}
	p := s.planes[i]
	for _, a := range []Axis{s.rows, s.cols} {
		if a != None {
			p[a] = s.cur[a]
		}
	}
	s.moveTo(p)
	s.thumbs.stale = true
}

// plane returns which of the planes the cursor is in; -1 for one that holds
// nothing.
func (s *Sheet) plane() int { return slices.Index(s.planes, flat(s.cur, s.rows, s.cols)) }

func (s *Sheet) moveTo(p point) {
	if p == s.cur {
		return
	}
	s.cur, s.view = p, nil
}

func (s *Sheet) moved(before point) tea.Cmd {
	if s.cur == before {
		return nil
	}
	it, _ := s.Selected()
	return say(SelectedMsg{ID: it.ID})
}

// second handles the key after N or g. Any other ends the pair and does
// nothing.
func (s *Sheet) second(msg tea.KeyPressMsg) tea.Cmd {
	was := s.pending
	s.pending, s.view = "", nil
	own, before := s.km.Sheet, s.cur
	switch {
	case was == first && msg.String() == first:
		s.moveBy(-s.geo.rows, 0)
		return s.moved(before)
	case was == roll && key.Matches(msg, own.RollRow):
		return s.rollAll(func(p point) bool { return p[s.rows] == s.cur[s.rows] })
	case was == roll && key.Matches(msg, own.RollColumn):
		return s.rollAll(func(p point) bool { return p[s.cols] == s.cur[s.cols] })
	}
	return nil
}

// rollOne asks for another seed in the cursor's cell.
func (s *Sheet) rollOne() tea.Cmd {
	if it, ok := s.Selected(); ok {
		return say(RollMsg{IDs: []string{it.ID}})
	}
	return s.look()
}

// rollAll asks for another seed in each filled cell of this plane that in
// holds for.
func (s *Sheet) rollAll(in func(point) bool) tea.Cmd {
	var ids []string
	for r := range s.geo.rows {
		for c := range s.geo.cols {
			p, ok := s.pointAt(r, c)
			if e, _ := s.space.newest(p); ok && e != nil && in(p) {
				ids = append(ids, e.ID)
			}
		}
	}
	if ids == nil {
		return nil
	}
	return say(RollMsg{IDs: ids})
}

// look asks for the picture at full size, or for an empty cell to be made.
func (s *Sheet) look() tea.Cmd {
	if it, ok := s.Selected(); ok {
		return say(LookMsg{ID: it.ID})
	}
	ask := AskMsg{
		Variant: s.valueHere(Variant), Style: s.valueHere(Style), Ratio: s.valueHere(Ratio),
	}
	ask.Seed, _ = strconv.ParseInt(s.valueHere(Seed), 10, 64)
	for _, e := range s.space.entries {
		if e.at[Variant] == s.cur[Variant] {
			ask.Like = e.ID
			break
		}
	}
	return say(ask)
}

func (s *Sheet) valueHere(a Axis) string { return s.space.values[a][s.cur[a]] }

// Click moves the cursor to the cell at x, y of the screen; on the cursor's
// own cell it looks closer.
func (s *Sheet) Click(x, y int) tea.Cmd {
	x, y = x-s.geo.headW, y-1-s.geo.headH
	if x < 0 || y < 0 || s.Capturing() || s.geo.cellW == 0 || s.geo.cellH == 0 {
		return nil
	}
	r, c := y/s.geo.cellH, x/s.geo.cellW
	p, ok := s.pointAt(s.top+r, s.left+c)
	if !ok || r >= s.geo.seenR || c >= s.geo.seenC {
		return nil
	}
	if p == s.cur {
		return s.look()
	}
	before := s.cur
	s.moveTo(p)
	return tea.Batch(s.moved(before), s.Want())
}

// Wheel scrolls by a row, or by a column, without moving the cursor. Only the
// signs of down and right count.
func (s *Sheet) Wheel(down, right int) tea.Cmd {
	s.scrollTo(s.top+direction(down), s.left+direction(right))
	return s.Want()
}

func direction(n int) int { return max(-1, min(n, 1)) }
