package jpegproof

import mathbits "math/bits"

// pass is a scan of a progressive file: which coefficients of each block it has, or
// one more bit of.
type pass struct {
	from, to int
	refines  bool
}

// wholeBlock is the pass of sequential coding.
var wholeBlock = pass{from: 0, to: 63}

// passOf reads what stands behind the planes in the header of a scan.
func passOf(b []byte, planes int) (pass, error) {
	p := pass{from: int(b[0]), to: int(b[1]), refines: b[2]>>4 != 0}
	switch {
	case p.from == 0 && p.to != 0, p.from > p.to, p.to > 63:
		return p, DamagedError("a pass is over coefficients that are none")
	case p.from != 0 && planes != 1:
		return p, DamagedError("a pass over fine detail has several colours")
	case p.refines && b[2]>>4 != b[2]&15+1:
		return p, DamagedError("a pass refines by a step that is none")
	}
	return p, nil
}

// known are the coefficients of the blocks of a plane that are not zero, a bit each:
// of how many there are depends how many bits a refining pass has.
type known []uint64

// marks makes room for what is known of a plane in units of a number.
func (c *component) marks(units int) {
	if c.known == nil {
		c.known = make(known, units*c.h*c.v)
	}
}

// passBlock reads what a pass has of the block at a place of its plane.
func (w *walk) passBlock(p part, pass pass, at int) error {
	switch {
	case pass.from == 0 && pass.refines:
		return w.bits.skip(1)
	case pass.from == 0:
		return w.brightness(p)
	}
	ac := w.tables[1][p.ac]
	if ac == nil && w.ended == 0 {
		return DamagedError("a table is missing")
	}
	if pass.refines {
		return w.refine(ac, pass, &p.known[at])
	}
	return w.first(ac, pass, &p.known[at])
}

// first reads coefficients of a block for the first time.
func (w *walk) first(ac *coding, pass pass, known *uint64) error {
	if w.ended > 0 { // an earlier block said that there is no more in the next ones
		w.ended--
		return nil
	}
	for k := pass.from; k <= pass.to; k++ {
		symbol, err := w.bits.symbol(ac.Table)
		if err != nil {
			return err
		}
		run, size := int(symbol>>4), int(symbol&15)
		switch {
		case size != 0:
			if k += run; k > pass.to {
				return nil
			}
			if err := w.bits.skip(size); err != nil {
				return err
			}
			*known |= 1 << k
		case run == 15:
			k += 15
		default:
			return w.endOfBlocks(run)
		}
	}
	return nil
}

// refine reads one more bit of the coefficients of a block, and those that were zero
// so far.
func (w *walk) refine(ac *coding, pass pass, known *uint64) error {
	k := pass.from
	for w.ended == 0 && k <= pass.to {
		symbol, err := w.bits.symbol(ac.Table)
		if err != nil {
			return err
		}
		run, size := int(symbol>>4), int(symbol&15)
		switch {
		case size > 1:
			return DamagedError("a code is none of its pass")
		case size == 0 && run != 15:
			if err := w.endOfBlocks(run); err != nil {
				return err
			}
			w.ended++ // this one has bits still
			continue
		}
		if err := w.bits.skip(size); err != nil { // whether it is negative
			return err
		}
		place := zero(*known, k, run)
		if err := w.bits.skipMany(mathbits.OnesCount64(*known & band(k, min(place-1, pass.to)))); err != nil {
			return err
		}
		if place > pass.to {
			return DamagedError("a block has too many coefficients")
		}
		if size != 0 {
			*known |= 1 << place
		}
		k = place + 1
	}
	if w.ended == 0 {
		return nil
	}
	w.ended--
	return w.bits.skipMany(mathbits.OnesCount64(*known & band(k, pass.to)))
}

// zero returns the place of a zero from k on, of which some come before; 64 where
// there are not so many.
func zero(known uint64, k, before int) int {
	zeros := ^known &^ (1<<k - 1)
	for ; before > 0; before-- {
		zeros &= zeros - 1
	}
	return mathbits.TrailingZeros64(zeros)
}

// band has the bits of the coefficients from one to another.
func band(from, to int) uint64 {
	if from > to {
		return 0
	}
	return (^uint64(0) << from) & (^uint64(0) >> (63 - to))
}
