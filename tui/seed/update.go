package seed

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
)

// Update handles keys and pastes; other messages are not for this pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.note, p.view = "", nil
		if p.editing {
			return p.pressField(msg)
		}
		return p.press(msg)
	case tea.PasteMsg:
		p.paste(msg.Content)
	}
	return nil
}

// press handles a key outside text.
func (p *Pane) press(k tea.KeyPressMsg) tea.Cmd {
	cmd, _ := p.acts.Press(action.Seed, k, p.Act)
	return cmd
}

// Act does what the pane has of its own. It reports whether it has the action.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	p.note, p.view = "", nil
	if p.editing {
		return p.actField(id)
	}
	switch id {
	case action.MoveDown:
		p.line = min(p.line+1, lineCount-1)
	case action.MoveUp:
		p.line = max(p.line-1, 0)
	case action.MoveTop:
		p.line = 0
	case action.MoveBottom:
		p.line = lineCount - 1
	case action.MoveLeft:
		return p.turn(-1), true
	case action.MoveRight:
		return p.turn(1), true
	case action.SeedMore:
		return p.take(p.spec.count(1)), true
	case action.SeedLess:
		return p.take(p.spec.count(-1)), true
	case action.SeedDraw:
		return p.draw(), true
	case action.SeedHold:
		return p.toggleHold(), true
	case action.SeedMark:
		return p.mark(), true
	case action.SeedWrite:
		return p.enter(), true
	default:
		return nil, false
	}
	return nil, true
}

// enter does the named thing of the line the cursor is on.
func (p *Pane) enter() tea.Cmd {
	switch p.line {
	case seedLine:
		p.edit()
	case ratioLine:
		return p.onlyRatio()
	default:
		return p.toggleHold()
	}
	return nil
}

// turn changes the value of the line the cursor is on.
func (p *Pane) turn(n int) tea.Cmd {
	switch p.line {
	case seedLine:
		return p.take(p.spec.turn(n))
	case ratioLine:
		p.at = max(0, min(p.at+n, len(p.ratios)-1))
	default:
		return p.toggleHold()
	}
	return nil
}

// take uses a specification if the validator lets it through. Seeds that were
// held are let go, they are not what is asked for any more.
func (p *Pane) take(s spec) tea.Cmd {
	if s == p.spec && !p.hold {
		return nil
	}
	if err := p.validate(s.String()); err != nil {
		p.note = clean.Line(err.Error())
		return nil
	}
	p.spec, p.hold = s, false
	return say(ChangedMsg{})
}

// draw asks for new seeds. If some are held, the new ones will be.
func (p *Pane) draw() tea.Cmd {
	if p.spec.random == 0 {
		p.note = "Typed seeds stay fixed: there is nothing to reroll."
		return nil
	}
	p.holdNext = p.hold
	p.hold = false
	return say(DrawMsg{})
}

// toggleHold keeps the seeds that were drawn last, or lets them go.
func (p *Pane) toggleHold() tea.Cmd {
	switch {
	case p.hold:
		p.hold = false
	case p.spec.random == 0:
		p.note = "Typed seeds stay as they are."
		return nil
	case len(p.drawn) == 0:
		p.holdNext = true
		return say(DrawMsg{})
	default:
		p.hold = true
	}
	return say(ChangedMsg{})
}

// mark marks the ratio the cursor is on, or unmarks it unless it is the last.
func (p *Pane) mark() tea.Cmd {
	switch {
	case p.line == holdLine:
		return p.toggleHold()
	case p.line != ratioLine || len(p.ratios) == 0:
		return nil
	case p.ratios[p.at].marked && len(p.Ratios()) == 1:
		p.note = "One ratio always stays marked."
		return nil
	}
	p.ratios[p.at].marked = !p.ratios[p.at].marked
	return say(ChangedMsg{})
}

func (p *Pane) onlyRatio() tea.Cmd {
	if len(p.ratios) == 0 {
		return nil
	}
	for i := range p.ratios {
		p.ratios[i].marked = i == p.at
	}
	return say(ChangedMsg{})
}

// edit lets the person write the seeds; typing replaces what is there.
func (p *Pane) edit() {
	p.editing, p.field = true, newField()
	text := p.Spec()
	if p.hold {
		text = join(p.drawn, ",")
	}
	p.field.Set(text)
	p.field.SelectAll()
}

// pressField handles a key while seeds are written.
func (p *Pane) pressField(k tea.KeyPressMsg) tea.Cmd {
	if cmd, done := p.acts.Press(action.Field, k, p.Act); done {
		return cmd
	}
	cmd, _ := text.Edit(p.acts, action.Field, p.field, k)
	return cmd
}

// actField handles what is done while seeds are written.
func (p *Pane) actField(id action.ID) (tea.Cmd, bool) {
	switch id {
	case action.DialogCancel:
		p.editing = false
	case action.DialogAccept:
		text := strings.TrimSpace(p.field.Value())
		if err := p.validate(text); err != nil {
			p.note = clean.Line(err.Error())
			return nil, true
		}
		p.editing = false
		p.spec, p.hold = parse(text), false
		return say(ChangedMsg{}), true
	default:
		return nil, false
	}
	return nil, true
}

func (p *Pane) paste(pasted string) {
	if !p.editing {
		return
	}
	p.note, p.view = "", nil
	if p.field.Paste(pasted) {
		p.note = text.LooksLikeKey
	}
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Click selects the line under the mouse: a ratio is chosen alone, hold is
// turned. x and y are relative to the pane.
func (p *Pane) Click(x, y int) tea.Cmd {
	if y < 1 || y > int(lineCount) || y > p.h-2 || p.editing {
		return nil
	}
	p.line, p.note, p.view = line(y-1), "", nil
	switch p.line {
	case holdLine:
		return p.toggleHold()
	case ratioLine:
		for _, at := range p.places {
			if x >= at.from && x < at.to {
				p.at = at.ratio
				return p.onlyRatio()
			}
		}
	default:
	}
	return nil
}

// Wheel does nothing: all lines are in view.
func (p *Pane) Wheel(_ int) {}
