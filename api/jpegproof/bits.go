package jpegproof

import "imagine-tui/api/media/huffman"

// bits reads the packed data of a scan, which end at a marker.
type bits struct {
	in  *source
	acc uint64 // the next bits, left-aligned
	n   int    // how many of them are valid
	// end is why there are no more, nil while there may be.
	end error
}

// fresh begins anew, behind a marker. What was read ahead are bytes that belong to
// nothing.
func (b *bits) fresh() { b.acc, b.n, b.end = 0, 0, nil }

// errMarker says that packed data end before all was there.
const errMarker = DamagedError("its pixel data ends too early")

// fill makes more than 32 bits valid, or all there are.
func (b *bits) fill() {
	if b.n > 32 {
		return
	}
	if word := b.in.ahead(); plain(word) {
		b.acc |= word >> b.n
		b.in.i += (63 - b.n) >> 3
		b.n |= 56
		return
	}
	b.fillBytes()
}

// plain tells whether none of eight bytes is 0xFF, behind which a marker may follow.
func plain(word uint64) bool {
	const lowest = 0x0101010101010101
	return (^word-lowest)&word&(lowest<<7) == 0
}

// fillBytes is fill where there is a marker, a byte that looks like one, or the end.
func (b *bits) fillBytes() {
	for b.n <= 56 && b.end == nil {
		if !b.in.have(1) {
			b.end = b.in.err
			return
		}
		c, length := (*b.in.buf)[b.in.i], 1
		if c == 0xFF {
			switch {
			case !b.in.have(2):
				b.end = b.in.err
				return
			case (*b.in.buf)[b.in.i+1] != 0:
				b.end = errMarker
				return
			}
			length = 2
		}
		b.in.i += length
		b.acc = b.acc&^(1<<(64-b.n)-1) | uint64(c)<<(56-b.n) // behind the valid ones there may be some of the next byte
		b.n += 8
	}
}

// symbol reads a code.
func (b *bits) symbol(h *huffman.Table) (byte, error) {
	b.fill()
	symbol, length := b.code(h, b.acc)
	if length == 0 {
		if b.n < 16 { // there may have been one
			return 0, b.end
		}
		return 0, DamagedError("a code is invalid")
	}
	if length > b.n {
		return 0, b.end
	}
	b.acc <<= length
	b.n -= length
	return symbol, nil
}

// coefficients passes over what is usual, up to the coefficient k, and returns the
// first that is not: zeros, what makes no sense, what is near to the end of the data.
// k is 64 at the end of the block. The stream is kept in local variables: this is where
// the time goes.
func (b *bits) coefficients(h *coding, k *int) (run, size int, err error) {
	acc, n, at := b.acc, b.n, *k
	in := b.in
	for at < 64 {
		if n < 32 {
			if word := in.ahead(); plain(word) {
				acc |= word >> n
				in.i += (63 - n) >> 3
				n |= 56
			} else {
				b.acc, b.n = acc, n
				b.fillBytes()
				if acc, n = b.acc, b.n; n < 32 {
					break
				}
			}
		}
		if e := uint(h.runs[acc>>(64-runBits)]); e&31 != 0 && at+int(e>>5&127) <= 64-int(e>>12) {
			acc <<= e & 31
			n -= int(e & 31)
			if at += int(e >> 5 & 127); e&blockEnds != 0 {
				at = 64
			}
			continue
		}
		symbol, length := b.code(h.Table, acc)
		size := int(symbol & 15)
		next := at + int(symbol>>4)
		if length == 0 || size == 0 || next > 63 {
			break
		}
		acc <<= length + size
		n -= length + size
		at = next + 1
	}
	b.acc, b.n, *k = acc, n, at
	if at > 63 {
		return 0, 0, nil
	}
	symbol, err := b.symbol(h.Table)
	return int(symbol >> 4), int(symbol & 15), err
}

// code finds the code at the front of acc; length is 0 where that is none.
func (b *bits) code(h *huffman.Table, acc uint64) (symbol byte, length int) {
	next := uint32(acc >> 48)
	if e := h.Look[next>>(16-huffman.LookBits)]; e != 0 {
		return byte(e), int(e >> 8)
	}
	return h.Long(next)
}

// skip passes over up to 16 bits.
func (b *bits) skip(n int) error {
	if b.n < n {
		if b.fill(); b.n < n {
			return b.end
		}
	}
	b.acc <<= n
	b.n -= n
	return nil
}

// skipMany passes over any number of bits.
func (b *bits) skipMany(n int) error {
	for ; n > 16; n -= 16 {
		if err := b.skip(16); err != nil {
			return err
		}
	}
	return b.skip(n)
}

// take reads a number of up to 15 bits.
func (b *bits) take(n int) (int, error) {
	if b.n < n {
		if b.fill(); b.n < n {
			return 0, b.end
		}
	}
	v := int(b.acc >> (64 - n))
	return v, b.skip(n)
}
