package form

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
)

// Update handles keys, pastes, and the mouse in cells from the form's corner.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return f.paste(msg.Content)
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return f.Click(msg.X, msg.Y)
		}
	case tea.KeyPressMsg:
		f.note, f.view = "", nil
		if cmd, done := f.acts.Press(f.Place(), msg, f.Act); done {
			return cmd
		}
		return f.write(msg)
	}
	return nil
}

// Act does what the form has of its own. It reports whether it has the action.
func (f *Form) Act(id action.ID) (tea.Cmd, bool) {
	f.note, f.view = "", nil
	r := f.row()
	switch id {
	case action.DialogCancel:
		if r != nil && r.hint >= 0 {
			r.hint = -1
			return nil, true
		}
		return say(CancelMsg{}), true
	case action.DialogNext:
		f.move(1)
		return nil, true
	case action.DialogPrevious:
		f.move(-1)
		return nil, true
	case action.FormSubmit:
		if r != nil && r.line != nil && r.take() {
			return nil, true
		}
		return f.send(), true
	}
	switch {
	case r == nil:
		return nil, f.walk(id)
	case r.area != nil:
		return nil, f.actArea(r, id)
	case r.line != nil:
		return nil, f.actLine(r, id)
	}
	return nil, f.actChoice(r, id)
}

// row returns the field the cursor is on, nil on the line that sends.
func (f *Form) row() *row {
	if f.at >= len(f.rows) {
		return nil
	}
	return f.rows[f.at]
}

// move goes n fields on, around the end.
func (f *Form) move(n int) {
	all := len(f.rows) + 1
	f.at = (f.at + n + all) % all
	if r := f.row(); r != nil {
		r.hint = -1
		if r.line != nil {
			r.line.SelectAll() // typing replaces what is there
		}
	}
}

// step is move without going around: for arrows.
func (f *Form) step(n int) {
	if to := f.at + n; to >= 0 && to <= len(f.rows) {
		f.move(n)
	}
}

// walk goes to the field above or below, if an action does.
func (f *Form) walk(id action.ID) bool {
	switch id {
	case action.DialogUp:
		f.step(-1)
	case action.DialogDown:
		f.step(1)
	default:
		return false
	}
	return true
}

// actArea handles what is done in a text of several lines. At its ends up and
// down go on to the next field.
func (f *Form) actArea(r *row, id action.ID) bool {
	switch {
	case id == action.PromptNewLine:
		r.area.Insert("\n")
		return true
	case id == action.DialogUp && r.area.OnFirst(), id == action.DialogDown && r.area.OnLast():
		return f.walk(id)
	}
	return false
}

// actLine handles what is done in a number or an open choice. Up and down go
// through the suggestions if there are any.
func (f *Form) actLine(r *row, id action.ID) bool {
	offered := len(r.suggestions())
	switch {
	case id == action.DialogUp && r.hint >= 0:
		r.hint--
	case id == action.DialogDown && r.hint+1 < offered:
		r.hint++
	case id == action.DialogDown && offered > 0:
	default:
		return f.walk(id)
	}
	return true
}

func (f *Form) actChoice(r *row, id action.ID) bool {
	last := len(r.options()) - 1
	switch id {
	case action.OptionPrevious:
		r.pick = max(0, r.pick-1)
	case action.OptionNext:
		r.pick = max(0, min(r.pick+1, last))
	case action.OptionAround:
		if r.pick++; r.pick > last {
			r.pick = 0
		}
	default:
		return f.walk(id)
	}
	return true
}

// write handles a key that is no action: text of the field.
func (f *Form) write(k tea.KeyPressMsg) tea.Cmd {
	r := f.row()
	switch {
	case r == nil:
	case r.area != nil:
		cmd, _ := text.Edit(f.acts, action.Form, r.area, k)
		return cmd
	case r.line != nil:
		before := r.line.Value()
		cmd, _ := text.Edit(f.acts, action.Form, r.line, k)
		if r.line.Value() != before {
			r.untouched, r.hint = false, -1
		}
		return cmd
	}
	return nil
}

// paste puts text where the cursor is.
func (f *Form) paste(pasted string) tea.Cmd {
	r := f.row()
	if r == nil {
		return nil
	}
	f.note, f.view = "", nil
	switch {
	case clean.HasKey(clean.Text(pasted)), r.line != nil && r.line.Paste(pasted):
		f.note = text.LooksLikeKey
	case r.area != nil:
		r.area.Insert(pasted)
	case r.line != nil:
		r.untouched, r.hint = false, -1
	}
	return nil
}

// send gives the values out, unless something is wrong with one: then the
// cursor goes there.
func (f *Form) send() tea.Cmd {
	for i, r := range f.rows {
		if err := r.check(); err != nil {
			f.note, f.at = wording.Sentence(err.Error()), i
			return nil
		}
	}
	return say(SendMsg{Values: f.Values()})
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Click puts the cursor on the field under the mouse. x and y are relative to
// the form.
func (f *Form) Click(_, y int) tea.Cmd {
	f.View() // whose lines are where
	if i := y - 1; i >= 0 && i < len(f.owners) && f.owners[i] >= 0 && f.owners[i] != f.at {
		f.at, f.note, f.view = f.owners[i], "", nil
	}
	return nil
}
