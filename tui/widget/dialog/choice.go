package dialog

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// Choice asks to take one of a few items. The first is selected, so it should
// be the likely act, and none that pays or loses anything. The last leaves all
// as it was, as esc does.
type Choice struct {
	Title string
	Items []string
	action.Holder

	st  *theme.Styles
	sel int
	top int
	// cursor is on the selected item, relative to the box.
	cursor *tea.Cursor
}

// NewChoice returns a question with acts, and with what it is called to leave
// all as it was.
func NewChoice(st *theme.Styles, title string, acts []string, leave string) *Choice {
	return &Choice{Title: title, Items: append(slices.Clone(acts), leave), st: st}
}

// Update handles keys.
func (c *Choice) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	last := len(c.Items) - 1
	id, _ := c.Actions().At(action.Choice, k)
	switch id {
	case action.DialogCancel:
		return say(CancelledMsg{})
	case action.DialogAccept:
		if c.sel == last {
			return say(CancelledMsg{})
		}
		return say(ChosenMsg{Index: c.sel})
	case action.MoveDown, action.DialogNext:
		c.sel = min(c.sel+1, last)
	case action.MoveUp, action.DialogPrevious:
		c.sel = max(c.sel-1, 0)
	case action.MoveTop:
		c.sel = 0
	case action.MoveBottom:
		c.sel = last
	}
	return nil
}

// View returns the dialog's own box, at most w × h cells.
func (c *Choice) View(w, h int) []string {
	items := make([]string, len(c.Items))
	for i, it := range c.Items {
		items[i] = clean.Line(it)
	}
	title := clean.Line(c.Title)
	bw := boxWidth(w, max(widest(items)+2, cells.Width(title)))
	inner := max(0, bw-4)
	border, body := heading(title, nil, bw)
	from, to := 0, 0 // lines of the selected item
	for i, it := range items {
		if i == c.sel {
			from = len(body)
		}
		for n, part := range wrap([]string{it}, inner-2) {
			body = append(body, c.line(part, i == c.sel, n == 0, inner))
		}
		if i == c.sel {
			to = len(body)
		}
	}
	room := max(0, h-2)
	if c.sel == 0 {
		from = 0 // the question belongs to the first item
	}
	c.top = max(min(c.top, from), to-room)
	var shown []string
	at := from
	if c.sel == 0 {
		at = to - max(1, len(wrap([]string{items[0]}, inner-2)))
	}
	shown, c.top = window(body, c.top, room)
	c.cursor = nil
	if y := at - c.top; y >= 0 && y < len(shown) && bw > 3 {
		c.cursor = box.OnRow(2, 1+y)
	}
	return drawPart(c.st, box.Frame{Title: border, Where: box.Position(c.sel, len(items), len(items)-max(0, len(body)-room))}, c.Actions().Words("{dialog.accept} choose · {dialog.cancel} cancel"), shown, bw, h)
}

func (c *Choice) line(part string, selected, first bool, inner int) string {
	switch {
	case selected && first:
		return c.st.Cursor.Render(box.Fit(theme.SignRow+" "+part, inner))
	case selected:
		return c.st.Cursor.Render(box.Fit("  "+part, inner))
	}
	return "  " + part
}

// Cursor stands on the selected item as it was at the last View.
func (c *Choice) Cursor() *tea.Cursor { return c.cursor }
