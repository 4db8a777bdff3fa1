package picture

import (
	"image"
	"strings"
	"sync/atomic"

	"imagine-tui/tui/cells"
)

// Graphic is a picture that the terminal draws over its cells, which know
// nothing of it. An Overlay sends it at the right time and place.
type Graphic struct {
	// Data draws the picture where the cursor is. It can have some hundred
	// kilobytes; never log it.
	Data string
	// Now, of a film, draws its frame as Data does; nil for a picture that stays.
	Now func() string
	// Cut draws some of its cells where the cursor is: those that something lay
	// over, or beside what lies over others. It is nil for a picture that is drawn
	// as a whole.
	Cut func(part image.Rectangle) string
	// Apart says that the terminal may leave the cursor anywhere behind a row, as
	// xterm.js does behind a file: each must be brought to its place.
	Apart bool
	// Cols and Rows are the cells it takes.
	Cols, Rows int
	// Coarse are lines of characters that stand in for it while it moves.
	Coarse []string

	number uint64
	unders []string // the blanks of each row, as far as they were needed
	kept   int      // how many bytes more are kept for Cut
}

// all draws all of it.
func (g *Graphic) all() string {
	if g.Now != nil {
		return g.Now()
	}
	return g.Data
}

// blanks are the characters that cells under a picture hold. They are no
// spaces, because renderers do not print those but erase what is there. No two
// rows of a picture hold the same ones, nor the same as those of another picture:
// so the renderer does not take one for the other, and scroll it.
var blanks = [2]string{"\u00a0", "\u2007"}

func isBlank(r rune) bool { return string(r) == blanks[0] || string(r) == blanks[1] }

var lastGraphic atomic.Uint64

// newGraphic gives a picture a number of its own.
func newGraphic(cols, rows int, data string) *Graphic {
	const apart = 157 // numbers from one picture to the next; odd
	return &Graphic{Data: data, Cols: cols, Rows: rows, number: lastGraphic.Add(1) * apart}
}

// under writes the blanks of some cells of a row, which write a number of picture
// and row.
func (g *Graphic) under(b *strings.Builder, row, from, to int) {
	if from == 0 && to == g.Cols {
		if g.unders == nil {
			g.unders = make([]string, g.Rows)
		}
		if g.unders[row] == "" {
			var all strings.Builder
			g.write(&all, row, from, to)
			g.unders[row] = all.String()
		}
		b.WriteString(g.unders[row])
		return
	}
	g.write(b, row, from, to)
}

func (g *Graphic) write(b *strings.Builder, row, from, to int) {
	number := g.number + uint64(row)
	for x := from; x < to; x++ {
		if x == 0 {
			b.WriteString(blanks[0])
			continue
		}
		b.WriteString(blanks[number>>min(x-1, 63)&1])
	}
}

// coarse writes what stands in for some cells of a row.
func (g *Graphic) coarse(b *strings.Builder, row, from, to int) {
	switch {
	case row >= len(g.Coarse):
		b.WriteString(strings.Repeat(" ", to-from))
	case from == 0 && to == g.Cols:
		b.WriteString(g.Coarse[row])
	default:
		b.WriteString(cells.Cut(g.Coarse[row], from, to))
	}
}

// drawOver finishes a drawing whose pixels the terminal draws over its cells. Its
// lines hold placeholders, which an Overlay finds; one that is printed once has
// none.
func drawOver(src *source, p placement, cols, rows int, o Options, data string, cut func(image.Rectangle) string) Rendered {
	r := rendered(src, p, cols, rows, o)
	r.Graphic = newGraphic(p.cols, p.rows, data)
	r.Graphic.Cut = cut
	if o.Once {
		return r
	}
	if r.ImageID = o.ImageID; !validID(r.ImageID) {
		r.ImageID = anyImageID()
	}
	r.Lines = placeholders(r.ImageID, p.cols, p.rows)
	r.Graphic.Coarse = characters(src, p, o.Terminal.standIn(), o)
	return r
}

// standIn is the mode of characters that stand in for pixels.
func (t Terminal) standIn() Mode {
	if t.StandIn == ModeNone || !t.StandIn.Cells() {
		return ModeHalf
	}
	return t.StandIn
}

// inCells draws a picture with characters that the terminal could draw, if only it
// did not take more bytes than may be sent for it.
func inCells(src *source, cols, rows int, o Options) Rendered {
	o.Mode = o.Terminal.standIn()
	r := drawCells(src, cols, rows, o)
	r.Costly = true
	return r
}
