// Package theme holds the colours and signs of the studio by what they mean.
// Panes name a meaning (good, warn, focused); only this package knows colours.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Styles are the styles of the whole studio, built once for a dark or a light
// background and shared by pointer, so that a change of background reaches
// every pane at its next View. The terminal's own background is always kept.
type Styles struct {
	// Dark tells which background the styles were built for, Few that there are
	// sixteen colours or fewer.
	Dark, Few bool

	Text    lipgloss.Style // ordinary words
	Dim     lipgloss.Style // what may be overlooked
	Strong  lipgloss.Style // what must be seen, without an opinion
	Accent  lipgloss.Style // the program's own colour
	Title   lipgloss.Style // title of a pane without focus
	Focused lipgloss.Style // title of the pane with focus
	Border  lipgloss.Style // border of a pane without focus
	Active  lipgloss.Style // border of the pane with focus
	Cursor  lipgloss.Style // the selected row of the focused pane
	Chosen  lipgloss.Style // the selected row of a pane without focus
	Key     lipgloss.Style // a key in a hint
	Hint    lipgloss.Style // the words beside it
	Good    lipgloss.Style
	Warn    lipgloss.Style
	Bad     lipgloss.Style
	Busy    lipgloss.Style
	Picked  lipgloss.Style
	Match   lipgloss.Style // letters a filter matched
	// Edge is the colour of lines drawn among the dots of a picture.
	Edge color.Color
	// Checker are the two colours behind transparent pictures.
	Checker [2]color.Color
}

// New builds the styles for a dark or a light background.
func New(dark bool) *Styles {
	s := &Styles{}
	s.Set(dark)
	return s
}

// Set rebuilds s in place for the other background.
func (s *Styles) Set(dark bool) {
	if s.Few {
		*s = few(dark)
		return
	}
	*s = colourful(dark)
}

// SetFew rebuilds s in place for a terminal with so few colours that people
// choose each of them themselves, or with more. It tells whether that changed.
func (s *Styles) SetFew(few bool) (changed bool) {
	if s.Few == few {
		return false
	}
	s.Few = few
	s.Set(s.Dark)
	return true
}

// few are the styles for sixteen colours and fewer: none of them is sure to be
// readable on a ground that is not known either, so what is written is written
// in the terminal's own two colours, bold, underlined or the other way round.
func few(dark bool) Styles {
	base := lipgloss.NewStyle()
	s := colourful(dark)
	return Styles{
		Dark: dark, Few: true, Checker: s.Checker, Edge: s.Edge,
		Text: base, Dim: base, Strong: base.Bold(true), Accent: base.Bold(true),
		Title: base, Focused: base.Bold(true).Reverse(true), Border: base, Active: base.Bold(true),
		Cursor: base.Reverse(true), Chosen: base.Bold(true).Underline(true),
		Key: base.Bold(true), Hint: base,
		Good: base, Warn: base.Bold(true), Bad: base.Bold(true), Busy: base, Picked: base.Bold(true),
		Match: base.Underline(true),
	}
}

// colourful are the styles for 256 colours and more.
func colourful(dark bool) Styles {
	pick := lipgloss.LightDark(dark)
	c := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	base := lipgloss.NewStyle()
	fg := func(light, dark string) lipgloss.Style { return base.Foreground(c(light, dark)) }

	accent := func() lipgloss.Style { return fg("#7A3FD1", "#C4A0FF") }
	return Styles{
		Dark:    dark,
		Text:    base,
		Dim:     fg("#6B6B76", "#8C8C99"),
		Strong:  base.Bold(true),
		Accent:  accent(),
		Title:   fg("#4A4A55", "#B4B4C0"),
		Focused: accent().Bold(true),
		Border:  fg("#B9B9C4", "#4C4C59"),
		Active:  accent(),
		Cursor:  base.Bold(true).Foreground(c("#2B1255", "#F4ECFF")).Background(c("#E4D6FF", "#43306B")),
		Chosen:  base.Bold(true),
		Key:     accent(),
		Hint:    fg("#5B5B66", "#9A9AA8"),
		Good:    fg("#1E7A34", "#7BD88F"),
		Warn:    fg("#8A5A00", "#F2C46D"),
		Bad:     fg("#B3261E", "#FF8A80"),
		Busy:    fg("#00668A", "#7CCBF0"),
		Picked:  fg("#9A5B00", "#FFC857"),
		Match:   accent().Underline(true),
		Edge:    c("#6B6B76", "#8C8C99"),
		Checker: [2]color.Color{c("#E6E6EA", "#2A2A31"), c("#CFCFD6", "#3A3A44")},
	}
}

// Signs of the studio. Every state has a sign or a word of its own, so that
// nothing depends on colour alone.
const (
	SignRow      = "▸" // selected row
	SignInUse    = "●" // the key in use
	SignMarked   = "◉"
	SignUnmarked = "○"
	SignOpen     = "▾"
	SignFolded   = "▹"
	SignNew      = "•" // not yet looked at
	SignSaved    = "✓"
	SignFailed   = "✗"
	SignUnknown  = "?"
	SignWaiting  = "·"
	SignHeld     = "‖"
	SignStopped  = "⊘"
	SignPicked   = "♥"
	SignStar     = "★"
	SignRejected = "⌫"
)

// SpinnerFrames are the frames of the one clock that all running rows share.
var SpinnerFrames = []string{"⣾", "⣽", "⣻", "⢿", "⡿", "⣟", "⣯", "⣷"}
