package preview

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/picture"
)

// ZoomedMsg asks to draw the picture again, as Zoom now says.
type ZoomedMsg struct{}

// Zoom returns how the person wants pictures drawn. It stays from one picture
// to the next, so that the same corner of several can be looked at.
func (p *Pane) Zoom() picture.Zoom { return p.zoom }

// SetZoom changes how pictures are drawn, for commands that name a size. The
// caller draws again.
func (p *Pane) SetZoom(z picture.Zoom) { p.zoom = z }

// panning tells whether a part of the picture is out of sight.
func (p *Pane) panning() bool { return p.shown.SeenX < 1000 || p.shown.SeenY < 1000 }

// Act zooms and pans. It reports whether that is what an action means now:
// moving is the root's as long as all of the picture is seen.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	before := p.zoom
	switch {
	case len(p.shown.Zooms) == 0:
		return nil, false
	case id == action.SizeLarger:
		p.step(1)
	case id == action.SizeSmaller:
		p.step(-1)
	case !p.panning() || !p.panned(id):
		return nil, false
	}
	if p.zoom == before {
		return nil, true
	}
	return func() tea.Msg { return ZoomedMsg{} }, true
}

// panned pans by a quarter of what is seen, if that is what an action means.
func (p *Pane) panned(id action.ID) bool {
	dx, dy := max(1, p.shown.SeenX/4), max(1, p.shown.SeenY/4)
	switch id {
	case action.MoveLeft:
		p.pan(-dx, 0)
	case action.MoveRight:
		p.pan(dx, 0)
	case action.MoveUp:
		p.pan(0, -dy)
	case action.MoveDown:
		p.pan(0, dy)
	default:
		return false
	}
	return true
}

// step goes to the next larger or smaller size, keeping the middle.
func (p *Pane) step(by int) {
	size := p.zoom
	size.X, size.Y = 0, 0
	i := slices.Index(p.shown.Zooms, size)
	if i < 0 {
		// A size of another picture or pane: go on from fit.
		i = max(0, slices.Index(p.shown.Zooms, picture.Zoom{}))
	}
	next := p.shown.Zooms[max(0, min(len(p.shown.Zooms)-1, i+by))]
	if next == (picture.Zoom{}) {
		p.zoom = next
		return
	}
	p.zoom = next.At(p.zoom.X, p.zoom.Y)
}

// pan moves what is seen, and stops at the edges of the picture.
func (p *Pane) pan(dx, dy int) {
	edgeX, edgeY := (1000-p.shown.SeenX)/2, (1000-p.shown.SeenY)/2
	x := max(-edgeX, min(edgeX, p.zoom.X+dx))
	y := max(-edgeY, min(edgeY, p.zoom.Y+dy))
	p.zoom = p.zoom.At(x, y)
}

// zoomHints returns the keys that zoom and pan, if there is something to.
func (p *Pane) zoomHints() []action.Hint {
	zoom := p.acts.Together(action.Preview, "size", action.SizeLarger, action.SizeSmaller)
	switch {
	case len(p.shown.Zooms) == 0:
		return nil
	case p.panning():
		pan := p.acts.Together(action.Preview, "pan", action.MoveLeft, action.MoveDown, action.MoveUp, action.MoveRight)
		return []action.Hint{pan, zoom}
	default:
		return []action.Hint{zoom}
	}
}
