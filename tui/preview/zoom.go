package preview

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

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

// Wants tells whether a key means zooming or panning now. Other keys of a
// picture are the root's: h j k l move in the list as long as all is seen.
func (p *Pane) Wants(k tea.KeyPressMsg) bool {
	if len(p.shown.Zooms) == 0 {
		return false
	}
	mv := p.km.Move
	return key.Matches(k, mv.More, mv.Less) ||
		p.panning() && key.Matches(k, mv.Left, mv.Right, mv.Up, mv.Down)
}

// panning tells whether a part of the picture is out of sight.
func (p *Pane) panning() bool { return p.shown.SeenX < 1000 || p.shown.SeenY < 1000 }

func (p *Pane) zoomKey(k tea.KeyPressMsg) tea.Cmd {
	if !p.Wants(k) {
		return nil
	}
	mv, before := p.km.Move, p.zoom
	// A step is a quarter of what is seen.
	dx, dy := max(1, p.shown.SeenX/4), max(1, p.shown.SeenY/4)
	switch {
	case key.Matches(k, mv.More):
		p.step(1)
	case key.Matches(k, mv.Less):
		p.step(-1)
	case key.Matches(k, mv.Left):
		p.pan(-dx, 0)
	case key.Matches(k, mv.Right):
		p.pan(dx, 0)
	case key.Matches(k, mv.Up):
		p.pan(0, -dy)
	case key.Matches(k, mv.Down):
		p.pan(0, dy)
	}
	if p.zoom == before {
		return nil
	}
	return func() tea.Msg { return ZoomedMsg{} }
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
func (p *Pane) zoomHints() []key.Binding {
	zoom := key.NewBinding(key.WithKeys("+", "-"), key.WithHelp("+ -", "size"))
	switch {
	case len(p.shown.Zooms) == 0:
		return nil
	case p.panning():
		return []key.Binding{key.NewBinding(key.WithKeys("h", "j", "k", "l"), key.WithHelp("hjkl", "pan")), zoom}
	default:
		return []key.Binding{zoom}
	}
}
