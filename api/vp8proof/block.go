package vp8proof

// block is what those below and to the right of a block must know of it: at its lower
// or right edge.
type block struct {
	modes [4]uint8 // how its parts are predicted
	// Whether its parts have coefficients: four of brightness, two of each colour, and
	// what four by four of brightness have in common.
	some   [8]uint8
	common uint8
}

// The modes that blocks of 16 × 16 have as well.
const (
	byMean = iota
	byGradient
	fromAbove
	fromLeft
)

// block reads one, above being the one over it, and it from then on.
func (f *frame) block(above *block, packed *bools) {
	b := &f.first
	if f.segments {
		if !b.bit(f.segment[0]) {
			b.bit(f.segment[1])
		} else {
			b.bit(f.segment[2])
		}
	}
	empty := f.skips && b.bit(f.skip)
	whole := b.bit(145)
	if whole {
		f.wholeMode(above)
	} else {
		f.partModes(above)
	}
	_ = b.bit(142) && b.bit(114) && b.bit(183) // how its colours are predicted
	if !empty {
		f.coefficients(above, packed, whole)
		return
	}
	above.some, f.left.some = [8]uint8{}, [8]uint8{}
	if whole {
		above.common, f.left.common = 0, 0
	}
}

// wholeMode reads how all of a block is predicted.
func (f *frame) wholeMode(above *block) {
	b := &f.first
	mode := uint8(byMean)
	if b.bit(156) {
		if mode = fromLeft; b.bit(even) {
			mode = byGradient
		}
	} else if b.bit(163) {
		mode = fromAbove
	}
	for i := range above.modes {
		above.modes[i], f.left.modes[i] = mode, mode
	}
}

// partModes reads how each of the 16 parts of a block is predicted.
func (f *frame) partModes(above *block) {
	for y := range f.left.modes {
		for x := range above.modes {
			mode := f.partMode(&modes[above.modes[x]][f.left.modes[y]])
			above.modes[x], f.left.modes[y] = mode, mode
		}
	}
}

// tree has for each bit that says how a part is predicted what follows a 0 and a 1:
// another bit, or the mode below zero. By section 11.2 of RFC 6386.
var tree = [9][2]int8{
	{-byMean, 1},
	{-byGradient, 2},
	{-fromAbove, 3},
	{4, 6},
	{-fromLeft, 5},
	{-4, -5},
	{-6, 7},
	{-7, 8},
	{-8, -9},
}

// partMode reads how a part is predicted.
func (f *frame) partMode(probabilities *[9]uint8) uint8 {
	for at := int8(0); ; {
		next := tree[at][0]
		if f.first.bit(probabilities[at]) {
			next = tree[at][1]
		}
		if next <= 0 {
			return uint8(-next) // #nosec G115 -- of ten
		}
		at = next
	}
}

// The planes of coefficients.
const (
	afterCommon = iota
	inCommon
	colour
	brightness
)

// coefficients reads those of a block.
func (f *frame) coefficients(above *block, packed *bools, whole bool) {
	plane, from := brightness, 0
	if whole {
		n := f.part(packed, inCommon, above.common+f.left.common, 0)
		above.common, f.left.common = n, n
		plane, from = afterCommon, 1
	}
	for y := range 4 {
		for x := range 4 {
			n := f.part(packed, plane, above.some[x]+f.left.some[y], from)
			above.some[x], f.left.some[y] = n, n
		}
	}
	for c := 4; c < 8; c += 2 {
		for y := range 2 {
			for x := range 2 {
				n := f.part(packed, colour, above.some[c+x]+f.left.some[c+y], 0)
				above.some[c+x], f.left.some[c+y] = n, n
			}
		}
	}
}

// bands are the bands of the coefficients of a part, and one behind the last.
var bands = [17]uint8{0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0}

// more are the bits behind large coefficients, by how likely each is 0.
var more = [6][]uint8{
	{159},
	{165, 145},
	{173, 148, 140},
	{176, 155, 140, 135},
	{180, 157, 141, 134, 130},
	{254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129},
}

// part reads the coefficients of a part from one on, and returns 1 where there is one.
// near is how many of those above and to the left have some.
func (f *frame) part(b *bools, plane int, near uint8, from int) uint8 {
	of := &f.probabilities[plane]
	p := &of[bands[from]][near]
	if !b.bit(p[0]) {
		return 0
	}
	for n := from + 1; ; n++ {
		if !b.bit(p[1]) { // zero: it cannot be the last
			if n == 16 {
				return 1
			}
			p = &of[bands[n]][0]
			continue
		}
		next := 1
		if b.bit(p[2]) {
			next = 2
			large(b, p)
		}
		p = &of[bands[n]][next]
		b.bit(even) // its sign
		if n == 16 || !b.bit(p[0]) {
			return 1
		}
	}
}

// large reads how much larger than one a coefficient is.
func large(b *bools, p *[11]uint8) {
	var class int
	switch {
	case !b.bit(p[3]):
		if b.bit(p[4]) {
			b.bit(p[5])
		}
		return
	case !b.bit(p[6]):
		if b.bit(p[7]) {
			class = 1
		}
	case !b.bit(p[8]):
		class = 2
		if b.bit(p[9]) {
			class = 3
		}
	default:
		class = 4
		if b.bit(p[10]) {
			class = 5
		}
	}
	for _, probability := range more[class] {
		b.bit(probability)
	}
}
