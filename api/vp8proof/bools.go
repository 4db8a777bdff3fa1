package vp8proof

import "math/bits"

// bools reads the bits of a partition, each of which was packed by how likely it was.
type bools struct {
	data  []byte
	value uint64 // the next bits, from top down
	n     int    // how many of them were read from the data
	width uint32 // of the interval, 128 to 255
	// left is how many bits there are beyond those that a decoder must have to read
	// another one, negative for too few.
	left int
	// over says that a bit was read that there is not.
	over bool
}

func newBools(data []byte) bools { return bools{data: data, width: 255, left: 8*len(data) - 8} }

// top is where the eight bits begin that are compared. There is room for sixteen above
// them: what no encoder writes can be more than its interval, and decoders read it as
// that.
const top = 40

// fill reads on; behind the end there are zeros.
func (b *bools) fill() {
	for b.n <= top && len(b.data) > 0 {
		b.value |= uint64(b.data[0]) << (top - b.n)
		b.data = b.data[1:]
		b.n += 8
	}
	if len(b.data) == 0 {
		b.n = top + 8
	}
}

// bit reads one that is 0 with a probability, of 256.
func (b *bools) bit(probability uint8) bool {
	if b.n < 16 {
		b.fill()
	}
	b.over = b.over || b.left < 0
	split := 1 + (b.width-1)*uint32(probability)>>8
	border := uint64(split) << top
	set := b.value >= border
	if set {
		b.width -= split
		b.value -= border
	} else {
		b.width = split
	}
	shift := bits.LeadingZeros8(uint8(b.width)) // #nosec G115 -- at most 255
	b.width <<= shift
	b.value <<= shift
	b.n -= shift
	b.left -= shift
	return set
}

// even is the probability of a bit of which nothing is known.
const even = 128

// number reads one of some bits.
func (b *bools) number(bits int) int {
	n := 0
	for range bits {
		n <<= 1
		if b.bit(even) {
			n |= 1
		}
	}
	return n
}

// maybe passes over a number with a sign that can be left out.
func (b *bools) maybe(bits int) {
	if b.bit(even) {
		b.number(bits + 1)
	}
}
