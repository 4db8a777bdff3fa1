package box

import "imagine-tui/api/wording"

// Position says which line of a list is selected, from 0, where more lines than
// rows are there; "" where all are in view.
func Position(at, of, rows int) string {
	if of <= rows || at < 0 {
		return ""
	}
	return wording.Thousands(at+1) + " of " + wording.Thousands(of)
}

// Span says which lines of a text are in view where not all of them are.
func Span(top, rows, of int) string {
	if of <= rows || rows <= 0 {
		return ""
	}
	return wording.Thousands(top+1) + "–" + wording.Thousands(min(of, top+rows)) + " of " + wording.Thousands(of)
}
