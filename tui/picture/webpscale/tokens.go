package webpscale

import "math/bits"

const (
	planes = 4  // kinds of blocks: see the constants below
	bands  = 8  // groups of places in a block
	odds   = 11 // decisions on the way to a token
)

// The kinds of blocks, which have odds of their own (13.3).
const (
	lumaAfterY2 = iota
	lumaMeans
	chroma
	lumaWhole
)

// bandOf says which odds the coefficient at a place has (13.3).
var bandOf = [17]uint8{0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0}

// zigzag is the order of coefficients: row·4 + column (13).
var zigzag = [16]uint8{0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15}

// placeOdds are the odds of tokens of a kind of block, by place and context.
type placeOdds [17][3][16]uint8

// extraBits are the odds of the bits after a token of a category (13.2).
var extraBits = [6][]uint8{
	{159},
	{165, 145},
	{173, 148, 140},
	{176, 155, 140, 135},
	{180, 157, 141, 134, 130},
	{254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129},
}

// leastOf is the least value of a category.
var leastOf = [6]int{5, 7, 11, 19, 35, 67}

// block reads the coefficients of a block from place n on into out, times
// their steps. context says how many of the blocks above and on the left have
// coefficients. It returns the place after the last coefficient, n if there is
// none.
//
// This is where most of the time goes. So the state of the coder stays in
// variables, and the decisions that every coefficient takes are written out.
func (c *coder) block(o *placeOdds, context, n int, steps *[16]int32, out *[16]int16) int {
	window, have, span := c.window, c.have, c.span
	p := &o[n][context]
	var s uint8
	for n < 16 {
		// Four decisions take 22 bits at most.
		if have < 24 {
			window, have = c.fill(window, have)
		}
		// Is there any more?
		low := span * uint64(p[0]) >> 8
		if window < (low+1)<<56 {
			span = low
			s = widths.bits[uint8(span)]
			span = uint64(widths.span[uint8(span)])
			window <<= s & 63
			have -= int(s)
			break
		}
		window -= (low + 1) << 56
		span -= low + 1
		s = widths.bits[uint8(span)]
		span = uint64(widths.span[uint8(span)])
		window <<= s & 63
		have -= int(s)
		// Zeros. After one the question above is not asked.
		for {
			low = span * uint64(p[1]) >> 8
			if window >= (low+1)<<56 {
				break
			}
			span = low
			s = widths.bits[uint8(span)]
			span = uint64(widths.span[uint8(span)])
			window <<= s & 63
			have -= int(s)
			n++
			if n == 16 {
				c.window, c.have, c.span = window, have, span
				return n
			}
			p = &o[n][0]
			if have < 24 {
				window, have = c.fill(window, have)
			}
		}
		window -= (low + 1) << 56
		span -= low + 1
		s = widths.bits[uint8(span)]
		span = uint64(widths.span[uint8(span)])
		window <<= s & 63
		have -= int(s)
		// One, or more than one?
		v, next := 1, 1
		low = span * uint64(p[2]) >> 8
		if window < (low+1)<<56 {
			span = low
			s = widths.bits[uint8(span)]
			span = uint64(widths.span[uint8(span)])
			window <<= s & 63
			have -= int(s)
		} else {
			c.window, c.have, c.span = window-(low+1)<<56, have, span-low-1
			v, next = c.large(p), 2
			window, have, span = c.window, c.have, c.span
		}
		// The sign: nobody can foretell it, so it is no branch.
		low = span >> 1
		_, below := bits.Sub64(window, (low+1)<<56, 0)
		minus := below - 1
		window -= (low + 1) << 56 & minus
		span = low + (span-2*low-1)&minus
		s = widths.bits[uint8(span)]
		span = uint64(widths.span[uint8(span)])
		window <<= s & 63
		have -= int(s)

		v = (v ^ int(minus)) - int(minus)
		out[zigzag[n&15]&15] = int16(int32(v) * steps[n&15])
		n++
		p = &o[n][next]
	}
	c.window, c.have, c.span = window, have, span
	return n
}

// large reads the rest of a value above one. The interval is not yet widened.
func (c *coder) large(p *[16]uint8) int {
	s := widths.bits[uint8(c.span)]
	c.span = uint64(widths.span[uint8(c.span)])
	c.window <<= s & 63
	c.have -= int(s)
	if !c.bit(p[3]) {
		if !c.bit(p[4]) {
			return 2
		}
		if !c.bit(p[5]) {
			return 3
		}
		return 4
	}
	category := 0
	switch {
	case !c.bit(p[6]):
		if c.bit(p[7]) {
			category = 1
		}
	case !c.bit(p[8]):
		category = 2
		if c.bit(p[9]) {
			category = 3
		}
	default:
		category = 4
		if c.bit(p[10]) {
			category = 5
		}
	}
	v := 0
	for _, p := range extraBits[category] {
		v <<= 1
		if c.bit(p) {
			v |= 1
		}
	}
	if c.have < 8 { // the sign follows
		c.window, c.have = c.fill(c.window, c.have)
	}
	return leastOf[category] + v
}
