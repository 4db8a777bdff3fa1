package results

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
)

// Thumb asks for the thumbnail of a row, at most W × H cells.
type Thumb struct {
	ID   string
	W, H int
}

// WantMsg asks the root for thumbnails, the most urgent first. It takes the
// place of the one before: what that asked for and is not here again is no
// longer wanted. The root answers with SetThumb.
type WantMsg struct{ Thumbs []Thumb }

// SettledMsg ends a wait for the grid to stand still. The root hands it back
// to Settled.
type SettledMsg struct{ seq int }

// settle is how long the grid must stand still before thumbnails are asked
// for: those that only fly by are never made.
const settle = 50 * time.Millisecond

// thumbs are the thumbnails of rows in view or near it, by row.
type thumbs struct {
	w       int
	have    map[string]*thumb
	asked   map[Thumb]bool // in the last WantMsg, and not answered
	waiting []Thumb        // missing when the running wait began; nil when none runs
	seq     int
}

// thumb is a thumbnail; without lines it is one that cannot be drawn.
type thumb struct {
	h      int // it was made for; what it is shown in may differ until a better one comes
	raw    []string
	placed []string // raw in the middle of a cell, exactly fitting
	dim    []string // the same dim; made when first needed
}

func newThumbs() thumbs {
	return thumbs{have: map[string]*thumb{}, asked: map[Thumb]bool{}}
}

// resize drops what was made for another width.
func (t *thumbs) resize(w int) {
	if t.w == w && t.have != nil {
		return
	}
	seq := t.seq
	*t = newThumbs()
	t.w, t.seq = w, seq+1
}

// set keeps a thumbnail; false for one made for another width than cells have
// now.
func (t *thumbs) set(id string, w, h int, lines []string) bool {
	if w != t.w || w <= 0 || h <= 0 {
		return false
	}
	delete(t.asked, Thumb{id, w, h})
	t.have[id] = &thumb{h: h, raw: lines[:min(len(lines), h)]}
	return true
}

// giveUp forgets what was asked for, when nobody works on it any more.
func (t *thumbs) giveUp() {
	t.asked, t.waiting = map[Thumb]bool{}, nil
	t.seq++
}

// keep drops the thumbnails of all but these rows.
func (t *thumbs) keep(near map[string]bool) {
	for id := range t.have {
		if !near[id] {
			delete(t.have, id)
		}
	}
}

// lacks tells whether a row that is saved has no thumbnail of a height.
func (t *thumbs) lacks(r *gallery.Row, h int) bool {
	if r == nil || r.State != gallery.Saved || r.Path == "" {
		return false
	}
	have := t.have[r.ID]
	return have == nil || have.h != h && len(have.raw) > 0
}

// want returns a command that leads to a WantMsg for what is missing once it
// has been the same for a moment; nil when all of it is here or asked for.
func (t *thumbs) want(missing []Thumb) tea.Cmd {
	if !slices.ContainsFunc(missing, func(th Thumb) bool { return !t.asked[th] }) {
		if len(missing) == 0 && len(t.asked) > 0 {
			t.giveUp() // only what has left the view is still being made
			return func() tea.Msg { return WantMsg{} }
		}
		return nil
	}
	if slices.Equal(missing, t.waiting) {
		return nil
	}
	t.waiting = missing
	t.seq++
	seq := t.seq
	return tea.Tick(settle, func(time.Time) tea.Msg { return SettledMsg{seq} })
}

// settled asks for what is missing, if nothing has moved since the wait began.
func (t *thumbs) settled(msg SettledMsg, missing []Thumb) tea.Cmd {
	if msg.seq != t.seq {
		return nil
	}
	t.waiting, t.asked = nil, make(map[Thumb]bool, len(missing))
	if len(missing) == 0 {
		return nil
	}
	for _, th := range missing {
		t.asked[th] = true
	}
	return func() tea.Msg { return WantMsg{Thumbs: missing} }
}

// lines returns the thumbnail as exactly h lines of exactly w cells.
func (t *thumb) lines(w, h int) []string {
	if len(t.placed) != h {
		t.placed, t.dim = box.Centred(t.raw, w, h), nil
	}
	return t.placed
}

// dimmed returns the same with its colours taken back.
func (t *thumb) dimmed(w, h int, light bool) []string {
	lines := t.lines(w, h)
	if t.dim == nil {
		t.dim = dimmed(lines, light)
	}
	return t.dim
}
