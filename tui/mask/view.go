package mask

import (
	"fmt"
	"image"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/dots"
)

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if p.view == nil {
		p.view = p.render()
	}
	return p.view
}

// Cursor returns the cell the brush is on, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor {
	window := p.window()
	dot := p.grid().dot(p.at)
	if !p.focused || p.busy || !dot.In(window) {
		return nil
	}
	left, top := p.place(window)
	c := tea.NewCursor(left+dot.X-window.Min.X, top+(dot.Y-window.Min.Y)/2)
	c.Shape = tea.CursorBlock
	return c
}

// place returns the cell of the pane where the window begins: it is centred.
func (p *Pane) place(window image.Rectangle) (x, y int) {
	cols, rows := p.room()
	return 1 + (cols-window.Dx())/2, 1 + (rows-(window.Dy()+1)/2)/2
}

func (p *Pane) render() []string {
	cols, rows := p.room()
	f := box.Frame{Title: "Mask", Note: p.st.Dim.Render("paint what should change"), Focused: p.focused}
	window := p.window()
	body := box.Blank(0, rows)
	if window.Empty() {
		if rows > 0 {
			body[rows/2] = p.st.Dim.Render(" no picture to paint on")
		}
		return box.Draw(p.st, f, body, p.w, p.h)
	}
	left, top := p.place(window)
	margin := strings.Repeat(" ", left-1)
	for i, line := range p.picture(window) {
		body[top-1+i] = margin + line
	}
	if p.h-2 > rows {
		body = append(body, " "+p.caption(cols-2))
	}
	return box.Draw(p.st, f, body, p.w, p.h)
}

// caption says what the keys do now, or what went wrong.
func (p *Pane) caption(w int) string {
	switch {
	case p.note != "":
		return p.st.Warn.Render(cells.Truncate(p.note, max(0, w), "…"))
	case p.busy:
		return p.st.Busy.Render(cells.Truncate("making the mask…", max(0, w), "…"))
	}
	tool := "paint"
	if p.erase {
		tool = "erase"
	}
	if p.pen {
		tool += " while moving"
	}
	if p.corner != nil {
		px := p.chosenPixels()
		tool += fmt.Sprintf(" a rectangle of %d×%d", px.Dx(), px.Dy())
	}
	parts := []string{tool, fmt.Sprintf("brush %d", p.brush), p.share(), fmt.Sprintf("zoom %d×", p.times), fmt.Sprintf("%d×%d", p.size.X, p.size.Y)}
	for len(parts) > 1 && cells.Width(strings.Join(parts, " · ")) > w {
		parts = parts[:len(parts)-1]
	}
	return p.st.Dim.Render(cells.Truncate(strings.Join(parts, " · "), max(0, w), "…"))
}

// share says how much of the picture is painted.
func (p *Pane) share() string {
	n, all := p.mask.pixels(), p.size.X*p.size.Y
	switch percent := n * 100 / all; {
	case n == 0:
		return "nothing painted"
	case n == all:
		return "all painted"
	case percent == 0:
		return "under 1% painted"
	default:
		return fmt.Sprintf("%d%% painted", percent)
	}
}

// dot is half a cell as it is drawn.
type dot struct {
	base   dots.RGB
	amount uint8 // how much of it is painted, of 255
	brush  bool  // under the brush, or on the edge of the rectangle
	none   bool  // below the picture
}

// painted tells whether a dot counts as painted where only yes or no can be
// shown.
func (d dot) painted() bool { return d.amount >= 128 }

// picture draws the dots of the window.
func (p *Pane) picture(window image.Rectangle) []string {
	g := p.grid()
	cover := g.cover(p.mask, window)
	level, outer, inner := p.shades.At(g.cols, g.rows), p.marks(g), image.Rectangle{}
	if p.corner != nil {
		inner = outer.Inset(1)
	}
	checker := [2]dots.RGB{dots.RGBOf(p.st.Checker[0]), dots.RGBOf(p.st.Checker[1])}
	all := make([]dot, len(cover))
	for i := range all {
		at := window.Min.Add(image.Pt(i%window.Dx(), i/window.Dx()))
		base := level.Over(at.X, at.Y, checker[(at.X/2+at.Y/2)%2])
		all[i] = dot{base: base, amount: cover[i], brush: at.In(outer) && !at.In(inner)}
	}
	out := make([]string, 0, (window.Dy()+1)/2)
	for y := 0; y < window.Dy(); y += 2 {
		upper := all[y*window.Dx() : (y+1)*window.Dx()]
		lower := make([]dot, len(upper))
		for i := range lower {
			lower[i].none = true
		}
		if y+1 < window.Dy() {
			lower = all[(y+1)*window.Dx() : (y+2)*window.Dx()]
		}
		line, is := p.sharpLine(upper, lower, y/2)
		switch {
		case is:
		case p.plain:
			line = signLine(upper, lower, p.st.Dark)
		default:
			line = colourLine(upper, lower, y/2)
		}
		out = append(out, line)
	}
	return out
}

// marks returns the dots that are marked: those under the brush, or those of
// the rectangle that was begun.
func (p *Pane) marks(g grid) image.Rectangle {
	switch {
	case !p.focused:
		return image.Rectangle{}
	case p.corner != nil:
		return p.chosen(g)
	}
	return p.foot(g.dot(p.at))
}
