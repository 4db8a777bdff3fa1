package sheet

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/thumb"
)

// Update handles keys, and the end of a wait for the view to stand still.
func (s *Sheet) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		cmd, _ := s.acts.Press(s.Place(), msg, s.Act)
		return cmd
	case thumb.SettledMsg:
		s.sync()
		return s.thumbs.Settled(msg, s.missing())
	}
	return nil
}

// Act does what the sheet has of its own. It reports whether it has the action:
// what else is done with a picture (pick, rate, copy and so on) is the root's,
// for the row Selected returns.
func (s *Sheet) Act(id action.ID) (tea.Cmd, bool) {
	cmd, done := s.act(id)
	if !done {
		return nil, false
	}
	return tea.Batch(cmd, s.Want()), true
}

func (s *Sheet) act(id action.ID) (tea.Cmd, bool) {
	s.sync()
	s.view = nil // cells are kept
	switch {
	case s.chooser != nil:
		s.choose(id)
		return nil, true
	case id == action.StudioBack || id == action.StudioClose:
		return say(CloseMsg{}), true
	case s.Len() == 0:
		return nil, own(id)
	}
	before := s.table.cur
	if s.move(id) {
		return s.moved(before), true
	}
	if s.table.rows == None && turns(id) {
		return say(NoteMsg{"This sheet varies in only one thing: there are no rows and columns."}), true
	}
	switch id {
	case action.ListMark:
		return s.mark(), true
	case action.ListMarkTo:
		return s.markRange(), true
	case action.SizeLarger:
		s.resize(1)
	case action.SizeSmaller:
		s.resize(-1)
	case action.ResultLook:
		return s.look(), true
	case action.ResultNewSeed:
		return s.rollOne(), true
	case action.SheetRollRow:
		return s.rollAll(s.table.rows), true
	case action.SheetRollColumn:
		return s.rollAll(s.table.cols), true
	case action.SheetTranspose:
		s.SetAxes(s.table.cols, s.table.rows)
	case action.SheetAxes:
		s.openChooser()
	default:
		return nil, false
	}
	return nil, true
}

// turns tells whether an action is about rows and columns.
func turns(id action.ID) bool {
	switch id {
	case action.SheetRollRow, action.SheetRollColumn, action.SheetTranspose, action.SheetAxes:
		return true
	}
	return false
}

// own tells whether an action needs a cell: on an empty sheet nobody else is to
// take it for something in the list behind.
func own(id action.ID) bool {
	return turns(id) || id == action.ResultLook || id == action.ResultNewSeed
}

// move handles what moves the cursor, and tells whether an action does.
func (s *Sheet) move(id action.ID) bool {
	page := max(1, s.table.geo.seenR)
	switch id {
	case action.MoveDown:
		s.table.moveBy(1, 0)
	case action.MoveUp:
		s.table.moveBy(-1, 0)
	case action.MoveRight:
		s.table.moveBy(0, 1)
	case action.MoveLeft:
		s.table.moveBy(0, -1)
	case action.MovePageDown:
		s.table.moveBy(page, 0)
	case action.MovePageUp:
		s.table.moveBy(-page, 0)
	case action.MoveTop:
		s.table.moveBy(-s.table.geo.rows, 0)
	case action.MoveBottom:
		s.table.moveBy(s.table.geo.rows, 0)
	case action.BatchNext:
		s.table.leaf(1)
	case action.BatchPrevious:
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

// rollOne asks for another seed in the cursor's cell.
func (s *Sheet) rollOne() tea.Cmd {
	if r := s.Selected(); r != nil {
		return say(RollMsg{IDs: []string{r.ID}})
	}
	return s.look()
}

// rollAll asks for another seed in each filled cell of this plane that has the
// cursor's value of an axis.
func (s *Sheet) rollAll(of Axis) tea.Cmd {
	var ids []string
	for r := range s.table.geo.rows {
		for c := range s.table.geo.cols {
			p, ok := s.table.pointAt(r, c)
			if e, _ := s.table.space.newest(p); ok && e != nil && p[of] == s.table.cur[of] {
				ids = append(ids, e.row.ID)
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
			ask.Like = e.row.ID
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
