package sheet

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/widget/thumb"
)

// spare is how many thumbnails beyond those in view are kept. The root keeps
// drawings too, and can give them again at once.
const spare = 400

// ThumbSize returns the cells a picture may take.
func (s *Sheet) ThumbSize() (w, h int) { return s.table.geo.thumbW, s.table.geo.thumbH }

// SetThumb gives the thumbnail of a row as rendered lines, at most w × h cells;
// one made for another size than ThumbSize is ignored.
func (s *Sheet) SetThumb(id string, w, h int, lines []string) {
	s.sync()
	e := s.table.space.byID[id]
	if e != nil && h == s.table.geo.thumbH && s.thumbs.Put(id, w, h, lines) {
		s.touch(e.at)
	}
}

// SetUndrawn says why the picture of a row cannot be drawn: it is not asked for
// again.
func (s *Sheet) SetUndrawn(id string, w, h int, why string) {
	s.sync()
	e := s.table.space.byID[id]
	if e != nil && h == s.table.geo.thumbH && s.thumbs.Refuse(id, w, h, why) {
		s.touch(e.at)
	}
}

// SetDimmed gives the same with its colours taken back, as the terminal draws it.
func (s *Sheet) SetDimmed(id string, w, h int, lines []string) {
	s.sync()
	if e := s.table.space.byID[id]; e != nil && s.thumbs.PutDimmed(id, w, h, lines) {
		s.touch(e.at)
	}
}

// DropThumbs forgets the thumbnails of rows, which the terminal has no more, or
// every one, after the terminal or the background turned out to be another, and
// asks for those in view again.
func (s *Sheet) DropThumbs(ids ...string) {
	s.thumbs.Drop(ids...)
	s.Invalidate()
}

// Want returns a command that leads to a thumb.WantMsg once the view stands
// still; nil when nothing is missing. The root calls it after whatever may have
// changed the sheet other than Update, which does it by itself.
func (s *Sheet) Want() tea.Cmd {
	s.sync()
	s.prune()
	return s.thumbs.Want(s.missing())
}

// missing lists the saved rows without thumbnail in view, and then those of the
// page after it and the page before.
func (s *Sheet) missing() []thumb.Wish {
	t, g := s.table, s.table.geo
	if g.thumbW <= 0 || g.thumbH <= 0 {
		return nil
	}
	var out []thumb.Wish
	add := func(p point) bool {
		if e := t.space.face(p); e != nil {
			newest, _ := t.space.newest(p)
			if w, lacks := s.thumbs.Missing(e.row.ID, g.thumbH, dimmed(e, newest)); lacks {
				out = append(out, w)
			}
		}
		return true
	}
	add(t.cur)
	first := len(out)
	t.inView(func(p point) bool { return p == t.cur && first > 0 || add(p) })
	t.window(t.top+g.seenR, g.seenR, add)
	t.window(t.top-g.seenR, min(g.seenR, t.top), add)
	return out
}

// prune drops thumbnails far from the view when there are many.
func (s *Sheet) prune() {
	t, g := s.table, s.table.geo
	if s.thumbs.Len() <= spare+4*g.seenR*g.seenC {
		return
	}
	near := map[string]bool{}
	t.window(t.top-2*g.seenR, 5*g.seenR, func(p point) bool {
		if e := t.space.face(p); e != nil {
			near[e.row.ID] = true
		}
		return true
	})
	s.thumbs.Keep(func(id string) bool { return near[id] })
}
