package mask

import (
	"image"

	tea "charm.land/bubbletea/v2"
)

// cellAt returns the upper dot of the cell at x, y of the pane. outside cells
// give the nearest one inside, and false.
func (p *Pane) cellAt(x, y int) (image.Point, bool) {
	window := p.window()
	if window.Empty() {
		return image.Point{}, false
	}
	left, top := p.place(window)
	cell := image.Pt(x-left, y-top)
	last := image.Pt(window.Dx()-1, (window.Dy()-1)/2)
	in := image.Pt(max(0, min(cell.X, last.X)), max(0, min(cell.Y, last.Y)))
	return window.Min.Add(image.Pt(in.X, 2*in.Y)), in == cell
}

// Press begins to paint at x, y of the pane with the left button, to erase
// with the right one. Other buttons do nothing.
func (p *Pane) Press(x, y int, button tea.MouseButton) {
	p.finish()
	dot, inside := p.cellAt(x, y)
	if !inside || p.busy || button != tea.MouseLeft && button != tea.MouseRight {
		return
	}
	p.note, p.warned, p.corner = "", false, nil
	p.stroke = &stroke{before: p.mask, last: dot, erase: p.erase || button == tea.MouseRight}
	p.drawTo(dot)
}

// Drag goes on painting to x, y of the pane, in a straight line from where the
// mouse was seen last. Outside the picture it paints along its edge.
func (p *Pane) Drag(x, y int) {
	if p.stroke == nil {
		return
	}
	if dot, _ := p.cellAt(x, y); dot != p.stroke.last {
		p.drawTo(dot)
	}
}

func (p *Pane) drawTo(dot image.Point) {
	p.mask = p.line(p.stroke.last, dot, p.cellFoot, p.stroke.erase)
	p.stroke.last = dot
	// The window does not follow the mouse: it would run away under it.
	p.at, p.view = p.grid().middle(dot), nil
}

// Release ends what the mouse paints.
func (p *Pane) Release() { p.finish() }

// finish makes what the mouse painted one step of undo.
func (p *Pane) finish() {
	if p.stroke == nil {
		return
	}
	before := p.stroke.before
	p.stroke = nil
	if !before.equal(p.mask) {
		p.remember(before)
	}
}

// Wheel zooms in (n < 0, away from the person) or out, around x, y of the pane.
func (p *Pane) Wheel(x, y, n int) {
	dot, inside := p.cellAt(x, y)
	if !inside {
		return
	}
	p.note = ""
	p.at = p.grid().middle(dot)
	switch {
	case n < 0 && p.times < 4:
		if p.gridAt(p.times*2) != p.grid() {
			p.zoomTo(p.times * 2)
		}
	case n > 0 && p.times > 1:
		p.zoomTo(p.times / 2)
	}
	p.view = nil
}
