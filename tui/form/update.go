package form

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/widget/text"
)

var keys = keymap.InDialog()

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
		return f.press(msg)
	}
	return nil
}

func (f *Form) press(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, keys.Leave):
		if r := f.row(); r != nil && r.hint >= 0 {
			r.hint = -1
			return nil
		}
		return say(CancelMsg{})
	case key.Matches(k, keys.Next):
		f.move(1)
	case key.Matches(k, keys.Prev):
		f.move(-1)
	case f.row() == nil:
		return f.pressSend(k)
	case f.row().area != nil:
		return f.pressArea(f.row(), k)
	case f.row().line != nil:
		return f.pressLine(f.row(), k)
	case f.row().Kind == KindChoice:
		return f.pressChoice(f.row(), k)
	default:
		return f.pressFile(f.row(), k)
	}
	return nil
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

func (f *Form) pressSend(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, keys.Accept):
		return f.send()
	case key.Matches(k, keys.Up):
		f.step(-1)
	}
	return nil
}

// pressArea handles a key in a text of several lines. At its ends the arrows
// go on to the next field.
func (f *Form) pressArea(r *row, k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, f.km.Prompt.NewLine):
		r.area.Insert("\n")
	case key.Matches(k, keys.Accept):
		return f.send()
	case key.Matches(k, keys.Up) && r.area.OnFirst():
		f.step(-1)
	case key.Matches(k, keys.Down) && r.area.OnLast():
		f.step(1)
	default:
		if cmd := text.RequestPaste(k); cmd != nil {
			return cmd
		}
		r.area.Press(k)
	}
	return nil
}

// pressLine handles a key in a number or an open choice. The arrows go through
// the suggestions if there are any.
func (f *Form) pressLine(r *row, k tea.KeyPressMsg) tea.Cmd {
	offered := len(r.suggestions())
	switch {
	case key.Matches(k, keys.Accept):
		if r.take() {
			return nil
		}
		return f.send()
	case key.Matches(k, keys.Up):
		if r.hint < 0 {
			f.step(-1)
		} else {
			r.hint--
		}
	case key.Matches(k, keys.Down):
		if r.hint+1 < offered {
			r.hint++
		} else if offered == 0 {
			f.step(1)
		}
	default:
		if cmd := text.RequestPaste(k); cmd != nil {
			return cmd
		}
		before := r.line.Value()
		r.line.Press(k)
		if r.line.Value() != before {
			r.untouched, r.hint = false, -1
		}
	}
	return nil
}

func (f *Form) pressChoice(r *row, k tea.KeyPressMsg) tea.Cmd {
	last := len(r.options()) - 1
	switch {
	case key.Matches(k, keys.Accept):
		return f.send()
	case key.Matches(k, keys.Left):
		r.pick = max(0, r.pick-1)
	case key.Matches(k, keys.Right):
		r.pick = max(0, min(r.pick+1, last))
	case key.Matches(k, f.km.Move.Mark): // space goes around
		if r.pick++; r.pick > last {
			r.pick = 0
		}
	case key.Matches(k, keys.Up):
		f.step(-1)
	case key.Matches(k, keys.Down):
		f.step(1)
	}
	return nil
}

func (f *Form) pressFile(r *row, k tea.KeyPressMsg) tea.Cmd {
	switch {
	case r.Kind == KindMask && key.Matches(k, f.km.Edits.Mask):
		return say(MaskMsg{Field: r.Name})
	case r.Kind == KindFile && key.Matches(k, f.km.Edits.Open):
		return say(FileMsg{Field: r.Name})
	case k.Code == tea.KeyBackspace || k.Code == tea.KeyDelete:
		r.file = ""
	case key.Matches(k, keys.Up):
		f.step(-1)
	case key.Matches(k, keys.Down):
		f.step(1)
	default:
		return text.RequestPaste(k)
	}
	return nil
}

// paste puts text where the cursor is. On a file it is a path: terminals paste
// that when a file is dropped on them.
func (f *Form) paste(text string) tea.Cmd {
	r := f.row()
	if r == nil {
		return nil
	}
	f.note, f.view = "", nil
	if clean.HasKey(text) {
		f.note = "That looks like an API key, so it was not put here."
		return nil
	}
	switch {
	case r.area != nil:
		r.area.Insert(text)
	case r.line != nil:
		r.line.Insert(strings.TrimSpace(clean.Line(text)))
		r.untouched, r.hint = false, -1
	case r.Kind == KindFile && strings.TrimSpace(text) != "":
		return say(FileMsg{Field: r.Name, Path: strings.TrimSpace(text)})
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
