package box

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/widget/theme"
)

// OnRow is the terminal's own cursor on the selected row of a list, relative to
// the box: screen readers, magnifiers and input methods follow it. It is thin and
// still, as nothing is typed there.
func OnRow(x, y int) *tea.Cursor {
	c := tea.NewCursor(x, y)
	c.Shape, c.Blink = tea.CursorUnderline, false
	return c
}

// OnSign is OnRow in the first of the lines that has the sign of a selected row in
// a column which holds nothing else; nil where none has.
func OnSign(lines []string, x int) *tea.Cursor {
	for y, l := range lines {
		at := 0
		for _, r := range ansi.Strip(l) {
			if at == x {
				if string(r) == theme.SignRow {
					return OnRow(x, y)
				}
				break
			}
			at++
		}
	}
	return nil
}
