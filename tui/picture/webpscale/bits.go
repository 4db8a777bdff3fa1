package webpscale

import (
	"encoding/binary"
	"math/bits"
)

// coder reads the bits of a partition, which are coded arithmetically (RFC
// 6386, section 7). Past the end it reads zeros.
type coder struct {
	data []byte
	// at is the next byte, counted on past the end.
	at int
	// window holds the coming bits at its top; have is how many of them there
	// are, less the eight that a decision looks at.
	window uint64
	have   int
	// span is the width of the interval less one, 127 to 254 between decisions.
	span uint64
}

// widths tell for each span how many bits to go on until it is wide enough
// again, and what it is then.
var widths = func() (w struct{ bits, span [256]uint8 }) {
	for i := range 255 {
		n := bits.LeadingZeros8(uint8(i + 1))
		w.bits[i], w.span[i] = uint8(n), uint8((i+1)<<n-1)
	}
	return w
}()

func newCoder(data []byte) coder {
	c := coder{data: data, have: -8, span: 254}
	c.window, c.have = c.fill(c.window, c.have)
	return c
}

// fill tops up a window: 56 bits or more may be looked at afterwards.
//
//go:noinline
func (c *coder) fill(window uint64, have int) (uint64, int) {
	var next uint64
	if c.at+8 <= len(c.data) {
		next = binary.BigEndian.Uint64(c.data[c.at:])
	} else if c.at < len(c.data) {
		var last [8]byte
		copy(last[:], c.data[c.at:])
		next = binary.BigEndian.Uint64(last[:])
	}
	// What does not fit as a whole byte is put in as well, and again the next
	// time: the same bits at the same place.
	window |= next >> uint((have+8)&63)
	n := (56 - have) >> 3
	c.at += n
	return window, have + n<<3
}

// over tells whether more was read than there is.
func (c *coder) over() bool { return c.at*8-(c.have+8) > len(c.data)*8 }

// bit makes a decision of which 0 has the odds p in 256.
func (c *coder) bit(p uint8) bool {
	if c.have < 0 {
		c.window, c.have = c.fill(c.window, c.have)
	}
	low := c.span * uint64(p) >> 8
	yes := c.window >= (low+1)<<56
	if yes {
		c.window -= (low + 1) << 56
		low = c.span - low - 1
	}
	n := widths.bits[uint8(low)]
	c.span = uint64(widths.span[uint8(low)])
	c.window <<= n & 63
	c.have -= int(n)
	return yes
}

// flag reads a bit with even odds.
func (c *coder) flag() bool { return c.bit(even) }

const even = 128

// number reads n bits, the highest first.
func (c *coder) number(n int) int {
	v := 0
	for range n {
		v <<= 1
		if c.flag() {
			v |= 1
		}
	}
	return v
}

// signed reads n bits and a sign.
func (c *coder) signed(n int) int {
	v := c.number(n)
	if c.flag() {
		return -v
	}
	return v
}

// optional reads a flag and, if it is set, n bits and a sign.
func (c *coder) optional(n int) int {
	if !c.flag() {
		return 0
	}
	return c.signed(n)
}
