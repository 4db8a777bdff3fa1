// Package card is a dialog with shortcuts on it, grouped by what they are for: as
// much as fits side by side. What is typed searches all shortcuts there are.
package card

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/picker"
	"imagine-tui/tui/widget/theme"
)

// Page is what the card says of one place.
type Page struct {
	Name  string // of the place
	Parts []action.Part
}

// Card is the dialog.
type Card struct {
	*picker.Picker
	st    *theme.Styles
	pages []Page
	at    int

	top, rows int // first line in view, and how many are
}

// New returns a card that shows the first of its pages, with all that a search
// finds.
func New(st *theme.Styles, pages []Page, all []picker.Item) *Card {
	return &Card{Picker: picker.New(st, "Shortcuts: all", "{dialog.cancel} close", all), st: st, pages: pages, rows: 1}
}

// Update turns pages and scrolls while nothing is typed; the rest is the
// search's.
func (c *Card) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && c.Typed() == "" {
		id, _ := c.Actions().At(action.Picker, key)
		if c.turn(id) {
			return nil
		}
	}
	return c.Picker.Update(msg)
}

// turn does what an action means for the page; it reports whether that is
// anything.
func (c *Card) turn(id action.ID) bool {
	switch id {
	case action.DialogNext:
		c.at, c.top = (c.at+1)%len(c.pages), 0
	case action.DialogPrevious:
		c.at, c.top = (c.at+len(c.pages)-1)%len(c.pages), 0
	case action.PickerDown:
		c.top++
	case action.PickerUp:
		c.top--
	case action.DialogPageDown:
		c.top += c.rows
	case action.DialogPageUp:
		c.top -= c.rows
	case action.DialogAccept: // there is nothing to choose
	default:
		return false
	}
	return true
}

// most is the widest a card is drawn, in cells: what lies farther apart is not
// read as one.
const most = 132

// View returns the dialog's own box, at most w × h cells.
func (c *Card) View(w, h int) []string {
	if c.Typed() != "" {
		return c.Picker.View(w, h)
	}
	page := c.pages[c.at]
	lines, width := layOut(c.st, page.Parts, max(1, min(w, most)-4))
	width = max(0, min(max(width, leastWidth), w-4))
	c.rows = max(1, min(len(lines), h-4))
	c.top = max(0, min(c.top, len(lines)-c.rows))
	body := make([]string, 0, c.rows+2)
	body = append(body, c.Input(width+2), "")
	for _, l := range lines[c.top : c.top+c.rows] {
		body = append(body, " "+l)
	}
	foot := "type to search all shortcuts · {dialog.next} other panes · {dialog.cancel} close"
	return box.Draw(c.st, box.Frame{
		Title: "Shortcuts: " + page.Name, Where: box.Span(c.top, c.rows, len(lines)), Footer: c.Actions().Words(foot), Focused: true,
	}, body, width+4, min(h, c.rows+4))
}

// leastWidth keeps what the lower border says whole where there is room for it.
const leastWidth = 72
