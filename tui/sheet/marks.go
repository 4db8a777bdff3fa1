package sheet

import tea "charm.land/bubbletea/v2"

// MarkedIDs lists the marked rows of the sheet in its order.
func (s *Sheet) MarkedIDs() []string {
	s.sync()
	var out []string
	for _, e := range s.table.space.entries {
		if e.row.Marked() {
			out = append(out, e.row.ID)
		}
	}
	return out
}

// mark marks the cursor's row and goes on to the next cell.
func (s *Sheet) mark() tea.Cmd {
	e := s.here()
	if e == nil {
		return nil
	}
	s.gallery.Mark(e.row, !e.row.Marked())
	s.anchor = e.row.ID
	before := s.table.cur
	s.table.moveBy(0, 1)
	return tea.Batch(s.moved(before), s.markedCmd())
}

// markRange marks the cells between the last mark and the cursor. Without a mark
// on this page before it the range begins there.
func (s *Sheet) markRange() tea.Cmd {
	t := s.table
	r0, c0 := t.spot(t.cur)
	r1, c1 := r0, c0
	begun := true
	if e := t.space.byID[s.anchor]; e != nil && flat(e.at, t.rows, t.cols) == flat(t.cur, t.rows, t.cols) {
		r1, c1 = t.spot(e.at)
		begun = false
	}
	for r := min(r0, r1); r <= max(r0, r1); r++ {
		for c := min(c0, c1); c <= max(c0, c1); c++ {
			p, ok := t.pointAt(r, c)
			if e, _ := t.space.newest(p); ok && e != nil {
				s.gallery.Mark(e.row, true)
			}
		}
	}
	if e := s.here(); begun && e != nil {
		s.anchor = e.row.ID
		return tea.Batch(s.markedCmd(), say(NoteMsg{"The range starts here: mark another cell to mark everything in between."}))
	}
	return s.markedCmd()
}

func (s *Sheet) markedCmd() tea.Cmd { return say(MarkedMsg{Count: len(s.MarkedIDs())}) }
