package sheet

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
)

// settle is how long the view must stand still before thumbnails are asked
// for: those that only fly by are never made.
const settle = 50 * time.Millisecond

// SettledMsg ends a wait for the view to stand still. The root hands it back
// to Update.
type SettledMsg struct{ seq int }

// thumbs are the pictures of cells, by the ids of their items.
type thumbs struct {
	w, h int
	// have holds exactly h lines of exactly w cells, or none for a picture
	// that cannot be drawn.
	have  map[string][]string
	asked map[string]bool // in the last WantMsg
	stale bool            // what is in view may lack thumbnails
	seq   int
}

// spare is how many thumbnails beyond those in view are kept. The root keeps
// drawings too, and can give them again at once.
const spare = 400

func newThumbs() thumbs { return thumbs{have: map[string][]string{}, asked: map[string]bool{}} }

// resize drops what was made for another size.
func (t *thumbs) resize(w, h int) {
	t.stale = true
	if t.w != w || t.h != h {
		t.w, t.h = w, h
		clear(t.have)
		clear(t.asked)
	}
}

// keep drops the thumbnails of items that are gone.
func (t *thumbs) keep(items map[string]*entry) {
	for id := range t.have {
		if items[id] == nil {
			delete(t.have, id)
		}
	}
	t.stale = true
}

// SetThumb gives the thumbnail of an item as rendered lines, at most w × h
// cells; one made for another size than ThumbSize is ignored. No lines say
// that the picture cannot be shown: it is not asked for again.
func (s *Sheet) SetThumb(id string, w, h int, lines []string) {
	e := s.space.byID[id]
	if e == nil || w != s.thumbs.w || h != s.thumbs.h || w <= 0 || h <= 0 {
		return
	}
	delete(s.thumbs.asked, id)
	if len(lines) == 0 {
		s.thumbs.have[id] = nil
	} else {
		s.thumbs.have[id] = box.Centred(lines, w, h)
	}
	s.touch(e.at)
}

// DropThumbs forgets every thumbnail, after the terminal or the background
// turned out to be another, and asks for those in view again.
func (s *Sheet) DropThumbs() {
	clear(s.thumbs.have)
	clear(s.thumbs.asked)
	s.thumbs.stale = true
	s.Invalidate()
}

// Want returns a command that leads to a WantMsg once the view stands still;
// nil when nothing is missing. The root calls it after whatever may have
// changed the sheet other than Update, which does it by itself.
func (s *Sheet) Want() tea.Cmd {
	if !s.thumbs.stale {
		return nil
	}
	s.thumbs.stale = false
	s.prune()
	if !s.lacking() {
		return nil
	}
	s.thumbs.seq++
	seq := s.thumbs.seq
	return tea.Tick(settle, func(time.Time) tea.Msg { return SettledMsg{seq} })
}

// lacking tells whether a thumbnail is missing that was not asked for.
func (s *Sheet) lacking() bool {
	for _, id := range s.missing() {
		if !s.thumbs.asked[id] {
			return true
		}
	}
	return false
}

// settled asks for what is missing, if the view has not moved since.
func (s *Sheet) settled(msg SettledMsg) tea.Cmd {
	ids := s.missing()
	if msg.seq != s.thumbs.seq || len(ids) == 0 {
		return nil
	}
	clear(s.thumbs.asked)
	for _, id := range ids {
		s.thumbs.asked[id] = true
	}
	w, h := s.thumbs.w, s.thumbs.h
	return say(WantMsg{IDs: ids, W: w, H: h})
}

// missing lists the saved items without thumbnail in view, and then those of
// the page after it and the page before.
func (s *Sheet) missing() []string {
	if s.thumbs.w <= 0 || s.thumbs.h <= 0 {
		return nil
	}
	var out []string
	add := func(p point) bool {
		if e := s.face(p); e != nil {
			if _, ok := s.thumbs.have[e.ID]; !ok {
				out = append(out, e.ID)
			}
		}
		return true
	}
	add(s.cur)
	first := len(out)
	s.inView(func(p point) bool { return p == s.cur && first > 0 || add(p) })
	s.window(s.top+s.geo.seenR, s.geo.seenR, add)
	s.window(s.top-s.geo.seenR, min(s.geo.seenR, s.top), add)
	return out
}

// face returns the item whose picture a cell shows: the newest that was saved.
func (s *Sheet) face(p point) *entry {
	takes := s.space.cells[p]
	for i := len(takes) - 1; i >= 0; i-- {
		if takes[i].State == gallery.Saved {
			return takes[i]
		}
	}
	return nil
}

// prune drops thumbnails far from the view when there are many.
func (s *Sheet) prune() {
	if len(s.thumbs.have) <= spare+4*s.geo.seenR*s.geo.seenC {
		return
	}
	near := map[string]bool{}
	s.window(s.top-2*s.geo.seenR, 5*s.geo.seenR, func(p point) bool {
		if e := s.face(p); e != nil {
			near[e.ID] = true
		}
		return true
	})
	for id := range s.thumbs.have {
		if !near[id] {
			delete(s.thumbs.have, id)
		}
	}
}
