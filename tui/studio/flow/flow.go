// Package flow is what the work a person starts (sending, editing, keeping,
// accounts, showing) shares: how it speaks to the person, and how it asks.
// Each flow is a package of its own with a Host that says what it needs of the
// studio beyond this; none knows the studio.
package flow

import tea "charm.land/bubbletea/v2"

// Dialog is what lies over the studio and takes the keys while it does.
type Dialog interface {
	Update(tea.Msg) tea.Cmd
	// View returns the dialog's own box, at most w × h cells.
	View(w, h int) []string
	// Cursor is relative to the box; nil when the dialog takes no text.
	Cursor() *tea.Cursor
}

// Answers are what the answers of one dialog lead to. They belong to the
// dialog they are opened with, and one of them is called, once; nil does
// nothing. The dialog is gone by then.
type Answers struct {
	// Yes goes on: the word that was asked for was typed, or enter pressed.
	Yes func() tea.Cmd
	// Text gets what was written.
	Text func(text string) tea.Cmd
	// Choice gets the number of the act that was chosen, from 0.
	Choice func(act int) tea.Cmd
	// Item gets the id of what was chosen from a list.
	Item func(id string) tea.Cmd
	// Tab is the other way out that some dialogs offer.
	Tab func() tea.Cmd
	// Esc is called when the dialog was left.
	Esc func() tea.Cmd
}

// Host is what every flow needs of the studio.
type Host interface {
	// Say shows a sentence in the last line for a while.
	Say(text string) tea.Cmd
	// Warn does the same with what went wrong, for longer.
	Warn(text string) tea.Cmd
	// Open puts a dialog on top, with what its answers lead to.
	Open(d Dialog, a Answers) tea.Cmd
	// OpenLater returns what does the same some time from now, for a dialog that
	// was just called for: what is typed until then does not answer it.
	OpenLater() func(d Dialog, a Answers) tea.Cmd
	// Dismiss takes a dialog away, wherever it lies, without an answer.
	Dismiss(d Dialog)
	// WithKeys puts the keys that are bound into a sentence: "{result.pick}
	// picks.". It is for the program's own words: what others wrote comes in
	// after it.
	WithKeys(sentence string) string
	// TipDone takes a hint off the last line for ever: the person has done it.
	TipDone(tip Tip)
}

// Tip is a hint for somebody new, shown until they have done it once.
type Tip int

// The hints, in the order in which they are shown. The numbers are kept on
// disk.
const (
	TipGenerate Tip = 1 << iota
	TipPick
	TipAddKey
)

// AllTips are all hints together.
const AllTips = TipGenerate | TipPick | TipAddKey

// OutcomeMsg ends work of which only the outcome is to be told: what went
// wrong, or a sentence, or nothing at all.
type OutcomeMsg struct {
	Err  error
	Text string
}
