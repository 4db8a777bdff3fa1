package keymap

import "charm.land/bubbles/v2/key"

// Text are the editing keys of every place where text is written. They are
// what people know from shells, so help does not list them.
type Text struct {
	Left, Right, WordLeft, WordRight, Up, Down, Start, End, Top, Bottom key.Binding
	Backspace, Delete, WordBack, WordOn, ToStart, ToEnd                 key.Binding
	SelectLeft, SelectRight, SelectWordLeft, SelectWordRight            key.Binding
	SelectUp, SelectDown, SelectAll, Undo, Redo, Paste                  key.Binding
}

// Dialog are the keys of dialogs and of fields over a list.
type Dialog struct{ Accept, Leave, Next, Prev, Up, Down, Left, Right, PageUp, PageDown, Top, Bottom, Console key.Binding }

// Editing returns the editing keys.
func Editing() Text {
	return Text{
		Left:      bind("←", "left", "left", "ctrl+b"),
		Right:     bind("→", "right", "right", "ctrl+f"),
		WordLeft:  bind("alt+b", "word left", "alt+left", "ctrl+left", "alt+b"),
		WordRight: bind("alt+f", "word right", "alt+right", "ctrl+right", "alt+f"),
		Up:        bind("↑", "line up", "up"),
		Down:      bind("↓", "line down", "down"),
		Start:     bind("ctrl+a", "start of line", "home", "ctrl+a"),
		End:       bind("ctrl+e", "end of line", "end", "ctrl+e"),
		Top:       bind("alt+<", "start of text", "alt+<", "ctrl+home"),
		Bottom:    bind("alt+>", "end of text", "alt+>", "ctrl+end"),

		Backspace: bind("backspace", "delete back", "backspace", "shift+backspace", "ctrl+h"),
		Delete:    bind("delete", "delete", "delete", "ctrl+d"),
		WordBack:  bind("ctrl+w", "delete word", "ctrl+w", "alt+backspace", "ctrl+backspace"),
		WordOn:    bind("alt+d", "delete next word", "alt+d", "alt+delete", "ctrl+delete"),
		ToStart:   bind("ctrl+u", "delete to start of line", "ctrl+u"),
		ToEnd:     bind("ctrl+k", "delete to end of line", "ctrl+k"),

		SelectLeft:      bind("shift+←", "select left", "shift+left"),
		SelectRight:     bind("shift+→", "select right", "shift+right"),
		SelectWordLeft:  bind("alt+shift+←", "select word left", "alt+shift+left", "ctrl+shift+left", "alt+B"),
		SelectWordRight: bind("alt+shift+→", "select word right", "alt+shift+right", "ctrl+shift+right", "alt+F"),
		SelectUp:        bind("shift+↑", "select line up", "shift+up"),
		SelectDown:      bind("shift+↓", "select line down", "shift+down"),
		SelectAll:       bind("ctrl+g", "select all", "ctrl+g"),

		Undo: bind("ctrl+/", "undo typing", "ctrl+_", "ctrl+/", "ctrl+7"),
		Redo: bind("ctrl+y", "redo typing", "ctrl+y"),

		Paste: bind("ctrl+v", "paste", "ctrl+v"),
	}
}

// InDialog returns the keys of dialogs.
func InDialog() Dialog {
	return Dialog{
		Accept:   bind("enter", "take", "enter"),
		Leave:    bind("esc", "leave", "esc"),
		Next:     bind("tab", "next field", "tab"),
		Prev:     bind("shift+tab", "previous field", "shift+tab"),
		Up:       bind("↑", "up", "up"),
		Down:     bind("↓", "down", "down"),
		Left:     bind("←", "previous", "left"),
		Right:    bind("→", "next", "right"),
		PageUp:   bind("pgup", "page up", "pgup"),
		PageDown: bind("pgdn", "page down", "pgdown"),
		Top:      bind("home", "top", "home"),
		Bottom:   bind("end", "bottom", "end"),
		Console:  bind("ctrl+o", "vendor's console", "ctrl+o"),
	}
}
