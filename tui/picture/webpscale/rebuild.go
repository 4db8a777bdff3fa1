package webpscale

import "encoding/binary"

// Where the pixels of a macroblock are in the place where it is made, after a
// row and a column of those around it. Luma has four more above on the right.
const (
	lumaAt = stride + 8
	blueAt = stride + 8
	redAt  = stride + 24
)

// Pixels beyond the edges count as these (12.2, 12.3).
const (
	aboveEdge = 127
	leftEdge  = 129
)

// rebuilder makes pixels of macroblocks, row by row.
type rebuilder struct {
	mw    int
	y     [17 * stride]uint8
	c     [9 * stride]uint8 // both chroma planes side by side
	above [3][]uint8        // the last rows of luma, blue, red above
	// done takes each finished macroblock.
	done func(x, y int, luma *[17 * stride]uint8, chroma *[9 * stride]uint8)
}

func newRebuilder(f *frame) *rebuilder {
	r := &rebuilder{mw: f.mw}
	for i, n := range [3]int{f.mw*16 + 4, f.mw * 8, f.mw * 8} {
		r.above[i] = make([]uint8, n)
		for k := range r.above[i] {
			r.above[i][k] = aboveEdge
		}
	}
	return r
}

// row makes a row of macroblocks and clears their coefficients.
func (r *rebuilder) row(y int, blocks []macroblock) {
	for x := range blocks {
		r.surround(x, y)
		m := &blocks[x]
		if m.luma == bySubblocks {
			r.subblocks(m)
		} else {
			r.luma(m, y > 0, x > 0)
		}
		foretell(r.c[:], blueAt, 8, m.chroma, y > 0, x > 0)
		foretell(r.c[:], redAt, 8, m.chroma, y > 0, x > 0)
		for i := range 4 {
			at := i>>1*4*stride + i&1*4
			add((*patch)(r.c[blueAt+at:]), &m.coef[16+i], m.ends[16+i])
			add((*patch)(r.c[redAt+at:]), &m.coef[20+i], m.ends[20+i])
		}
		r.keep(x)
		r.done(x, y, &r.y, &r.c)
	}
	// What lies above on the right of the last macroblock is the last pixel.
	n := r.mw * 16
	for i := range 4 {
		r.above[0][n+i] = r.above[0][n-1]
	}
}

// surround puts the pixels around macroblock x, y where it will be made.
func (r *rebuilder) surround(x, y int) {
	if x > 0 {
		for i := lumaAt - stride - 1; i < len(r.y); i += stride {
			r.y[i] = r.y[i+16]
		}
		for i := blueAt - stride - 1; i < len(r.c)-16; i += stride {
			r.c[i], r.c[i+16] = r.c[i+8], r.c[i+24]
		}
	} else {
		for i := lumaAt - stride - 1; i < len(r.y); i += stride {
			r.y[i] = leftEdge
		}
		for i := blueAt - stride - 1; i < len(r.c)-16; i += stride {
			r.c[i], r.c[i+16] = leftEdge, leftEdge
		}
		if y == 0 {
			r.y[lumaAt-stride-1], r.c[blueAt-stride-1], r.c[redAt-stride-1] = aboveEdge, aboveEdge, aboveEdge
		}
	}
	copy(r.y[lumaAt-stride:lumaAt-stride+20], r.above[0][x*16:x*16+20])
	copy(r.c[blueAt-stride:blueAt-stride+8], r.above[1][x*8:x*8+8])
	copy(r.c[redAt-stride:redAt-stride+8], r.above[2][x*8:x*8+8])
}

// keep holds the last rows for the macroblocks below.
func (r *rebuilder) keep(x int) {
	copy(r.above[0][x*16:x*16+16], r.y[lumaAt+15*stride:])
	copy(r.above[1][x*8:x*8+8], r.c[blueAt+7*stride:])
	copy(r.above[2][x*8:x*8+8], r.c[redAt+7*stride:])
}

func (r *rebuilder) luma(m *macroblock, hasAbove, hasLeft bool) {
	foretell(r.y[:], lumaAt, 16, m.luma, hasAbove, hasLeft)
	if m.ends[means] > 0 {
		spread(&m.coef[means], &m.coef)
		m.coef[means] = [16]int16{}
	}
	for i := range 16 {
		end := m.ends[i]
		if m.coef[i][0] != 0 {
			end = max(end, 1)
		} else if end == 1 {
			end = 0
		}
		add((*patch)(r.y[lumaAt+i>>2*4*stride+i&3*4:]), &m.coef[i], end)
	}
}

func (r *rebuilder) subblocks(m *macroblock) {
	// The subblocks on the right have the pixels above the macroblock for
	// those above on the right.
	right := binary.LittleEndian.Uint32(r.y[lumaAt-stride+16:])
	for y := 4; y < 16; y += 4 {
		binary.LittleEndian.PutUint32(r.y[lumaAt+(y-1)*stride+16:], right)
	}
	for i, mode := range m.sub {
		at := lumaAt + i>>2*4*stride + i&3*4
		foretell4((*around)(r.y[at-inner:]), mode)
		add((*patch)(r.y[at:]), &m.coef[i], m.ends[i])
	}
}

// add adds the coefficients of a block up to an end and clears them.
func add(out *patch, c *[16]int16, end uint8) {
	switch {
	case end == 0:
		return
	case end == 1:
		addFirst(out, int32(c[0]))
		c[0] = 0
		return
	case end <= 3:
		addFew(out, c)
	default:
		addBlock(out, c)
	}
	*c = [16]int16{}
}
