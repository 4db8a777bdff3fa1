// Package thumb keeps the thumbnails of a screen that scrolls: those that are
// here, and which are asked for once the view stands still. It draws no
// pictures: they come as finished lines of cells.
package thumb

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/picture"
	"imagine-tui/tui/widget/box"
)

// Wish asks for the thumbnail of a row, at most W × H cells, with its colours taken
// back or not.
type Wish struct {
	ID   string
	W, H int
	Dim  bool
}

// WantMsg asks the root for the thumbnails of a screen, the most urgent first.
// It takes the place of the one before: what that asked for and is not here
// again is no longer wanted.
type WantMsg struct {
	Of     string // name of the screen
	Wishes []Wish
}

// SettledMsg ends a wait for a screen to stand still. The root hands it back to
// the screen.
type SettledMsg struct {
	Of  string // name of the screen
	seq int
}

// settle is how long the view must stand still before thumbnails are asked
// for: those that only fly by are never made.
const settle = 50 * time.Millisecond

// Set holds the thumbnails of a screen, by row.
type Set struct {
	of      string
	w       int
	have    map[string]*Picture
	asked   map[Wish]bool // in the last WantMsg, and not answered
	waiting []Wish        // missing when the running wait began; nil when none runs
	seq     int
}

// NewSet returns an empty set for the screen of a name.
func NewSet(of string) *Set {
	return &Set{of: of, have: map[string]*Picture{}, asked: map[Wish]bool{}}
}

// Width is how wide thumbnails are now, in cells.
func (s *Set) Width() int { return s.w }

// Len returns how many thumbnails are here.
func (s *Set) Len() int { return len(s.have) }

// Resize drops what was made for another width.
func (s *Set) Resize(w int) {
	if s.w != w {
		s.w = w
		s.Clear()
	}
}

// Clear forgets every thumbnail, and what was asked for.
func (s *Set) Clear() {
	clear(s.have)
	s.GiveUp()
}

// GiveUp forgets what was asked for, when nobody works on it any more.
func (s *Set) GiveUp() {
	clear(s.asked)
	s.waiting = nil
	s.seq++
}

// Keep drops the thumbnails of all rows but some.
func (s *Set) Keep(some func(id string) bool) {
	for id := range s.have {
		if !some(id) {
			delete(s.have, id)
		}
	}
}

// Drop forgets the thumbnails of rows, or all where none is named: they are asked
// for again.
func (s *Set) Drop(ids ...string) {
	if len(ids) == 0 {
		s.Clear()
	}
	for _, id := range ids {
		delete(s.have, id)
	}
}

// Put takes a thumbnail as rendered lines, at most w × h cells; false for one
// made for another width than they have now.
func (s *Set) Put(id string, w, h int, lines []string) bool {
	if w != s.w || w <= 0 || h <= 0 {
		return false
	}
	delete(s.asked, Wish{ID: id, W: w, H: h})
	s.have[id] = &Picture{h: h, raw: lines[:min(len(lines), h)]}
	return true
}

// Refuse takes why there is no thumbnail of a row, a sentence: it is not asked for
// again.
func (s *Set) Refuse(id string, w, h int, why string) bool {
	delete(s.asked, Wish{id, w, h, true})
	if !s.Put(id, w, h, nil) {
		return false
	}
	s.have[id].why = why
	return true
}

// PutDimmed takes the same with its colours taken back, where the terminal draws it:
// cells of characters can be dimmed here.
func (s *Set) PutDimmed(id string, w, h int, lines []string) bool {
	delete(s.asked, Wish{id, w, h, true})
	p := s.have[id]
	if p == nil || w != s.w || h != p.h || len(lines) == 0 {
		return false
	}
	p.dimRaw, p.dim = lines[:min(len(lines), h)], nil
	return true
}

// LacksDimmed tells whether the terminal draws the thumbnail of a row, and has none
// with its colours taken back.
func (s *Set) LacksDimmed(id string) bool {
	p := s.have[id]
	return p != nil && p.dimRaw == nil && p.drawn()
}

