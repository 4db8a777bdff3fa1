package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/box"
	"imagine-tui/tui/theme"
)

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Confirm asks to type an exact word before something is paid or lost.
type Confirm struct {
	Title    string
	Lines    []string
	Want     string // "" for enter alone
	Footer   string // "" for what esc does
	TabLabel string // other way out that tab takes; "" for none

	st    *theme.Styles
	id    string
	typed string
}

// NewConfirm returns a question; id comes back in its messages. The person
// must type want, or only press enter when want is "".
func NewConfirm(st *theme.Styles, id, title string, lines []string, want string) *Confirm {
	return &Confirm{Title: title, Lines: lines, Want: want, st: st, id: id}
}

// Update handles keys and pastes.
func (c *Confirm) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch k.String() {
	case "esc":
		return say(CancelledMsg{c.id})
	case "tab":
		if c.TabLabel != "" {
			return say(TabbedMsg{c.id})
		}
	case "enter":
		if c.typed == c.Want {
			return say(ConfirmedMsg{c.id})
		}
	default:
		c.typed += k.Text
	}
	return nil
}

// View returns the dialog's own box, at most w × h cells.
func (c *Confirm) View(w, h int) []string {
	body := append(append([]string{}, c.Lines...), c.typed)
	return box.Draw(c.st, box.Frame{Title: c.Title, Footer: c.Footer, Focused: true}, body, min(w, 72), min(h, len(body)+2))
}

// Cursor returns where the text cursor stands, relative to the box.
func (c *Confirm) Cursor() *tea.Cursor { return nil }

// Choice asks to take one of a few items; the first one is selected and
// should be the one that changes nothing.
type Choice struct {
	Title string
	Items []string

	st  *theme.Styles
	id  string
	sel int
}

// NewChoice returns a question with items; id comes back in its messages.
func NewChoice(st *theme.Styles, id, title string, items []string) *Choice {
	return &Choice{Title: title, Items: items, st: st, id: id}
}

// Update handles keys.
func (c *Choice) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch k.String() {
	case "esc":
		return say(CancelledMsg{c.id})
	case "enter":
		return say(ChosenMsg{c.id, c.sel})
	case "j", "down":
		c.sel = min(c.sel+1, len(c.Items)-1)
	case "k", "up":
		c.sel = max(c.sel-1, 0)
	}
	return nil
}

// View returns the dialog's own box, at most w × h cells.
func (c *Choice) View(w, h int) []string {
	var body []string
	for i, it := range c.Items {
		sign := "   "
		if i == c.sel {
			sign = " " + theme.SignRow + " "
		}
		body = append(body, sign+it)
	}
	return box.Draw(c.st, box.Frame{Title: c.Title, Footer: "enter take · esc leave", Focused: true}, body, min(w, 72), min(h, len(body)+2))
}

// Cursor returns nil: a choice takes no text.
func (c *Choice) Cursor() *tea.Cursor { return nil }

// Info shows lines to read.
type Info struct {
	Title  string
	Lines  []string
	Footer string // "" for how to close

	st *theme.Styles
	id string
}

// NewInfo returns a dialog that shows text, which may have several lines.
func NewInfo(st *theme.Styles, id, title, text string) *Info {
	return &Info{Title: title, Lines: strings.Split(text, "\n"), st: st, id: id}
}

// Update handles keys.
func (i *Info) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "esc", "enter", "q":
			return say(CancelledMsg{i.id})
		}
	}
	return nil
}

// View returns the dialog's own box, at most w × h cells.
func (i *Info) View(w, h int) []string {
	return box.Draw(i.st, box.Frame{Title: i.Title, Footer: i.Footer, Focused: true}, i.Lines, min(w, 80), min(h, len(i.Lines)+2))
}

// Cursor returns nil: there is nothing to type.
func (i *Info) Cursor() *tea.Cursor { return nil }
