package jpegcoef

import "imagine-tui/api/media/huffman"

// bits reads coded data. They end at a marker, behind which there are zeros.
type bits struct {
	data []byte
	at   int
	acc  uint32 // the next bits, right-aligned
	n    int    // how many of them are valid
	// over tells that more was read than there is, wrong that there was a code
	// that does not exist.
	over, wrong bool
}

// fill makes at least 16 bits valid.
func (b *bits) fill() {
	for b.n <= 24 {
		if b.at >= len(b.data) {
			break
		}
		c := b.data[b.at]
		if c == 0xFF {
			next := b.at + 1
			for next < len(b.data) && b.data[next] == 0xFF {
				next++ // fill bytes
			}
			if next >= len(b.data) || b.data[next] != 0 {
				break // a marker, or the end
			}
			b.at = next
		}
		b.at++
		b.acc = b.acc<<8 | uint32(c)
		b.n += 8
	}
}

// peek returns the next 16 bits.
func (b *bits) peek() uint32 {
	if b.n < 16 {
		b.fill()
	}
	if b.n < 16 {
		return b.acc << (16 - b.n) & 0xFFFF
	}
	return b.acc >> (b.n - 16) & 0xFFFF
}

// skip passes over bits.
func (b *bits) skip(n int) {
	if b.n -= n; b.n < 0 {
		b.n, b.acc, b.over = 0, 0, true
		return
	}
	b.acc &= 1<<b.n - 1
}

// take returns a number of up to 16 bits.
func (b *bits) take(n int) int32 {
	if n == 0 {
		return 0
	}
	v := int32(b.peek() >> (16 - n))
	b.skip(n)
	return v
}

// signed returns a number as the coding has it (T.81, F.2.2.1).
func (b *bits) signed(n int) int32 {
	v := b.take(n)
	if n > 0 && v < 1<<(n-1) {
		v += -1<<n + 1
	}
	return v
}

// symbol reads a code. One that does not exist is a zero.
func (b *bits) symbol(h *huffman.Table) int {
	next := b.peek()
	if e := h.Look[next>>(16-huffman.LookBits)]; e != 0 {
		b.skip(int(e >> 8))
		return int(e & 0xFF)
	}
	if symbol, length := h.Long(next); length > 0 {
		b.skip(length)
		return int(symbol)
	}
	b.skip(16)
	b.wrong = true
	return 0
}