// Missing is what is to be asked for of a row that is shown dim or not; false for
// nothing.
func (s *Set) Missing(id string, h int, dim bool) (Wish, bool) {
	if s.Lacks(id, h) {
		return Wish{ID: id, W: s.w, H: h}, true
	}
	return Wish{id, s.w, h, true}, dim && s.LacksDimmed(id)
}

// Get returns the thumbnail of a row, nil while it is not here.
func (s *Set) Get(id string) *Picture { return s.have[id] }

// Lacks tells whether a row has no thumbnail made for a height.
func (s *Set) Lacks(id string, h int) bool {
	p := s.have[id]
	return p == nil || p.h != h && !p.Empty()
}

// Want returns a command that leads to a WantMsg for what is missing once that
// has been the same for a moment; nil when all of it is here or asked for.
func (s *Set) Want(missing []Wish) tea.Cmd {
	if !slices.ContainsFunc(missing, func(w Wish) bool { return !s.asked[w] }) {
		if len(missing) == 0 && len(s.asked) > 0 {
			s.GiveUp() // only what has left the view is still being made
			msg := WantMsg{Of: s.of}
			return func() tea.Msg { return msg }
		}
		return nil
	}
	if slices.Equal(missing, s.waiting) {
		return nil
	}
	s.waiting = missing
	s.seq++
	msg := s.Awaited()
	return tea.Tick(settle, func(time.Time) tea.Msg { return msg })
}

// Awaited is what the running wait ends with.
func (s *Set) Awaited() SettledMsg { return SettledMsg{Of: s.of, seq: s.seq} }

// Settled asks for what is missing, if nothing has moved since the wait began.
func (s *Set) Settled(msg SettledMsg, missing []Wish) tea.Cmd {
	if msg.seq != s.seq {
		return nil
	}
	s.waiting = nil
	clear(s.asked)
	if len(missing) == 0 {
		return nil
	}
	for _, w := range missing {
		s.asked[w] = true
	}
	want := WantMsg{Of: s.of, Wishes: missing}
	return func() tea.Msg { return want }
}

// Picture is a thumbnail; an empty one is of a picture that cannot be drawn.
type Picture struct {
	h      int    // it was made for; what it is shown in may differ until a better one comes
	why    string // there is none, a sentence
	raw    []string
	dimRaw []string // the same dim, as the terminal draws it; nil until it is here
	w      int      // that placed is for
	placed []string // raw in the middle of a cell, exactly fitting
	dim    []string // the same dim; made when first needed
}

// Empty tells whether the picture cannot be drawn.
func (p *Picture) Empty() bool { return len(p.raw) == 0 }

// Why says why the picture cannot be drawn.
func (p *Picture) Why() string {
	if p.why == "" {
		return "The picture cannot be shown."
	}
	return p.why
}

// drawn tells whether the terminal draws it, so that its cells say nothing of its
// colours.
func (p *Picture) drawn() bool { return len(p.raw) > 0 && picture.Placed(p.raw[0]) }

// Lines returns the thumbnail as exactly h lines of exactly w cells.
func (p *Picture) Lines(w, h int) []string {
	if p.w != w || len(p.placed) != h {
		p.w, p.placed, p.dim = w, box.Centred(p.raw, w, h), nil
	}
	return p.placed
}

// Dimmed returns the same with its colours taken back; what has none of its
// own is made faint.
func (p *Picture) Dimmed(w, h int, light bool) []string {
	lines := p.Lines(w, h)
	if p.dim != nil {
		return p.dim
	}
	if p.dimRaw != nil {
		p.dim = box.Centred(p.dimRaw, w, h)
		return p.dim
	}
	p.dim = picture.Dim(lines, light)
	for i, l := range p.dim {
		if l == lines[i] {
			p.dim[i] = "\x1b[2m" + l + "\x1b[m"
		}
	}
	return p.dim
}
