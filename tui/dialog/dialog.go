// Package dialog has the questions every part of the studio asks in the same
// way: type a word to go on, choose one of a few, read and close.
package dialog

// ConfirmedMsg says that the person typed what was asked for and pressed enter.
type ConfirmedMsg struct{ ID string }

// TabbedMsg says that the person took the other way out that tab offers.
type TabbedMsg struct{ ID string }

// CancelledMsg says that the dialog was left, everything as it was.
type CancelledMsg struct{ ID string }

// ChosenMsg says which item of a Choice the person took, from 0.
type ChosenMsg struct {
	ID    string
	Index int
}
