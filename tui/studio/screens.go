package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/flow"
)

// screens are those that lie over the panes, the one on top last. It has the
// keyboard.
type screens struct {
	notices *notices
	open    []flow.Opened
	w, h    int // of the whole screen, in cells

	// uncovered hears that one is gone, changed that what is on top changed; each
	// may be nil.
	uncovered func()
	changed   func() tea.Cmd
}

// top is the screen on top, nil when there is none.
func (s *screens) top() *flow.Opened {
	if n := len(s.open); n > 0 {
		return &s.open[n-1]
	}
	return nil
}

// none tells whether the panes are to be seen.
func (s *screens) none() bool { return len(s.open) == 0 }

// OnScreen tells whether the screen on top is the named one.
func (s *screens) OnScreen(name string) bool {
	top := s.top()
	return top != nil && top.Name == name
}

// fit gives a screen all but header and last line.
func (s *screens) fit(one flow.Opened) { one.SetSize(s.w, max(1, s.h-2)) }

// setSize fits the screens into one of so many cells.
func (s *screens) setSize(w, h int) {
	s.w, s.h = w, h
	s.fitAll()
}

// fitAll fits the screens anew: one may share a pane with what lies below.
func (s *screens) fitAll() {
	for _, one := range s.open {
		s.fit(one)
	}
}

// OpenScreen puts a screen over the studio, or over the screen before it. What
// was said while it was on its way is over; a warning stays.
func (s *screens) OpenScreen(one flow.Opened) tea.Cmd {
	s.notices.pass()
	s.fit(one)
	s.open = append(s.open, one)
	return s.changes()
}

func (s *screens) changes() tea.Cmd {
	if s.changed == nil {
		return nil
	}
	return s.changed()
}

// close goes back to what was there before.
func (s *screens) close() tea.Cmd {
	top := s.top()
	if top == nil {
		return nil
	}
	s.open = s.open[:len(s.open)-1]
	var cmd tea.Cmd
	if top.Closed != nil {
		cmd = top.Closed()
	}
	if s.uncovered != nil {
		s.uncovered()
	}
	return tea.Batch(cmd, s.changes())
}

// LeaveScreen closes the screen on top if it is the named one.
func (s *screens) LeaveScreen(name string) tea.Cmd {
	if !s.OnScreen(name) {
		return nil
	}
	return s.close()
}

// closeAll goes back to the panes, from however many screens deep.
func (s *screens) closeAll() tea.Cmd {
	var cmds []tea.Cmd
	for !s.none() {
		cmds = append(cmds, s.close())
	}
	return tea.Batch(cmds...)
}

// update gives every screen a message: what one asked for comes back to it, also
// while another lies over it.
func (s *screens) update(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, one := range s.open {
		cmds = append(cmds, one.Update(msg))
	}
	return tea.Batch(cmds...)
}

// repaint paints every screen afresh.
func (s *screens) repaint() {
	for _, one := range s.open {
		one.Invalidate()
	}
}
