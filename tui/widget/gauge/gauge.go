// Package gauge draws how far something has come as a bar in one line.
package gauge

import (
	"strings"

	"imagine-tui/tui/widget/theme"
)

// Signs returns a bar of so many cells, filled as far as done is of a whole. It
// is full only where all is done, and empty only where nothing is.
func Signs(done, of, cells int) (full, rest string) {
	n := 0
	if of > 0 && cells > 0 {
		done = max(0, min(done, of))
		n = cells * done / of
		if n == 0 && done > 0 {
			n = 1
		}
		if n == cells && done < of {
			n = cells - 1
		}
	}
	return strings.Repeat("▰", n), strings.Repeat("▱", max(0, cells-n))
}

// Bar is the bar in its colours.
func Bar(st *theme.Styles, done, of, cells int) string {
	full, rest := Signs(done, of, cells)
	return st.Busy.Render(full) + st.Dim.Render(rest)
}
