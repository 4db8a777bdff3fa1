// Package sight is a picture beside what is chosen or written about it: somebody
// else draws it into the cells there are, and it is shown once it is there.
package sight

import (
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// Sight is a picture and the cells there are to show it in. Sights can be
// compared.
type Sight struct {
	Path       string
	Cols, Rows int
}

// Look is what there is to see of a picture. The zero Look has nothing to see yet.
type Look struct {
	sight Sight
	lines []string
	note  string // what it is, or why it cannot be shown
}

// Show takes the picture of a sight with a note below it; no lines say that it
// cannot be shown, and the note why.
func (l *Look) Show(s Sight, lines []string, note string) { *l = Look{s, lines, clean.Line(note)} }

// Drop forgets it: the terminal has it no more.
func (l *Look) Drop() { *l = Look{} }

// Least sizes of what a picture stands beside, and of one that is worth showing.
const (
	leastBeside = 36
	leastLook   = 20
	leastHigh   = 6
)

// Width is how many of w cells a picture beside something has, the gap before it
// among them; 0 where there is no room.
func Width(w, rows int) int {
	n := min(w/2, 2*rows+2) // as wide as a square one is, and a gap
	if n < leastLook || w-n < leastBeside || rows < leastHigh {
		return 0
	}
	return n
}

// Of is what there is to see of a file in so many cells of the width of a picture
// and its gap, a line of them being for the note.
func Of(path string, width, rows int) Sight {
	return Sight{Path: path, Cols: width - 2, Rows: rows - 1}
}

// Beside puts the picture of a sight to the right of lines, in rows lines of w
// cells of which it has the width.
func (l *Look) Beside(st *theme.Styles, lines []string, s Sight, w, width, rows int) []string {
	seen := box.Blank(width-2, rows)
	if s.Path != "" && l.sight == s {
		seen = l.seen(st, width-2, rows)
	}
	out := make([]string, rows)
	for y := range out {
		line := ""
		if y < len(lines) {
			line = lines[y]
		}
		out[y] = box.Fit(line, w-width) + "  " + seen[y]
	}
	return out
}

// seen is the picture with its note in w × h cells.
func (l *Look) seen(st *theme.Styles, w, h int) []string {
	if len(l.lines) == 0 {
		var words []string
		for _, line := range cells.Wordwrap(l.note, max(1, w-2)) {
			words = append(words, st.Dim.Render(line))
		}
		return box.Centred(words, w, h)
	}
	note := cells.Truncate(l.note, w, "…")
	note = strings.Repeat(" ", (w-cells.Width(note))/2) + note
	return append(box.Centred(l.lines, w, h-1), st.Dim.Render(box.Fit(note, w)))
}
