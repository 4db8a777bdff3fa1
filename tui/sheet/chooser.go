package sheet

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// chooser is the small list from which rows and columns are chosen.
type chooser struct {
	pairs [][2]Axis // rows, columns
	sel   int
	// cursor is on the selected pair, relative to the sheet.
	cursor *tea.Cursor
}

// openChooser opens the list, with what is shown now selected. With less than
// two axes there is nothing to choose.
func (s *Sheet) openChooser() {
	c := &chooser{}
	for _, rows := range s.table.space.varied() {
		for _, cols := range s.table.space.varied() {
			if rows == cols {
				continue
			}
			if rows == s.table.rows && cols == s.table.cols {
				c.sel = len(c.pairs)
			}
			c.pairs = append(c.pairs, [2]Axis{rows, cols})
		}
	}
	if len(c.pairs) > 0 {
		s.chooser, s.view = c, nil
	}
}

func (s *Sheet) choose(id action.ID) {
	c := s.chooser
	s.view = nil
	switch id {
	case action.MoveDown, action.DialogNext, action.SheetAxes:
		c.sel = (c.sel + 1) % len(c.pairs)
	case action.MoveUp, action.DialogPrevious:
		c.sel = (c.sel + len(c.pairs) - 1) % len(c.pairs)
	case action.DialogAccept:
		s.chooser = nil
		s.SetAxes(c.pairs[c.sel][0], c.pairs[c.sel][1])
	case action.DialogCancel, action.StudioClose:
		s.chooser = nil
	}
}

// over lays the list over the lines of the sheet.
func (c *chooser) over(st *theme.Styles, acts *action.Table, lines []string, w, h int) []string {
	const width = 40
	bw, bh := min(width, w), min(len(c.pairs)+2, h)
	if bw < 2 || bh < 3 {
		return lines
	}
	top := max(0, min(c.sel, len(c.pairs)-(bh-2)))
	var body []string
	for i := top; i < min(len(c.pairs), top+bh-2); i++ {
		text := "rows " + box.Fit(c.pairs[i][0].String(), 8) + " columns " + c.pairs[i][1].String()
		if i == c.sel {
			body = append(body, st.Cursor.Render(box.Fit(" "+theme.SignRow+" "+text, bw-2)))
		} else {
			body = append(body, "   "+text)
		}
	}
	f := box.Frame{Title: "Axes", Where: box.Position(c.sel, len(c.pairs), bh-2), Footer: acts.Words("{dialog.accept} choose · {dialog.cancel} cancel"), Focused: true}
	block := box.Draw(st, f, body, bw, bh)
	x, y := max(0, (w-cells.Width(block[0]))/2), max(0, (h-bh)/2)
	if c.cursor = box.OnSign(block, 2); c.cursor != nil {
		c.cursor.X, c.cursor.Y = c.cursor.X+x, c.cursor.Y+y
	}
	return box.Over(lines, block, x, y)
}
