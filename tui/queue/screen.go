package queue

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// Screen is the queue screen. Its selection belongs to a run, or to a key, not
// to a line: only the person moves it.
type Screen struct {
	st   *theme.Styles
	acts *action.Table

	w, h    int
	focused bool
	frame   int // of the shared spinner

	known     []Lane
	batches   []Batch
	gallery   *gallery.Gallery
	version   int // of the gallery that was looked at
	runs      []*Run
	byID      map[string]*Run
	left      time.Duration
	leftKnown bool

	items []item
	old   bool // items no longer say what is known
	total lane
	// widths of the columns, in cells
	labelW, styleW, seedW, costW int

	sel  string // id of the selected run or heading
	top  int    // first item in view
	view []string
}

// New returns an empty queue screen, for runs whose rows a gallery holds.
func New(st *theme.Styles, acts *action.Table, g *gallery.Gallery) *Screen {
	return &Screen{st: st, acts: acts, gallery: g, byID: map[string]*Run{}}
}

// SetSize sets the outer size in cells.
func (p *Screen) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h, p.view = w, h, nil
		p.list()
		p.follow()
	}
}

// Focus gives the screen the keyboard, and its first run the selection when
// there is none yet.
func (p *Screen) Focus() tea.Cmd {
	p.focused, p.view = true, nil
	if items := p.list(); p.sel == "" && len(items) > 0 {
		p.selectNear(0)
		for _, it := range items {
			if it.run != nil {
				p.sel = it.run.Row.ID
				break
			}
		}
		p.follow()
	}
	return nil
}

// Blur takes the keyboard away.
func (p *Screen) Blur() { p.focused, p.view = false, nil }

// Capturing tells whether the screen takes text; it never does.
func (p *Screen) Capturing() bool { return false }

// Place is what the screen's keys act in.
func (p *Screen) Place() action.Place { return action.Queue }

// Cursor stands on the selected line, relative to the screen.
func (p *Screen) Cursor() *tea.Cursor {
	p.View()
	y := 1 + p.index() - p.top
	if len(p.items) == 0 || p.index() < 0 || p.w < 2 || y < 1 || y >= p.h {
		return nil
	}
	return box.OnRow(1, y)
}

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Screen) Invalidate() { p.view = nil }

// SetFrame turns the spinner of all running rows to frame n.
func (p *Screen) SetFrame(n int) {
	p.frame = n
	for range p.Moving {
		p.view = nil
		break
	}
}

// Moving are the ids of the runs in view that change with time.
func (p *Screen) Moving(yield func(id string) bool) {
	for _, it := range p.visible() {
		if it.run != nil && it.run.Row.State.Moving() && !yield(it.run.Row.ID) {
			return
		}
	}
}

// Hints returns the keys of the screen, most useful first.
func (p *Screen) Hints() []action.Hint {
	acts, at := p.acts, action.Queue
	it, ok := p.current()
	if !ok {
		return acts.Hints(at, action.StudioBack)
	}
	hold := "hold"
	if it.lane.OnHold {
		hold = "resume"
	}
	var hints []action.Hint
	if r := it.run; r != nil {
		hints = acts.Hints(at, action.ResultLook)
		switch {
		case r.group() == 1:
			hints = append(hints, acts.Hints(at, action.QueueSooner, action.QueueLater, action.QueueStop)...)
		case r.Row.State.Trouble():
			hints = append(hints, acts.Hints(at, action.ResultRetry, action.ResultRetryAll, action.QueueStop)...)
		case !r.Row.State.Ended():
			hints = append(hints, acts.Hint(at, action.QueueStop))
		}
	}
	hints = append(hints, acts.HintAs(at, action.QueueHold, hold))
	return append(hints, acts.Hints(at, action.QueueFewer, action.QueueMore, action.QueueStopAll, action.StudioBack)...)
}
