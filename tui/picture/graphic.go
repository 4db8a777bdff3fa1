package picture

import (
	"strings"
	"sync/atomic"
)

// Graphic is a picture that the terminal draws over its cells, which know
// nothing of it. An Overlay sends it at the right time and place.
type Graphic struct {
	// Data draws the picture where the cursor is. It can have some hundred
	// kilobytes; never log it.
	Data string
	// Part draws the rows from one to before another where the cursor is, for
	// rows that something lay over; Step is what both are multiples of, but for
	// the last row of all. It is nil for a picture that is drawn as a whole.
	Part func(from, to int) string
	Step int
	// Apart says that the terminal may leave the cursor anywhere behind a step, as
	// xterm.js does behind a file: each must be brought to its place.
	Apart bool
	// Under are the lines of blank cells to show where the picture goes, each
	// Cols wide. They look empty, but no two rows of them are the same, nor the
	// same as those of another picture: so the renderer does not take one for
	// the other, and paints them anew when the picture comes, goes or moves,
	// which erases what was there.
	Under []string
	Cols  int
	// kept is how many bytes more are kept for Part.
	kept int
}

// blanks are the characters that cells under a picture hold. They are no
// spaces, because renderers do not print those but erase what is there.
var blanks = [2]string{"\u00a0", "\u2007"}

var lastGraphic atomic.Int64

// newGraphic reserves cells, which write a number of picture and row in blanks.
func newGraphic(cols, rows int, data string) *Graphic {
	const apart = 157 // numbers from one picture to the next; odd
	g := &Graphic{Data: data, Under: make([]string, rows), Cols: cols}
	number := uint64(lastGraphic.Add(1)) * apart
	var b strings.Builder
	for y := range g.Under {
		b.Reset()
		b.WriteString(blanks[0])
		for x := range cols - 1 {
			b.WriteString(blanks[(number+uint64(y))>>min(x, 63)&1])
		}
		g.Under[y] = b.String()
	}
	return g
}

// drawOver finishes a drawing whose pixels the terminal draws over its cells.
// Its lines stand in for the picture when something lies over it; one that is
// printed once has none.
func drawOver(src *source, p placement, cols, rows int, o Options, data string, part func(from, to int) string, step int) Rendered {
	r := rendered(src, p, cols, rows, o)
	r.Graphic = newGraphic(p.cols, p.rows, data)
	r.Graphic.Part, r.Graphic.Step = part, step
	if o.Once {
		return r
	}
	mode := o.Terminal.StandIn
	if mode == ModeNone || !mode.Cells() {
		mode = ModeHalf
	}
	r.Lines = characters(src, p, mode, o)
	return r
}
