package jpegproof

import (
	"encoding/binary"

	"imagine-tui/api/media/huffman"
)

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
const errMarker = DamagedError("its pixels end too soon")

// fill makes more than 32 bits valid, or all there are.
func (b *bits) fill() {
	if b.n > 32 {
		return
	}
	if in := b.in; in.j-in.i >= 4 {
		word := binary.BigEndian.Uint32((*in.buf)[in.i:])
		if inverse := ^word; (inverse-0x01010101)&word&0x80808080 == 0 { // none of the four is 0xFF
			b.acc |= uint64(word) << (32 - b.n)
			b.n += 32
			in.i += 4
			return
		}
	}
	b.fillBytes()
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
		b.acc |= uint64(c) << (56 - b.n)
		b.n += 8
	}
}

// symbol reads a code.
func (b *bits) symbol(h *huffman.Table) (byte, error) {
	b.fill()
	next := uint32(b.acc >> 48)
	var symbol byte
	var length int
	if e := h.Look[next>>(16-huffman.LookBits)]; e != 0 {
		symbol, length = byte(e), int(e>>8)
	} else if symbol, length = h.Long(next); length == 0 {
		if b.n < 16 { // there may have been one
			return 0, b.end
		}
		return 0, DamagedError("a code is none")
	}
	if length > b.n {
		return 0, b.end
	}
	b.acc <<= length
	b.n -= length
	return symbol, nil
}

// coefficients passes over what is usual, up to the coefficient k, and returns the
// first that is not: the end of a block, zeros, what makes no sense, what is near to the
// end of the data. The stream is kept in local variables: this is where the time goes.
func (b *bits) coefficients(h *huffman.Table, k *int) (run, size int, err error) {
	acc, n, at := b.acc, b.n, *k
	for at < 64 {
		if n < 32 {
			b.acc, b.n = acc, n
			b.fill()
			if acc, n = b.acc, b.n; n < 32 {
				break
			}
		}
		e := uint(h.Look[acc>>(64-huffman.LookBits)])
		if e == 0 {
			symbol, length := h.Long(uint32(acc >> 48))
			if length == 0 {
				break
			}
			e = uint(length)<<8 | uint(symbol)
		}
		size := e & 15
		next := at + int(e>>4&15)
		if size == 0 || next > 63 {
			break
		}
		length := e>>8 + size
		acc <<= length
		n -= int(length)
		at = next + 1
	}
	b.acc, b.n, *k = acc, n, at
	if at > 63 {
		return 0, 0, nil
	}
	symbol, err := b.symbol(h)
	return int(symbol >> 4), int(symbol & 15), err
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
