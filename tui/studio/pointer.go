package studio

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/flow"
)

// clickable is a pane the mouse can do something in.
type clickable interface {
	Click(x, y int) tea.Cmd
}

// scrollable is a pane the wheel can scroll.
type scrollable interface {
	Wheel(delta int)
}

// pointer sends the mouse where it belongs.
type pointer struct {
	panes   *panes
	screens *screens
	dialogs *dialogs
}

// mouse: a click focuses and selects, the wheel scrolls what is under it
// without moving focus or selection.
func (p *pointer) mouse(msg tea.MouseMsg) tea.Cmd {
	if p.dialogs.top() != nil {
		return nil
	}
	at := msg.Mouse()
	if s := p.screens.top(); s != nil {
		return screenMouse(s.Screen, msg)
	}
	id, r, ok := p.panes.lay.paneAt(at.X, at.Y)
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		if msg.Button != tea.MouseLeft {
			return nil
		}
		if !ok {
			if id, ok = p.panes.lay.stripAt(at.X, at.Y); !ok {
				return nil
			}
			return p.panes.focusOn(id) // a part of the strip opens
		}
		cmd := p.panes.focusOn(id)
		if on, can := p.panes.pane(id).(clickable); can {
			return tea.Batch(cmd, on.Click(at.X-r.x, at.Y-r.y))
		}
		return cmd
	case tea.MouseWheelMsg:
		if !ok {
			return nil
		}
		delta := 3
		if msg.Button == tea.MouseWheelUp {
			delta = -3
		}
		if on, can := p.panes.pane(id).(scrollable); can {
			on.Wheel(delta)
		}
	}
	return nil
}

// shifted moves a mouse message up by so many lines, into the place of what
// lies below the header.
func shifted(msg tea.MouseMsg, lines int) tea.Msg {
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		msg.Y -= lines
		return msg
	case tea.MouseReleaseMsg:
		msg.Y -= lines
		return msg
	case tea.MouseMotionMsg:
		msg.Y -= lines
		return msg
	case tea.MouseWheelMsg:
		msg.Y -= lines
		return msg
	}
	return msg
}

// calm drops wheel events that come faster than a frame, so that a flood of them
// cannot hold up keys, and where the mouse goes when nobody asks.
type calm struct{ lastWheel time.Time }

// filter is what Bubble Tea asks of every message.
func (c *calm) filter(model tea.Model, msg tea.Msg) tea.Msg {
	m, ok := model.(*Model)
	if !ok {
		return msg
	}
	switch msg.(type) {
	case tea.MouseMotionMsg:
		if s := m.screens.top(); s == nil || s.Pictures {
			return nil // only drawing needs to know where the mouse goes
		}
	case tea.MouseWheelMsg:
		now := time.Now()
		if now.Sub(c.lastWheel) < 8*time.Millisecond {
			return nil
		}
		c.lastWheel = now
	}
	return msg
}

// drawnOn is a screen the mouse can paint on.
type drawnOn interface {
	Press(x, y int, button tea.MouseButton)
	Drag(x, y int)
	Release()
	Wheel(x, y, n int)
}

// screenMouse sends the mouse to the screen on top.
func screenMouse(s flow.Screen, msg tea.MouseMsg) tea.Cmd {
	at := msg.Mouse()
	p, ok := s.(drawnOn)
	if !ok {
		if cmd, done := pointed(s, msg, at); done {
			return cmd
		}
		return s.Update(shifted(msg, 1))
	}
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		p.Press(at.X, at.Y-1, msg.Button)
	case tea.MouseMotionMsg:
		p.Drag(at.X, at.Y-1)
	case tea.MouseReleaseMsg:
		p.Release()
	case tea.MouseWheelMsg:
		n := 1
		if msg.Button == tea.MouseWheelUp {
			n = -1
		}
		p.Wheel(at.X, at.Y-1, n)
	}
	return nil
}

// panned is a screen the wheel can scroll both ways.
type panned interface {
	Wheel(down, right int) tea.Cmd
}

// pointed clicks and scrolls on a screen as on a pane; it reports whether that
// means something there.
func pointed(s flow.Screen, msg tea.MouseMsg, at tea.Mouse) (tea.Cmd, bool) {
	switch msg.(type) {
	case tea.MouseClickMsg:
		if on, can := s.(clickable); can && at.Button == tea.MouseLeft {
			return on.Click(at.X, at.Y-1), true
		}
	case tea.MouseWheelMsg:
		down, right := 0, 0
		switch at.Button {
		case tea.MouseWheelUp:
			down = -1
		case tea.MouseWheelDown:
			down = 1
		case tea.MouseWheelLeft:
			right = -1
		case tea.MouseWheelRight:
			right = 1
		default:
		}
		if on, can := s.(panned); can {
			return on.Wheel(down, right), true
		}
		if on, can := s.(scrollable); can {
			on.Wheel(3 * down)
			return nil, true
		}
	}
	return nil, false
}
