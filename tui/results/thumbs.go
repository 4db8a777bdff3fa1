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

// SetThumb gives a thumbnail as rendered lines, at most w × h cells. One made
// for another width than cells have now, or for a row that is gone, is
// ignored. No lines say that the picture cannot be shown: it is not asked for
// again.
func (p *Pane) SetThumb(id string, w, h int, lines []string) {
	t := &p.grid.thumbs
	if !p.grid.on || p.gallery.Find(id) == nil || w != t.w || w <= 0 || h <= 0 {
		return
	}
	delete(t.asked, Thumb{id, w, h})
	t.have[id] = &thumb{h: h, raw: lines[:min(len(lines), h)]}
	p.view = nil
}

// DropThumbs forgets every thumbnail, after the terminal or the background
// turned out to be another. Want asks for those in view again.
func (p *Pane) DropThumbs() {
	clear(p.grid.thumbs.have)
	p.GiveUp()
	p.view = nil
}

// GiveUp forgets what was asked for, when nobody works on it any more.
func (p *Pane) GiveUp() {
	t := &p.grid.thumbs
	t.asked, t.waiting = map[Thumb]bool{}, nil
	t.seq++
}

// Want returns a command that leads to a WantMsg once the grid stands still;
// nil when nothing is missing. The root calls it after whatever may have
// changed the grid, while it is seen. Thumbnails more than a page away from
// what is in view are dropped.
func (p *Pane) Want() tea.Cmd {
	t := &p.grid.thumbs
	if !p.grid.on || p.Len() == 0 {
		return nil
	}
	near := p.near()
	for id := range t.have {
		if !near[id] {
			delete(t.have, id)
		}
	}
	missing := p.missing()
	if !slices.ContainsFunc(missing, func(th Thumb) bool { return !t.asked[th] }) {
		if len(missing) == 0 && len(t.asked) > 0 {
			p.GiveUp() // only what has left the view is still being made
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

// Settled asks for what is missing, if the grid has not moved since the wait
// began.
func (p *Pane) Settled(msg SettledMsg) tea.Cmd {
	t := &p.grid.thumbs
	if !p.grid.on || msg.seq != t.seq {
		return nil
	}
	missing := p.missing()
	t.waiting, t.asked = nil, make(map[Thumb]bool, len(missing))
	if len(missing) == 0 {
		return nil
	}
	for _, th := range missing {
		t.asked[th] = true
	}
	return func() tea.Msg { return WantMsg{Thumbs: missing} }
}

// near returns the rows in view and a page around it.
func (p *Pane) near() map[string]bool {
	rows, out := p.listHeight(), map[string]bool{}
	for _, it := range p.itemsOf(p.between(p.grid.off-rows, p.grid.off+2*rows)) {
		if it.row != nil {
			out[it.row.ID] = true
		}
	}
	return out
}

// missing lists the thumbnails that lack: the selected row's, those in view,
// and those of the page where scrolling goes on.
func (p *Pane) missing() []Thumb {
	t, rows, off := &p.grid.thumbs, p.listHeight(), p.grid.off
	if t.w <= 0 {
		return nil
	}
	var out []Thumb
	add := func(b band) {
		for _, it := range p.items[b.first : b.first+b.n] {
			if r := it.row; r != nil && r.State == gallery.Saved && r.Path != "" {
				if have := t.have[r.ID]; have == nil || have.h != b.h-1 && len(have.raw) > 0 {
					out = append(out, Thumb{r.ID, t.w, b.h - 1})
				}
			}
		}
	}
	seen := p.between(off, off+rows)
	for _, b := range seen {
		add(b)
	}
	if i := slices.IndexFunc(out, func(th Thumb) bool { return th.ID == p.sel }); i > 0 {
		first := out[i]
		copy(out[1:], out[:i])
		out[0] = first
	}
	if len(seen) == 0 {
		return out
	}
	ahead := p.between(seen[len(seen)-1].y+seen[len(seen)-1].h, off+2*rows)
	if p.grid.up {
		ahead = slices.Clone(p.between(off-rows, seen[0].y))
		slices.Reverse(ahead)
	}
	for _, b := range ahead {
		add(b)
	}
	return out
}

// lines returns the thumbnail as exactly h lines of exactly w cells.
func (t *thumb) lines(w, h int) []string {
	if len(t.placed) != h {
		t.placed, t.dim = box.Centred(t.raw, w, h), nil
	}
	return t.placed
}
