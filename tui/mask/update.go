package mask

import (
	"image"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Update handles keys and what the pane's own commands prepared. The mouse has
// methods of its own: Press, Drag, Release and Wheel.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ReadyMsg:
		p.ready(msg)
	case DoneMsg:
		p.busy, p.view = false, nil
	case tea.KeyPressMsg:
		return p.press(msg)
	}
	return nil
}

func (p *Pane) press(k tea.KeyPressMsg) tea.Cmd {
	p.finish()
	warned := p.warned
	p.note, p.warned, p.view = "", false, nil
	if key.Matches(k, p.km.Everywhere.Back) {
		return p.leave(warned)
	}
	if p.size.X < 1 || p.size.Y < 1 || p.busy {
		return nil
	}
	if step, ok := p.step(k); ok {
		p.move(step)
		return nil
	}
	own := p.km.Mask
	switch {
	case key.Matches(k, own.Use):
		return p.use()
	case key.Matches(k, own.Rectangle), p.corner != nil && key.Matches(k, own.Paint):
		p.rectangle()
	case key.Matches(k, own.Paint):
		p.dab()
	default:
		p.tool(k)
	}
	return nil
}

// tool handles the keys that change how or what is painted.
func (p *Pane) tool(k tea.KeyPressMsg) {
	own := p.km.Mask
	switch {
	case key.Matches(k, own.Thicker):
		p.brush = min(maxBrush, p.brush+1)
	case key.Matches(k, own.Thinner):
		p.brush = max(minBrush, p.brush-1)
	case key.Matches(k, own.Erase):
		p.erase = !p.erase
	case key.Matches(k, own.Draw):
		if p.pen = !p.pen; p.pen {
			p.dab()
		}
	case key.Matches(k, own.Invert):
		p.change(combine(p.all(), p.mask, subtract))
	case key.Matches(k, own.Clear):
		p.change(nil)
	case key.Matches(k, own.Undo):
		p.undoStep()
	case key.Matches(k, own.Redo):
		p.redoStep()
	case key.Matches(k, own.Zoom):
		p.zoom(1)
	}
}

// step returns how many dots a key moves.
func (p *Pane) step(k tea.KeyPressMsg) (image.Point, bool) {
	own, mv := p.km.Mask, p.km.Move
	window := p.window()
	switch {
	case key.Matches(k, own.FarLeft):
		return image.Pt(-farStep, 0), true
	case key.Matches(k, own.FarRight):
		return image.Pt(farStep, 0), true
	case key.Matches(k, own.FarUp):
		return image.Pt(0, -farStep), true
	case key.Matches(k, own.FarDown):
		return image.Pt(0, farStep), true
	case key.Matches(k, mv.Left):
		return image.Pt(-1, 0), true
	case key.Matches(k, mv.Right):
		return image.Pt(1, 0), true
	case key.Matches(k, mv.Up):
		return image.Pt(0, -1), true
	case key.Matches(k, mv.Down):
		return image.Pt(0, 1), true
	case key.Matches(k, mv.PageUp):
		return image.Pt(0, -max(1, window.Dy()/2)), true
	case key.Matches(k, mv.PageDown):
		return image.Pt(0, max(1, window.Dy()/2)), true
	case key.Matches(k, mv.Top):
		return image.Pt(-p.size.X, 0), true
	case key.Matches(k, mv.Bottom):
		return image.Pt(p.size.X, 0), true
	}
	return image.Point{}, false
}

// move moves the cursor by dots, as far as the picture goes; with the pen down
// that paints.
func (p *Pane) move(by image.Point) {
	g := p.grid()
	if g.cols == 0 {
		return
	}
	from := g.dot(p.at)
	to := from.Add(by)
	to.X, to.Y = max(0, min(to.X, g.cols-1)), max(0, min(to.Y, g.rows-1))
	p.at = g.middle(to)
	if p.pen && p.corner == nil && to != from {
		p.change(p.line(from, to, p.foot, p.erase))
	}
	p.follow()
}

// rectangle begins a rectangle at the cursor, or fills the one begun.
func (p *Pane) rectangle() {
	if p.corner != nil {
		p.fill()
		return
	}
	at := p.at
	p.corner = &at
}

// zoom goes n sizes on, from the largest to the smallest. Sizes that look the
// same are left out. The cursor stays where it is on the screen.
func (p *Pane) zoom(n int) {
	steps := []int{1}
	for _, times := range []int{2, 4} {
		if p.gridAt(times) != p.gridAt(steps[len(steps)-1]) {
			steps = append(steps, times)
		}
	}
	if len(steps) == 1 {
		p.say("Nothing to zoom: the picture has no more pixels.")
		p.zoomTo(1)
		return
	}
	at := 0
	for i, times := range steps {
		if p.times >= times {
			at = i
		}
	}
	p.zoomTo(steps[(at+n+len(steps))%len(steps)])
}

func (p *Pane) zoomTo(times int) {
	on := p.grid().dot(p.at).Sub(p.off)
	p.times = times
	p.off = p.grid().dot(p.at).Sub(on)
	p.follow()
}

// use makes the mask, unless there is none.
func (p *Pane) use() tea.Cmd {
	switch {
	case p.corner != nil:
		p.fill()
		return nil
	case !p.Painted():
		p.say("Nothing is painted yet: space paints what is to change, v takes a rectangle.")
		return nil
	}
	p.busy = true
	mask, size, inverted := p.mask, p.size, p.inverted
	return func() tea.Msg {
		data, err := encode(mask, size.X, size.Y, inverted)
		return DoneMsg{PNG: data, W: size.X, H: size.Y, Err: err}
	}
}

// leave goes one step back: out of a rectangle, or out of the editor. What was
// painted is not thrown away by one key.
func (p *Pane) leave(warned bool) tea.Cmd {
	switch {
	case p.corner != nil:
		p.corner = nil
		return nil
	case p.Changed() && !warned:
		p.say("esc again throws away what you painted · enter uses it")
		p.warned = true
		return nil
	}
	return func() tea.Msg { return CancelMsg{} }
}
