package compare

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
)

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Update handles keys, a side that takes the place of another, and the end of
// a comparison.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		cmd, _ := p.acts.Press(action.Compare, msg, p.Act)
		return cmd
	case ReplaceMsg:
		return tea.Batch(p.replace(msg), p.Want())
	case ComparedMsg:
		p.prompts.take(msg)
		p.changed()
	}
	return nil
}

// Act does what the screen has of its own. It reports whether it has the action:
// what else is done with a picture is the root's, for what Selected returns.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	cmd, done := p.act(id)
	if !done {
		return nil, false
	}
	return tea.Batch(cmd, p.Want()), true
}

func (p *Pane) act(id action.ID) (tea.Cmd, bool) {
	if p.mode == slider && p.slide(id) {
		return nil, true
	}
	switch id {
	case action.StudioBack, action.StudioClose:
		if p.mode == sides {
			return say(CloseMsg{}), true
		}
		p.show(sides)
	case action.CompareNext:
		return p.turn(1), true
	case action.ComparePrevious:
		return p.turn(-1), true
	case action.MoveLeft:
		return p.choose(p.sel - 1), true
	case action.MoveRight:
		return p.choose(p.sel + 1), true
	case action.ResultLook:
		p.toggle(full)
	case action.CompareDifference:
		p.toggle(difference)
	case action.CompareSlider:
		p.toggle(slider)
	default:
		return nil, p.scroll(id)
	}
	return nil, true
}

// turn selects the side n further on, around the end.
func (p *Pane) turn(n int) tea.Cmd {
	if len(p.sides) == 0 {
		return nil
	}
	return p.choose((p.sel + n + len(p.sides)) % len(p.sides))
}

// choose selects a side; where the slider is shown and there are two, it
// changes what lies left.
func (p *Pane) choose(i int) tea.Cmd {
	if i == p.sel || i < 0 || i >= len(p.sides) {
		return nil
	}
	before := p.against()
	p.sel = i
	if p.against() != before {
		p.top = 0
	}
	if p.mode == slider && len(p.sides) == 2 {
		p.swapped = !p.swapped
	}
	p.changed()
	return say(SelectedMsg{ID: p.sides[i].Row.ID})
}

// toggle shows something else, or all sides again where it is shown already.
func (p *Pane) toggle(m mode) {
	if len(p.sides) == 0 {
		return
	}
	if m == full && p.mode != sides || m == p.mode {
		m = sides
	}
	if len(p.sides) < 2 && (m == difference || m == slider) {
		return
	}
	p.show(m)
}

func (p *Pane) show(m mode) {
	p.mode, p.swapped, p.divider = m, false, -1
	p.changed()
}

// slide moves the divider, if that is what an action means.
func (p *Pane) slide(id action.ID) bool {
	w, _ := p.whole()
	if w <= 0 {
		return false
	}
	at, step := p.dividerAt(w), max(1, w/40)
	switch id {
	case action.MoveLeft:
		at -= step
	case action.MoveRight:
		at += step
	case action.MoveTop:
		at = 0
	case action.MoveBottom:
		at = w - 1
	default:
		return false
	}
	p.divider = max(0, min(at, w-1))
	p.view = nil
	return true
}

// dividerAt returns the column of the divider in a picture of w cells.
func (p *Pane) dividerAt(w int) int {
	if p.divider < 0 {
		return w / 2
	}
	return min(p.divider, max(0, w-1))
}

// scroll moves what differs, where not all of it is in view, if that is what
// an action means.
func (p *Pane) scroll(id action.ID) bool {
	page := max(1, p.layout().notes-2)
	switch id {
	case action.MoveDown:
		p.top++
	case action.MoveUp:
		p.top--
	case action.MovePageDown:
		p.top += page
	case action.MovePageUp:
		p.top -= page
	case action.MoveTop:
		p.top = 0
	case action.MoveBottom:
		p.top = len(p.laidOut().lines)
	default:
		return false
	}
	p.top = max(0, min(p.top, len(p.laidOut().lines)-page))
	p.view = nil
	return true
}

// Click selects the side under the mouse, or moves the divider there. x and y
// are relative to the screen.
func (p *Pane) Click(x, y int) tea.Cmd {
	if p.mode == slider {
		if w, _ := p.whole(); w > 0 {
			p.divider = max(0, min(x-1, w-1))
			p.view = nil
		}
		return nil
	}
	if i := p.sideAt(x, y); i >= 0 {
		return tea.Batch(p.choose(i), p.Want())
	}
	return nil
}

// SideAt returns the side that is shown beside others at a place of the screen.
func (p *Pane) SideAt(x, y int) (Side, bool) {
	if i := p.sideAt(x, y); i >= 0 {
		return p.sides[i], true
	}
	return Side{}, false
}

// sideAt is -1 where no side is shown beside others.
func (p *Pane) sideAt(x, y int) int {
	if p.mode != sides {
		return -1
	}
	return slices.IndexFunc(p.layout().cells, func(c cell) bool {
		return x >= c.x && x < c.x+c.w && y >= c.y && y < c.y+c.h && !c.hidden
	})
}
