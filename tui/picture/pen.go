package picture

import (
	"slices"
	"strings"
)

// pen is a style of the blanks under a picture. They all look the same, and yet
// renderers paint a cell anew when its style changed, and what they write tells
// which frame it is of.
type pen byte

// Blanks are bold or faint or both, or neither, by the picture that they are of; a
// row becomes italic, or upright again, when what lay over it goes.
const (
	bold pen = 1 << iota
	faint
	italic
	pens   = 1 << iota // how many there are
	anyPen = 2 * pens  // one of them, nobody knows which
)

// another returns the pen for the next picture, one that is not in the rows of the
// screen where the picture is that it follows, or was when it was last drawn.
func (p pen) another(rows []row) pen {
	next := (p + 1) % italic
	for q := next; q != p; q = (q + 1) % italic {
		if !slices.ContainsFunc(rows, func(r row) bool { return r.pen.picture() == q }) {
			return q
		}
	}
	return next
}

// uncovered returns the pen for a row that nothing lies over any longer, as it is
// on the screen perhaps.
func (p pen) uncovered(screen []row, y int) pen {
	if y < len(screen) && screen[y].pen.picture() == p.picture() {
		return screen[y].pen ^ italic
	}
	return p ^ italic
}

// picture returns what is the same in all rows of a picture.
func (p pen) picture() pen { return p &^ italic }

// paint paints all blanks of a line that a picture may lie over.
func (p pen) paint(line string) string {
	if p == 0 {
		return line
	}
	style := [pens]string{"", "1", "2", "1;2", "3", "1;3", "2;3", "1;2;3"}[p]
	var b strings.Builder
	for {
		from := strings.IndexFunc(line, isBlank)
		if from < 0 {
			b.WriteString(line)
			return b.String()
		}
		to := strings.IndexFunc(line[from:], func(r rune) bool { return !isBlank(r) })
		if to < 0 {
			to = len(line) - from
		}
		b.WriteString(line[:from] + "\x1b[" + style + "m" + line[from:from+to] + "\x1b[22;23m")
		line = line[from+to:]
	}
}

func isBlank(r rune) bool { return string(r) == blanks[0] || string(r) == blanks[1] }
