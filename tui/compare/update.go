package compare

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Wants tells whether a key is the screen's own now, before the root gives it
// another meaning. Keys of a picture that are not are the root's, for what
// Selected returns.
func (p *Pane) Wants(k tea.KeyPressMsg) bool {
	own, mv := p.km.Compare, p.km.Move
	if p.mode != sides && key.Matches(k, p.km.Everywhere.Back, mv.Close) {
		return true
	}
	return key.Matches(k, own.Next, own.Prev, own.Difference, own.Slider, p.km.Picture.Look) ||
		key.Matches(k, mv.Left, mv.Right, mv.Up, mv.Down, mv.Top, mv.Bottom, mv.PageUp, mv.PageDown)
}

// Update handles keys, a side that takes the place of another, and the end of
// a comparison.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return tea.Batch(p.press(msg), p.Want())
	case ReplaceMsg:
		return tea.Batch(p.replace(msg), p.Want())
	case ComparedMsg:
		p.prompts.take(msg)
		p.changed()
	}
	return nil
}

func (p *Pane) press(k tea.KeyPressMsg) tea.Cmd {
	own, mv := p.km.Compare, p.km.Move
	if p.mode == slider && p.slide(k) {
		return nil
	}
	switch {
	case key.Matches(k, p.km.Everywhere.Back, mv.Close):
		if p.mode == sides {
			return say(CloseMsg{})
		}
		p.show(sides)
	case len(p.sides) == 0:
	case key.Matches(k, own.Next):
		return p.choose((p.sel + 1) % len(p.sides))
	case key.Matches(k, own.Prev):
		return p.choose((p.sel + len(p.sides) - 1) % len(p.sides))
	case key.Matches(k, mv.Left):
		return p.choose(max(0, p.sel-1))
	case key.Matches(k, mv.Right):
		return p.choose(min(len(p.sides)-1, p.sel+1))
	case key.Matches(k, p.km.Picture.Look):
		p.toggle(full)
	case key.Matches(k, own.Difference):
		p.toggle(difference)
	case key.Matches(k, own.Slider):
		p.toggle(slider)
	default:
		p.scroll(k)
	}
	return nil
}

// choose selects a side; where the slider is shown and there are two, it
// changes what lies left.
func (p *Pane) choose(i int) tea.Cmd {
	if i == p.sel {
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
	return say(SelectedMsg{ID: p.sides[i].ID})
}

// toggle shows something else, or all sides again where it is shown already.
func (p *Pane) toggle(m mode) {
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

// slide moves the divider.
func (p *Pane) slide(k tea.KeyPressMsg) bool {
	w, _ := p.whole()
	if w <= 0 {
		return false
	}
	at, step, mv := p.dividerAt(w), max(1, w/40), p.km.Move
	switch {
	case key.Matches(k, mv.Left):
		at -= step
	case key.Matches(k, mv.Right):
		at += step
	case key.Matches(k, mv.Top):
		at = 0
	case key.Matches(k, mv.Bottom):
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

// scroll moves what differs, where not all of it is in view.
func (p *Pane) scroll(k tea.KeyPressMsg) {
	mv := p.km.Move
	page := max(1, p.layout().notes-2)
	switch {
	case key.Matches(k, mv.Down):
		p.top++
	case key.Matches(k, mv.Up):
		p.top--
	case key.Matches(k, mv.PageDown):
		p.top += page
	case key.Matches(k, mv.PageUp):
		p.top -= page
	case key.Matches(k, mv.Top):
		p.top = 0
	case key.Matches(k, mv.Bottom):
		p.top = len(p.laidOut().lines)
	}
	p.top = max(0, min(p.top, len(p.laidOut().lines)-page))
	p.view = nil
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
	if p.mode != sides {
		return nil
	}
	for i, c := range p.layout().cells {
		if x >= c.x && x < c.x+c.w && y >= c.y && y < c.y+c.h && !c.hidden {
			return tea.Batch(p.choose(i), p.Want())
		}
	}
	return nil
}
