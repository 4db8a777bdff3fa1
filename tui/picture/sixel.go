package picture

import (
	"fmt"
	"image"
	"slices"
	"strconv"
)

// maxRegisters is how many colours a sixel picture has at most.
const maxRegisters = 256

// drawSixel prepares a picture as sixels. It takes whole bands of six lines: some
// terminals make room for all of the last one, and it would lie over the line
// below the picture.
func drawSixel(src *source, cols, rows int, o Options) Rendered {
	cell := o.Terminal.Cell
	if cell == (CellSize{}) {
		cell = smallCell // rather too small than over the next pane
	}
	cell = cell.orDefault()
	p := place(src.w, src.h, min(cols, maxPlaced), min(rows, maxPlaced), ModeSixel, cell, o.Zoom)
	w, h := p.cols*cell.Width, p.rows*cell.Height
	h = max(h-h%bandHeight, min(h, bandHeight))
	g := o.dim(over(src.shrink(p.src, w, h), checkersOf(o.Background), checkerPixels, checkerPixels))
	registers := o.Terminal.Registers
	if registers < 2 || registers > maxRegisters {
		registers = maxRegisters
	}
	// With many colours there is little to spread, and what is even is short.
	six := encodeSixel(g, registers, registers < manyRegisters)
	for most := o.Terminal.budget(); len(six.all) > most && registers > 4; {
		// Long runs of one colour are what sixels are short for.
		registers /= 2
		six = encodeSixel(g, registers, false)
	}
	if len(six.all) > o.Terminal.budget() && !o.Once {
		return inCells(src, cols, rows, o)
	}
	cut := func(c image.Rectangle) string {
		return six.part(image.Rect(c.Min.X*cell.Width, c.Min.Y*cell.Height, c.Max.X*cell.Width, min(h, c.Max.Y*cell.Height)))
	}
	r := drawOver(src, p, cols, rows, o, six.all, cut)
	r.Graphic.kept = len(six.index)
	return r
}

// manyRegisters are colours enough for a picture without dithering.
const manyRegisters = 128

// bandHeight is how many lines of pixels a line of sixels has.
const bandHeight = 6

// sixels is a picture as sixels, with the colour of each pixel, so that any of its
// lines can be drawn again alone.
type sixels struct {
	w, h   int
	colors []rgb
	index  []uint8
	all    string
}

// part returns what draws some of the pixels alone. Where they do not fill the last
// band its other pixels are not set, and stay as they are. Each drawing names its
// colours, because many terminals forget them behind it; but only those it has.
func (s sixels) part(of image.Rectangle) string {
	var has [maxRegisters]bool
	for y := of.Min.Y; y < of.Max.Y; y++ {
		for _, c := range s.line(of, y) {
			has[c] = true
		}
	}
	w, h := of.Dx(), of.Dy()
	b := fmt.Appendf(nil, "\x1bP0;1;0q\"1;1;%d;%d", w, h)
	for i, c := range s.colors {
		if !has[i] {
			continue
		}
		b = append(b, '#')
		b = decimal(b, uint8(i))
		b = append(b, ";2"...)
		for _, v := range [3]uint8{c.r, c.g, c.b} {
			b = append(b, ';')
			b = decimal(b, uint8((int(v)*100+127)/255))
		}
	}
	band := newBand(w, len(s.colors))
	for y := 0; y < h; y += bandHeight {
		if y > 0 {
			b = append(b, '-')
		}
		for i := range min(bandHeight, h-y) {
			band.row(i, s.line(of, of.Min.Y+y+i))
		}
		b = band.write(b)
	}
	return string(append(b, "\x1b\\"...))
}

// line is a line of pixels of a part.
func (s sixels) line(of image.Rectangle, y int) []uint8 {
	return s.index[y*s.w+of.Min.X : y*s.w+of.Max.X]
}

// smallCell is taken where a terminal does not tell the size of its cells.
var smallCell = CellSize{Width: 6, Height: 12}

// encodeSixel writes a picture in at most n colours, dithered or not.
func encodeSixel(g grid, n int, dither bool) sixels {
	pal := paletteOf(g, n)
	s := sixels{w: g.w, h: g.h, colors: pal.colors, index: pal.apply(g, dither)}
	s.all = s.part(image.Rect(0, 0, s.w, s.h))
	return s
}

// apply returns the number of the colour each pixel gets.
func (p *palette) apply(g grid, dither bool) []uint8 {
	out := make([]uint8, len(g.px))
	if !dither {
		for i, c := range g.px {
			out[i] = uint8(p.index(int(c.r), int(c.g), int(c.b)))
		}
		return out
	}
	spread := newDiffuser(g.w)
	for i, c := range g.px {
		x := i % g.w
		if x == 0 {
			spread.line()
		}
		r, gr, b := spread.due(x)
		r, gr, b = clamp(int(c.r)+r, 0, 255), clamp(int(c.g)+gr, 0, 255), clamp(int(c.b)+b, 0, 255)
		at := p.index(r, gr, b)
		out[i] = uint8(at)
		got := p.colors[at]
		spread.leave(x, [3]int{r - int(got.r), gr - int(got.g), b - int(got.b)})
	}
	return out
}

// band is six rows of pixels, a line of sixels for each colour.
type band struct {
	w     int
	bits  []uint8 // w sixels for each colour
	spans []stretch
	used  []int
}

// stretch is where a colour has pixels in a band; the zero value says nowhere.
type stretch struct{ from, to int }

func newBand(w, colors int) *band {
	return &band{w: w, bits: make([]uint8, w*colors), spans: make([]stretch, colors)}
}

// row takes the colours of row i of the band.
func (d *band) row(i int, index []uint8) {
	bit := uint8(1) << i
	for x, c := range index {
		s := &d.spans[c]
		switch {
		case s.to == 0:
			s.from, s.to = x, x+1
			d.used = append(d.used, int(c))
		case x < s.from:
			s.from = x
		case x >= s.to:
			s.to = x + 1
		}
		d.bits[int(c)*d.w+x] |= bit
	}
}

// write appends the band and empties it. Colours that do not overlap share a
// pass from left to right.
func (d *band) write(b []byte) []byte {
	slices.SortFunc(d.used, func(a, c int) int { return d.spans[a].from - d.spans[c].from })
	left := len(d.used)
	for first := true; left > 0; first = false {
		if !first {
			b = append(b, '$')
		}
		at := 0
		for i, c := range d.used {
			if c < 0 || d.spans[c].from < at {
				continue
			}
			s := d.spans[c]
			line := d.bits[c*d.w : (c+1)*d.w][s.from:s.to]
			b = append(b, '#')
			b = decimal(b, uint8(c))
			b = appendRun(b, '?', s.from-at)
			b = appendSixels(b, line)
			clear(line)
			at = s.to
			d.spans[c] = stretch{}
			d.used[i] = -1
			left--
		}
	}
	d.used = d.used[:0]
	return b
}

func appendSixels(b []byte, line []uint8) []byte {
	for i := 0; i < len(line); {
		n := i + 1
		for n < len(line) && line[n] == line[i] {
			n++
		}
		b = appendRun(b, '?'+line[i], n-i)
		i = n
	}
	return b
}

func appendRun(b []byte, sixel byte, n int) []byte {
	if n > 3 {
		b = append(b, '!')
		b = strconv.AppendInt(b, int64(n), 10)
		return append(b, sixel)
	}
	for range n {
		b = append(b, sixel)
	}
	return b
}
