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

// mouse: a click focuses and selects, the wheel scrolls what is under it
// without moving focus or selection.
func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	if m.dialogs.top() != nil {
		return nil
	}
	at := msg.Mouse()
	if s := m.topScreen(); s != nil {
		return m.screenMouse(s, msg)
	}
	id, r, ok := m.paneAt(at.X, at.Y)
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		if msg.Button != tea.MouseLeft {
			return nil
		}
		if !ok {
			return m.clickStrip(at.X, at.Y)
		}
		cmd := m.focusOn(id)
		if p, can := m.pane(id).(clickable); can {
			return tea.Batch(cmd, p.Click(at.X-r.x, at.Y-r.y))
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
		return m.wheel(id, delta)
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

func (m *Model) wheel(id paneID, delta int) tea.Cmd {
	switch id {
	case paneResults:
		m.results.Wheel(delta)
	case paneStyle:
		m.style.Wheel(delta)
	case panePrompt:
		m.prompt.Wheel(delta)
	case paneKeys:
		m.keys.Wheel(delta)
	default:
	}
	return nil
}

func (m *Model) paneAt(x, y int) (paneID, rect, bool) {
	for id := range paneCount {
		if r := m.lay.panes[id]; r.w > 0 && r.holds(x, y) {
			return id, r, true
		}
	}
	return 0, rect{}, false
}

// clickStrip opens the part of the strip that was clicked.
func (m *Model) clickStrip(x, y int) tea.Cmd {
	if m.lay.strip.w == 0 || y != m.lay.strip.y {
		return nil
	}
	switch {
	case x < m.w/3:
		return m.focusOn(paneStyle)
	case x < m.w*2/3:
		return m.focusOn(paneSeed)
	}
	return m.focusOn(paneKeys)
}

// coalesceMouse drops wheel events that come faster than a frame, so that a
// flood of them cannot hold up keys.
func coalesceMouse(model tea.Model, msg tea.Msg) tea.Msg {
	m, ok := model.(*Model)
	if !ok {
		return msg
	}
	switch msg.(type) {
	case tea.MouseMotionMsg:
		if s := m.topScreen(); s == nil || s.Pictures {
			return nil // only drawing needs to know where the mouse goes
		}
	case tea.MouseWheelMsg:
		now := time.Now()
		if now.Sub(m.lastWheel) < 8*time.Millisecond {
			return nil
		}
		m.lastWheel = now
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
func (m *Model) screenMouse(s *flow.Opened, msg tea.MouseMsg) tea.Cmd {
	p, ok := s.Screen.(drawnOn)
	if !ok {
		return s.Update(shifted(msg, 1))
	}
	at := msg.Mouse()
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
