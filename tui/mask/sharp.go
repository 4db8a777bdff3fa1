package mask

import (
	"image"
	"strings"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/dots"
)

// Sight is what of the picture is seen, which a terminal may draw better than
// characters do. Sights can be compared.
type Sight struct {
	Cols, Rows int // of whole cells
	seq        int // of the picture
	grid       grid
	window     image.Rectangle
}

// sharp is the picture as the terminal draws it: as it is, and as it looks where it
// is painted. Cells are put together of both, so that a stroke sends no picture.
type sharp struct {
	sight        Sight
	plain, tints []string
}

// Sight returns what is seen now; false while there is no picture to see.
func (p *Pane) Sight() (Sight, bool) {
	w := p.window()
	s := Sight{Cols: w.Dx(), Rows: w.Dy() / 2, seq: p.seq, grid: p.grid(), window: w}
	return s, !p.plain && len(p.shades) > 0 && s.Cols > 0 && s.Rows > 0
}

// Draw makes the pictures for ShowSharp, cells having so many pixels. It takes some
// milliseconds.
func (p *Pane) Draw(s Sight, cellW, cellH int) func() (plain, tinted image.Image) {
	shades := p.shades
	of := image.Rect(s.window.Min.X, s.window.Min.Y, s.window.Max.X, s.window.Min.Y+2*s.Rows)
	return func() (plain, tinted image.Image) {
		img := shades.Part(of, s.grid.cols, s.grid.rows, s.Cols*cellW, s.Rows*cellH)
		return img, hatched(dots.Mixed(img, tint, strength), cellW)
	}
}

// strength is how much of the tint painted parts take on, of 255.
const strength = 30 + 255*2/5

// hatched draws thin lines over a picture: the mask must be seen without telling
// colours apart.
func hatched(img *image.RGBA, apart int) *image.RGBA {
	apart = max(6, apart)
	w := img.Rect.Dx()
	for y := range img.Rect.Dy() {
		for x := (apart - y%apart) % apart; x < w; x += apart {
			px := img.Pix[img.PixOffset(x, y):][:4]
			c := dots.RGB{px[0], px[1], px[2]}
			c = c.Mix(c.Against(), 110)
			px[0], px[1], px[2], px[3] = c[0], c[1], c[2], 255
		}
	}
	return img
}

// ShowSharp shows what is seen as the terminal draws it: lines of the pictures that
// Draw made, for as long as that is seen.
func (p *Pane) ShowSharp(s Sight, plain, tinted []string) {
	p.sharp = &sharp{sight: s, plain: plain, tints: tinted}
	p.view = nil
}

// DropSharp forgets it: the terminal has it no more.
func (p *Pane) DropSharp() { p.sharp, p.view = nil, nil }

// sharpLine draws a line of cells of the terminal's pictures, but for what the brush
// is on and what is painted in part. It tells whether there are such pictures.
func (p *Pane) sharpLine(upper, lower []dot, row int) (string, bool) {
	if p.sharp == nil {
		return "", false
	}
	now, ok := p.Sight()
	if s := p.sharp; !ok || s.sight != now || row >= len(s.plain) || row >= len(s.tints) {
		return "", false
	}
	kind := func(x int) int {
		u, d := upper[x], lower[x]
		switch {
		case u.brush || d.brush || d.none:
			return byDots
		case u.amount == 0 && d.amount == 0:
			return asItIs
		case u.painted() && d.painted():
			return allPainted
		}
		return byDots
	}
	var b strings.Builder
	for from := 0; from < len(upper); {
		to, of := from+1, kind(from)
		for to < len(upper) && kind(to) == of {
			to++
		}
		switch of {
		case asItIs:
			b.WriteString(cells.Cut(p.sharp.plain[row], from, to))
		case allPainted:
			b.WriteString(cells.Cut(p.sharp.tints[row], from, to))
		default:
			b.WriteString(colourLine(upper[from:to], lower[from:to], row+from))
		}
		from = to
	}
	return b.String(), true
}

// How a cell is drawn.
const (
	byDots = iota
	asItIs
	allPainted
)
