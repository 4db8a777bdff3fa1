package text

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/keymap"
)

var keys = keymap.Editing()

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
	switch {
	case key.Matches(k, keys.Left):
		if from != to {
			t.moveTo(from, false)
		} else {
			t.moveTo(prev(t.s, t.cursor), false)
		}
	case key.Matches(k, keys.Right):
		if from != to {
			t.moveTo(to, false)
		} else {
			t.moveTo(next(t.s, t.cursor), false)
		}
	case key.Matches(k, keys.WordLeft):
		t.moveTo(t.wordLeft(t.cursor), false)
	case key.Matches(k, keys.WordRight):
		t.moveTo(t.wordRight(t.cursor), false)
	case key.Matches(k, keys.Start):
		t.moveTo(t.lineStart(t.cursor), false)
	case key.Matches(k, keys.End):
		t.moveTo(t.lineEnd(t.cursor), false)
	case key.Matches(k, keys.Top):
		t.moveTo(0, false)
	case key.Matches(k, keys.Bottom):
		t.moveTo(len(t.s), false)
	case key.Matches(k, keys.SelectLeft):
		t.moveTo(prev(t.s, t.cursor), true)
	case key.Matches(k, keys.SelectRight):
		t.moveTo(next(t.s, t.cursor), true)
	case key.Matches(k, keys.SelectWordLeft):
		t.moveTo(t.wordLeft(t.cursor), true)
	case key.Matches(k, keys.SelectWordRight):
		t.moveTo(t.wordRight(t.cursor), true)
	case key.Matches(k, keys.SelectAll):
		t.SelectAll()
	default:
		return false
	}
	return true
}

// cutKey handles keys that delete, and the way back.
func (t *Text) cutKey(k tea.KeyPressMsg) bool {
	switch {
	case key.Matches(k, keys.Backspace):
		t.erase(prev(t.s, t.cursor), erased)
	case key.Matches(k, keys.Delete):
		t.erase(next(t.s, t.cursor), removed)
	case key.Matches(k, keys.WordBack):
		t.erase(t.wordLeft(t.cursor), whole)
	case key.Matches(k, keys.WordOn):
		t.erase(t.wordRight(t.cursor), whole)
	case key.Matches(k, keys.ToStart):
		to := t.lineStart(t.cursor)
		if to == t.cursor {
			to = prev(t.s, t.cursor) // nothing left on this line: join it to the one before
		}
		t.erase(to, whole)
	case key.Matches(k, keys.ToEnd):
		to := t.lineEnd(t.cursor)
		if to == t.cursor {
			to = next(t.s, t.cursor)
		}
		t.erase(to, whole)
	case key.Matches(k, keys.Undo):
		t.Undo()
	case key.Matches(k, keys.Redo):
		t.Redo()
	default:
		return false
	}
	return true
}
