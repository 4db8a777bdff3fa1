package action

import "fmt"

// Edit is what an editing key does to a text. These keys are what people know
// from shells: they are the same wherever text is written, help does not list
// them and the config does not rebind them.
type Edit uint8

// What editing keys do.
const (
	NoEdit Edit = iota
	Left
	Right
	WordLeft
	WordRight
	LineUp
	LineDown
	LineStart
	LineEnd
	TextStart
	TextEnd
	Backspace
	Delete
	WordBack
	WordOn
	ToLineStart
	ToLineEnd
	SelectLeft
	SelectRight
	SelectWordLeft
	SelectWordRight
	SelectUp
	SelectDown
	SelectAll
)

var editing = map[string]Edit{
	"left": Left, "ctrl+b": Left,
	"right": Right, "ctrl+f": Right,
	"alt+left": WordLeft, "ctrl+left": WordLeft, "alt+b": WordLeft,
	"alt+right": WordRight, "ctrl+right": WordRight, "alt+f": WordRight,
	"up": LineUp, "down": LineDown,
	"home": LineStart, "ctrl+a": LineStart,
	"end": LineEnd, "ctrl+e": LineEnd,
	"alt+<": TextStart, "ctrl+home": TextStart,
	"alt+>": TextEnd, "ctrl+end": TextEnd,
	"backspace": Backspace, "shift+backspace": Backspace, "ctrl+h": Backspace,
	"delete": Delete, "ctrl+d": Delete,
	"ctrl+w": WordBack, "alt+backspace": WordBack, "ctrl+backspace": WordBack,
	"alt+d": WordOn, "alt+delete": WordOn, "ctrl+delete": WordOn,
	"ctrl+u": ToLineStart, "ctrl+k": ToLineEnd,
	"shift+left": SelectLeft, "shift+right": SelectRight,
	"alt+shift+left": SelectWordLeft, "ctrl+shift+left": SelectWordLeft, "alt+B": SelectWordLeft,
	"alt+shift+right": SelectWordRight, "ctrl+shift+right": SelectWordRight, "alt+F": SelectWordRight,
	"shift+up": SelectUp, "shift+down": SelectDown,
	"ctrl+g": SelectAll,
}

// EditOf returns what a key does to a text.
func EditOf(k fmt.Stringer) Edit { return editing[k.String()] }
