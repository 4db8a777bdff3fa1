package sheet

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Marked returns the marked items in the order they were given.
func (s *Sheet) Marked() []Item {
	var out []Item
	for _, e := range s.space.entries {
		if e.marked {
			out = append(out, e.Item)
		}
	}
	return out
}

// SetMarked marks exactly the items with these ids, so that marks can be taken
// along from one screen to another.
func (s *Sheet) SetMarked(ids []string) {
	for _, e := range s.space.entries {
		e.marked = slices.Contains(ids, e.ID)
	}
	s.Invalidate()
}

// ClearMarks takes every mark away and tells how many there were.
func (s *Sheet) ClearMarks() int {
	n := 0
	for _, e := range s.space.entries {
		if e.marked {
			e.marked = false
			n++
			s.touch(e.at)
		}
	}
	return n
}

// mark marks the cursor's item and goes on to the next cell.
func (s *Sheet) mark() tea.Cmd {
	e, _ := s.space.newest(s.cur)
	if e == nil {
		return nil
	}
	e.marked = !e.marked
	s.anchor = e.ID
	s.touch(e.at)
	before := s.cur
	s.moveBy(0, 1)
	return tea.Batch(s.moved(before), s.markedCmd())
}

// markRange marks the cells between the last mark and the cursor.
func (s *Sheet) markRange() tea.Cmd {
	r0, c0 := s.spot(s.cur)
	r1, c1 := r0, c0
	if e := s.space.byID[s.anchor]; e != nil && flat(e.at, s.rows, s.cols) == flat(s.cur, s.rows, s.cols) {
		r1, c1 = s.spot(e.at)
	}
	for r := min(r0, r1); r <= max(r0, r1); r++ {
		for c := min(c0, c1); c <= max(c0, c1); c++ {
			p, ok := s.pointAt(r, c)
			if e, _ := s.space.newest(p); ok && e != nil {
				e.marked = true
				s.touch(p)
			}
		}
	}
	return s.markedCmd()
}

func (s *Sheet) markedCmd() tea.Cmd { return say(MarkedMsg{Count: len(s.Marked())}) }
