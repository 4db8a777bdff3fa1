// Package theme holds the colours and signs of the studio by what they mean.
// Panes name a meaning (good, warn, focused); only this package knows colours. A
// theme is a Palette, which is data: some are built in, others come from files.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Styles are the styles of the whole studio, built from a palette and shared by
// pointer, so that another theme reaches every pane at its next View.
type Styles struct {
	// Dark tells which ground the styles were built for, Few that they use the
	// terminal's own two colours alone, Name which theme they are of.
	Dark, Few bool
	Name      string
	// Still says that nothing turns.
	Still bool

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
	// Ground is what the theme has everything drawn on; nil keeps the terminal's own.
	Ground *Ground

	terminal terminal
	palette  Palette // that they were built from
}

// terminal is what the styles are built for: what is known of the terminal, and
// the theme that was chosen; nil goes by the terminal's ground.
type terminal struct {
	dark, few bool
	chosen    *Palette
}

// New builds the styles for a dark or a light terminal.
func New(dark bool) *Styles {
	s := &Styles{terminal: terminal{dark: dark}}
	s.build()
	return s
}

// Set rebuilds s in place for a terminal with the other ground. It tells whether
// that changed anything.
func (s *Styles) Set(dark bool) (changed bool) {
	if s.terminal.dark == dark {
		return false
	}
	s.terminal.dark = dark
	return s.rebuilt()
}

// SetFew rebuilds s in place for a terminal with so few colours that people
// choose each of them themselves, or with more. It tells whether that changed
// anything.
func (s *Styles) SetFew(few bool) (changed bool) {
	if s.terminal.few == few {
		return false
	}
	s.terminal.few = few
	return s.rebuilt()
}

// Use rebuilds s in place with the colours of a theme; nil goes by the terminal's
// ground. It tells whether that changed anything.
func (s *Styles) Use(p *Palette) (changed bool) {
	if p != nil {
		own := *p
		p = &own
	}
	s.terminal.chosen = p
	return s.rebuilt()
}

// rebuilt builds s anew, and tells whether it looks different now.
func (s *Styles) rebuilt() bool {
	before := s.palette
	s.build()
	return s.palette != before
}

func (s *Styles) build() {
	p, terminal, still := s.terminal.palette(), s.terminal, s.Still
	if p.Few {
		*s = few(p)
	} else {
		*s = colourful(p)
	}
	s.terminal, s.palette, s.Still = terminal, p, still
}

// palette is what the styles are built from. Where there are few colours, those of
// the theme are none.
func (t *terminal) palette() Palette {
	p := builtIn[1]
	if t.dark {
		p = builtIn[0]
	}
	switch {
	case t.chosen != nil && (t.few || t.chosen.Few):
		p.Name, p.Few = t.chosen.Name, true
	case t.chosen != nil:
		p = *t.chosen
	case t.few:
		p.Few = true
	}
	return p
}

// few are the styles for sixteen colours and fewer: none of them is sure to be
// readable on a ground that is not known either, so what is written is written
// in the terminal's own two colours, bold, underlined or the other way round.
func few(p Palette) Styles {
	base := lipgloss.NewStyle()
	return Styles{
		Name: p.Name, Dark: p.Dark, Few: true, Checker: p.checker(), Edge: p.Dim.colour(),
		Text: base, Dim: base, Strong: base.Bold(true), Accent: base.Bold(true),
		Title: base, Focused: base.Bold(true).Reverse(true), Border: base, Active: base.Bold(true),
		Cursor: base.Reverse(true), Chosen: base.Bold(true).Underline(true),
		Key: base.Bold(true), Hint: base,
		Good: base, Warn: base.Bold(true), Bad: base.Bold(true), Busy: base, Picked: base.Bold(true),
		Match: base.Underline(true),
	}
}

// colourful are the styles for 256 colours and more.
func colourful(p Palette) Styles {
	base := lipgloss.NewStyle()
	in := func(c Colour) lipgloss.Style {
		if c == "" {
			return base
		}
		return base.Foreground(c.colour())
	}
	return Styles{
		Name: p.Name, Dark: p.Dark,
		Text: in(""), Dim: in(p.Dim), Strong: base.Bold(true), Accent: in(p.Accent),
		Title: in(p.Title), Focused: in(p.Accent).Bold(true), Border: in(p.Border), Active: in(p.Accent),
		Cursor: in(p.Selected).Background(p.Selection.colour()).Bold(true), Chosen: base.Bold(true),
		Key: in(p.Accent), Hint: in(p.Hint),
		Good: in(p.Good), Warn: in(p.Warn), Bad: in(p.Bad), Busy: in(p.Busy), Picked: in(p.Picked),
		Match: in(p.Accent).Underline(true),
		Edge:  p.Dim.colour(), Checker: p.checker(), Ground: p.ground(),
	}
}
