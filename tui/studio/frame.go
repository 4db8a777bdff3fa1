package studio

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture/display"
	"imagine-tui/tui/studio/cull"
	"imagine-tui/tui/studio/show"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// frame draws the whole screen: header, panes or a screen, last line, and what
// lies over them.
type frame struct {
	st       *theme.Styles
	acts     *action.Table
	gallery  *gallery.Gallery
	panes    *panes
	screens  *screens
	dialogs  *dialogs
	notices  *notices
	tips     *tips
	keyboard *keyboard
	flows    *flows
	display  *display.Display
}

// pictured returns the frame, in which the terminal may draw pictures over its
// cells. What lies over them takes away no more than it covers; cells of text that a
// picture is drawn through stand each for themselves then.
func (f *frame) pictured() []string {
	f.panes.preview.ShowCells(f.dialogs.top() != nil || f.flows.accounts.Listed())
	return f.display.Place(f.lines())
}

// lines returns exactly h lines of exactly w cells.
func (f *frame) lines() []string {
	if f.panes.w <= 0 || f.panes.h <= 0 {
		return nil
	}
	if f.panes.lay.shape == shapeTooSmall {
		out := box.Blank(f.panes.w, f.panes.h)
		for i, l := range cells.Wrap("Enlarge the window (at least 24×6).", f.panes.w) {
			if i < len(out) {
				out[i] = box.Fit(l, f.panes.w)
			}
		}
		return out
	}
	lines := make([]string, 0, f.panes.h)
	lines = append(lines, f.header())
	lines = append(lines, f.body()...)
	lines = append(lines, f.lastLine())
	if d := f.dialogs.top(); d != nil {
		block := d.View(f.panes.w, f.panes.h-2)
		x, y := f.dialogAt(block)
		lines = box.Over(lines, block, x, y)
	} else if f.flows.accounts.Listed() {
		block := f.flows.accounts.ShortList(f.panes.w, f.panes.h-1)
		lines = box.Over(lines, block, min(2, max(0, f.panes.w-cells.Width(block[0]))), 1)
	}
	return lines
}

// dialogAt centres a dialog's box between header and last line.
func (f *frame) dialogAt(block []string) (x, y int) {
	if len(block) == 0 {
		return 0, 1
	}
	return max(0, (f.panes.w-cells.Width(block[0]))/2), 1 + max(0, (f.panes.h-2-len(block))/2)
}

func (f *frame) body() []string {
	f.captions()
	if s := f.screens.top(); s != nil {
		return s.View()
	}
	l := &f.panes.lay
	var blocks []block
	for id := range paneCount {
		if r := l.panes[id]; r.w > 0 {
			blocks = append(blocks, block{r, f.panes.pane(id).View()})
		}
	}
	if l.strip.w > 0 {
		blocks = append(blocks, block{l.strip, []string{f.strip()}})
	}
	if l.details.w > 0 {
		blocks = append(blocks, block{l.details, f.details(l.details)})
	}
	return joined(blocks, f.panes.h-2)
}

// captions say of what is shown what is to be said of it now, once.
func (f *frame) captions() {
	full := f.panes.zoomed || f.screens.OnScreen(show.FullScreen) || f.screens.OnScreen(cull.Screen)
	f.panes.preview.SetFull(full)
	switch {
	case full:
		f.panes.preview.SetCaption(f.flows.show.FullCaption())
	case f.panes.lay.details.h == 1:
		f.panes.preview.SetCaption("") // the line below says it
	default:
		f.panes.preview.SetCaption(f.flows.show.Caption())
	}
}

// details are what is known of what is shown: in one line, or in a box.
func (f *frame) details(r rect) []string {
	if r.h == 1 {
		return []string{box.Fit(f.flows.show.Line(r.w), r.w)}
	}
	return box.Draw(f.st, box.Frame{Title: "Details"}, f.flows.show.Details(r.w-2), r.w, r.h)
}

// block are the lines of what lies at a place.
type block struct {
	at    rect
	lines []string
}

// joined puts blocks that cover h lines below the header, and lie nowhere over
// one another, together.
func joined(blocks []block, h int) []string {
	slices.SortFunc(blocks, func(a, b block) int { return a.at.x - b.at.x })
	out := make([]string, h)
	for i := range out {
		var line strings.Builder
		for _, b := range blocks {
			if y := i + 1 - b.at.y; y >= 0 && y < len(b.lines) && y < b.at.h {
				line.WriteString(b.lines[y])
			}
		}
		out[i] = line.String()
	}
	return out
}

// cursor is the text cursor of what takes text now.
func (f *frame) cursor() *tea.Cursor {
	if f.panes.lay.shape == shapeTooSmall {
		return nil
	}
	if d := f.dialogs.top(); d != nil {
		c := d.Cursor()
		if c == nil {
			return nil
		}
		x, y := f.dialogAt(d.View(f.panes.w, f.panes.h-2))
		return f.cursorAt(c, x, y)
	}
	c, r := f.panes.focused().Cursor(), f.panes.lay.panes[f.panes.focus]
	if s := f.screens.top(); s != nil {
		c, r = s.Cursor(), rect{0, 1, f.panes.w, f.panes.h - 2}
	}
	if c == nil {
		return nil
	}
	if c.X+r.x >= f.panes.w || c.Y+r.y >= f.panes.h {
		return nil
	}
	return f.cursorAt(c, r.x, r.y)
}

// cursorAt moves a cursor to where its pane lies. It is a copy: the pane may
// give the same one again, and the screen is drawn by another goroutine. On a
// ground of the theme it has the colour of what is written there: the terminal's
// own may not be seen on it.
func (f *frame) cursorAt(c *tea.Cursor, x, y int) *tea.Cursor {
	moved := *c
	moved.X, moved.Y = c.X+x, c.Y+y
	if g := f.st.Ground; g != nil {
		moved.Color = g.Ink
	}
	return &moved
}
