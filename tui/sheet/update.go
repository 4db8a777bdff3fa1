package sheet

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/keymap"
	"imagine-tui/tui/widget/thumb"
)

// First keys of pairs.
const (
	roll  = "N"
	first = "g"
)

var inDialog = keymap.InDialog()

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
	s.sync()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		cmd := s.keyPress(msg)
		return tea.Batch(cmd, s.Want())
	case thumb.SettledMsg:
		return s.thumbs.Settled(msg, s.missing())
	}
	return nil
}

func (s *Sheet) keyPress(msg tea.KeyPressMsg) tea.Cmd {
	s.view = nil // cells are kept
	switch {
	case s.chooser != nil:
		s.choose(msg)
		return nil
	case s.pending != "":
		return s.second(msg)
	case s.Len() == 0:
		return s.leave(msg)
	}
	before := s.table.cur
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
	case s.table.rows == None && key.Matches(msg, own.Roll, own.Transpose, own.Axes):
		return say(NoteMsg{"This sheet differs in one thing only: there are no rows and columns."})
	case key.Matches(msg, own.Roll):
		s.pending = roll
	case key.Matches(msg, own.Transpose):
		s.SetAxes(s.table.cols, s.table.rows)
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
	page := max(1, s.table.geo.seenR)
	switch {
	case key.Matches(msg, mv.Down):
		s.table.moveBy(1, 0)
	case key.Matches(msg, mv.Up):
		s.table.moveBy(-1, 0)
	case key.Matches(msg, mv.Right):
		s.table.moveBy(0, 1)
	case key.Matches(msg, mv.Left):
		s.table.moveBy(0, -1)
	case key.Matches(msg, mv.PageDown):
		s.table.moveBy(page, 0)
	case key.Matches(msg, mv.PageUp):
		s.table.moveBy(-page, 0)
	case key.Matches(msg, mv.Top):
		s.table.moveBy(-s.table.geo.rows, 0)
	case key.Matches(msg, mv.Bottom):
		s.table.moveBy(s.table.geo.rows, 0)
	case key.Matches(msg, mv.NextBatch):
		s.table.leaf(1)
	case key.Matches(msg, mv.PrevBatch):
		s.table.leaf(-1)
	default:
		return false
	}
	return true
}

func (s *Sheet) moved(before point) tea.Cmd {
	if s.table.cur == before {
		return nil
	}
	msg := SelectedMsg{}
	if r := s.Selected(); r != nil {
		msg.ID = r.ID
	}
	return say(msg)
}

// resize makes cells larger or smaller by a step, if that changes anything.
func (s *Sheet) resize(by int) {
	before, larger := s.table.geo, s.table.larger
	s.table.larger += by
	s.measure()
	if s.table.geo == before {
		s.table.larger = larger
		return
	}
	s.table.follow()
}

// second handles the key after N or g. Any other ends the pair and does
// nothing.
func (s *Sheet) second(msg tea.KeyPressMsg) tea.Cmd {
	was := s.pending
	s.pending = ""
	own, before := s.km.Sheet, s.table.cur
	switch {
	case was == first && msg.String() == first:
		s.table.moveBy(-s.table.geo.rows, 0)
		return s.moved(before)
	case was == roll && key.Matches(msg, own.RollRow):
		return s.rollAll(func(p point) bool { return p[s.table.rows] == s.table.cur[s.table.rows] })
	case was == roll && key.Matches(msg, own.RollColumn):
		return s.rollAll(func(p point) bool { return p[s.table.cols] == s.table.cur[s.table.cols] })
	}
	return nil
}

// rollOne asks for another seed in the cursor's cell.
func (s *Sheet) rollOne() tea.Cmd {
	if r := s.Selected(); r != nil {
		return say(RollMsg{IDs: []string{r.ID}})
	}
	return s.look()
}

// rollAll asks for another seed in each filled cell of this plane that in
// holds for.
func (s *Sheet) rollAll(in func(point) bool) tea.Cmd {
	var ids []string
	for r := range s.table.geo.rows {
		for c := range s.table.geo.cols {
			p, ok := s.table.pointAt(r, c)
			if e, _ := s.table.space.newest(p); ok && e != nil && in(p) {
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
	if r := s.Selected(); r != nil {
		return say(LookMsg{ID: r.ID})
	}
	ask := AskMsg{
		Variant: s.table.valueHere(Variant), Style: s.table.valueHere(Style), Ratio: s.table.valueHere(Ratio),
	}
	ask.Seed, _ = strconv.ParseInt(s.table.valueHere(Seed), 10, 64)
	for _, e := range s.table.space.entries {
		if e.at[Variant] == s.table.cur[Variant] {
			ask.Like = e.ID
			break
		}
	}
	return say(ask)
}

// Click moves the cursor to the cell at x, y of the screen; on the cursor's
// own cell it looks closer.
func (s *Sheet) Click(x, y int) tea.Cmd {
	s.sync()
	x, y = x-s.table.geo.headW, y-1-s.table.geo.headH
	if x < 0 || y < 0 || s.Capturing() || s.table.geo.cellW == 0 || s.table.geo.cellH == 0 {
		return nil
	}
	r, c := y/s.table.geo.cellH, x/s.table.geo.cellW
	p, ok := s.table.pointAt(s.table.top+r, s.table.left+c)
	if !ok || r >= s.table.geo.seenR || c >= s.table.geo.seenC {
		return nil
	}
	if p == s.table.cur {
		return s.look()
	}
	before := s.table.cur
	s.table.cur, s.view = p, nil
	return tea.Batch(s.moved(before), s.Want())
}

// Wheel scrolls by a row, or by a column, without moving the cursor. Only the
// signs of down and right count.
func (s *Sheet) Wheel(down, right int) tea.Cmd {
	s.sync()
	s.view = nil
	s.table.scrollTo(s.table.top+direction(down), s.table.left+direction(right))
	return s.Want()
}

func direction(n int) int { return max(-1, min(n, 1)) }
