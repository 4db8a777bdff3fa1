package mask

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
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
		cmd, done := p.acts.Press(action.Mask, msg, p.Act)
		if !done {
			p.begin()
		}
		return cmd
	}
	return nil
}

// begin ends what holds until the next key. It reports whether the person was
// warned before it.
func (p *Pane) begin() (warned bool) {
	p.finish()
	warned = p.warned
	p.note, p.warned, p.view = "", false, nil
	return warned
}

// Act does what the editor has of its own. It reports whether it has the action.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	warned := p.begin()
	if id == action.StudioBack {
		return p.leave(warned), true
	}
	if p.size.X < 1 || p.size.Y < 1 || p.busy {
		return nil, false
	}
	if step, ok := p.step(id); ok {
		p.move(step)
		return nil, true
	}
	switch id {
	case action.MaskUse:
		return p.use(), true
	case action.MaskRectangle:
		p.rectangle()
	case action.MaskArea:
		return askArea, true
	case action.MaskPaint:
		if p.corner != nil {
			p.rectangle()
		} else {
			p.dab()
		}
	default:
		return nil, p.tool(id)
	}
	return nil, true
}

// tool handles what changes how or what is painted, if an action does.
func (p *Pane) tool(id action.ID) bool {
	switch id {
	case action.MaskThicker:
		p.brush = min(maxBrush, p.brush+1)
	case action.MaskThinner:
		p.brush = max(minBrush, p.brush-1)
	case action.MaskErase:
		p.erase = !p.erase
	case action.MaskDraw:
		if p.pen = !p.pen; p.pen {
			p.dab()
		}
	case action.MaskInvert:
		p.change(combine(p.all(), p.mask, subtract))
	case action.MaskClear:
		p.change(nil)
	case action.MaskUndo:
		p.undoStep()
	case action.MaskRedo:
		p.redoStep()
	case action.MaskZoom:
		p.zoom(1)
	default:
		return false
	}
	return true
}

// step returns how many dots an action moves.
func (p *Pane) step(id action.ID) (image.Point, bool) {
	half := max(1, p.window().Dy()/2)
	to, ok := map[action.ID]image.Point{
		action.MaskFarLeft:  image.Pt(-farStep, 0),
		action.MaskFarRight: image.Pt(farStep, 0),
		action.MaskFarUp:    image.Pt(0, -farStep),
		action.MaskFarDown:  image.Pt(0, farStep),
		action.MoveLeft:     image.Pt(-1, 0),
		action.MoveRight:    image.Pt(1, 0),
		action.MoveUp:       image.Pt(0, -1),
		action.MoveDown:     image.Pt(0, 1),
		action.MovePageUp:   image.Pt(0, -half),
		action.MovePageDown: image.Pt(0, half),
		action.MoveTop:      image.Pt(-p.size.X, 0),
		action.MoveBottom:   image.Pt(p.size.X, 0),
	}[id]
	return to, ok
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
		p.say("Cannot zoom in: the picture has no more detail.")
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
		p.say(p.acts.Words("Nothing is painted yet: {mask.paint} paints what should change, {mask.rectangle} selects a rectangle."))
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
		p.say(p.acts.Words("{studio.back} again discards what you painted · {mask.use} uses it"))
		p.warned = true
		return nil
	}
	return func() tea.Msg { return CancelMsg{} }
}
