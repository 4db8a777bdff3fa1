package text

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
)

// PasteRequestMsg asks for what is on the clipboard, to come as a paste to
// whatever takes text then.
type PasteRequestMsg struct{}

// Editor is a text that keys change: a Field or an Area.
type Editor interface {
	Press(k tea.KeyPressMsg) bool
	Undo() bool
	Redo() bool
}

// Edit does what a key does to a text in a place: undo, redo and paste with
// the keys they have, the rest with the editing keys. It reports whether the
// key meant something here. The command asks for the clipboard: terminals paste
// by themselves on a key of their own, but many people press this one.
func Edit(acts *action.Table, at action.Place, t Editor, k tea.KeyPressMsg) (tea.Cmd, bool) {
	switch id, _ := acts.At(at, k); id {
	case action.TextUndo:
		t.Undo()
	case action.TextRedo:
		t.Redo()
	case action.TextPaste:
		return func() tea.Msg { return PasteRequestMsg{} }, true
	default:
		return nil, t.Press(k)
	}
	return nil, true
}

// Press does what an editing key does, or types what it wrote. It reports
// whether the key meant something here. Keys that go up and down belong to
// Area, since only it knows the lines.
func (t *Text) Press(k tea.KeyPressMsg) bool {
	return t.move(k) || t.cutKey(k) || t.write(k)
}

// write types what the key wrote.
func (t *Text) write(k tea.KeyPressMsg) bool {
	if k.Text == "" {
		return false
	}
	t.Type(k.Text)
	return true
}

// move handles keys that move the cursor or select.
func (t *Text) move(k tea.KeyPressMsg) bool {
	from, to := t.Selection()
	switch action.EditOf(k) {
	case action.Left:
		if from != to {
			t.moveTo(from, false)
		} else {
			t.moveTo(prev(t.s, t.cursor), false)
		}
	case action.Right:
		if from != to {
			t.moveTo(to, false)
		} else {
			t.moveTo(next(t.s, t.cursor), false)
		}
	case action.WordLeft:
		t.moveTo(t.wordLeft(t.cursor), false)
	case action.WordRight:
		t.moveTo(t.wordRight(t.cursor), false)
	case action.LineStart:
		t.moveTo(t.lineStart(t.cursor), false)
	case action.LineEnd:
		t.moveTo(t.lineEnd(t.cursor), false)
	case action.TextStart:
		t.moveTo(0, false)
	case action.TextEnd:
		t.moveTo(len(t.s), false)
	case action.SelectLeft:
		t.moveTo(prev(t.s, t.cursor), true)
	case action.SelectRight:
		t.moveTo(next(t.s, t.cursor), true)
	case action.SelectWordLeft:
		t.moveTo(t.wordLeft(t.cursor), true)
	case action.SelectWordRight:
		t.moveTo(t.wordRight(t.cursor), true)
	case action.SelectAll:
		t.SelectAll()
	default:
		return false
	}
	return true
}

// cutKey handles keys that delete.
func (t *Text) cutKey(k tea.KeyPressMsg) bool {
	switch action.EditOf(k) {
	case action.Backspace:
		t.erase(prev(t.s, t.cursor), erased)
	case action.Delete:
		t.erase(next(t.s, t.cursor), removed)
	case action.WordBack:
		t.erase(t.wordLeft(t.cursor), whole)
	case action.WordOn:
		t.erase(t.wordRight(t.cursor), whole)
	case action.ToLineStart:
		to := t.lineStart(t.cursor)
		if to == t.cursor {
			to = prev(t.s, t.cursor) // nothing left on this line: join it to the one before
		}
		t.erase(to, whole)
	case action.ToLineEnd:
		to := t.lineEnd(t.cursor)
		if to == t.cursor {
			to = next(t.s, t.cursor)
		}
		t.erase(to, whole)
	default:
		return false
	}
	return true
}
