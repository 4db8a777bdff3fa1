package webp

// bits reads a lossless frame, of each byte the lowest bit first.
type bits struct {
	data []byte
	at   int
	acc  uint64
	n    uint
	over bool // more was read than there is
}

func (b *bits) fill() {
	for b.n <= 56 && b.at < len(b.data) {
		b.acc |= uint64(b.data[b.at]) << b.n
		b.at++
		b.n += 8
	}
}

// take reads n bits, at most 32. Behind the end there are zeros.
func (b *bits) take(n uint) uint32 {
	if b.n < n {
		b.fill()
	}
	v := uint32(b.acc & (1<<n - 1))
	if n > b.n {
		b.over, b.acc, b.n = true, 0, 0
		return v
	}
	b.acc >>= n
	b.n -= n
	return v
}

const (
	longestCode = 15
	tableBits   = 8
)

// code is a prefix code. A code of one symbol takes no bits.
type code struct {
	symbols []uint16 // in the order of their codes
	count   [longestCode + 1]uint16
	// table has for the next bits the symbol times 16, and how many of them it
	// takes, 0 for more than there are.
	table []uint16
}

// read reads a symbol.
func (c *code) read(b *bits) int {
	if len(c.symbols) == 1 {
		return int(c.symbols[0])
	}
	if b.n < longestCode {
		b.fill()
	}
	if e := c.table[b.acc&uint64(len(c.table)-1)]; e != 0 {
		b.take(uint(e & 15))
		return int(e >> 4)
	}
	word, first, index := 0, 0, 0
	for length := 1; length <= longestCode; length++ {
		word |= int(b.take(1))
		n := int(c.count[length])
		if word-n < first {
			return int(c.symbols[index+word-first])
		}
		index += n
		first = (first + n) << 1
		word <<= 1
	}
	b.over = true // of a complete code every word means something
	return 0
}

// newCode makes the code of given lengths; false where they make none.
func newCode(lengths []uint8) (c code, ok bool) {
	longest := 0
	for _, l := range lengths {
		c.count[l]++
		longest = max(longest, int(l))
	}
	c.count[0] = 0
	left := 1
	var at [longestCode + 2]int
	for l := 1; l <= longestCode; l++ {
		left = left<<1 - int(c.count[l])
		if left < 0 {
			return code{}, false
		}
		at[l+1] = at[l] + int(c.count[l])
	}
	c.symbols = make([]uint16, at[longestCode+1])
	for symbol, l := range lengths {
		if l > 0 {
			c.symbols[at[l]] = uint16(symbol)
			at[l]++
		}
	}
	if len(c.symbols) == 1 {
		return c, true
	}
	c.fillTable(min(longest, tableBits))
	return c, left == 0 && len(c.symbols) > 0
}

// fillTable makes the table of the codes of up to n bits.
func (c *code) fillTable(n int) {
	c.table = make([]uint16, 1<<n)
	word, index := 0, 0
	for l := 1; l <= n; l++ {
		for range c.count[l] {
			turned := 0
			for i := range l {
				turned |= word >> i & 1 << (l - 1 - i)
			}
			for ; turned < len(c.table); turned += 1 << l {
				c.table[turned] = c.symbols[index]<<4 | uint16(l)
			}
			word++
			index++
		}
		word <<= 1
	}
}

// lengthOrder is the order in which the lengths of the codes for lengths come.
var lengthOrder = [19]int{17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}

// readCode reads a code of so many symbols.
func (b *bits) readCode(size int) (code, bool) {
	lengths := make([]uint8, size)
	if b.take(1) == 1 { // one or two symbols
		two, wide := b.take(1) == 1, b.take(1)
		first := int(b.take(uint(1 + 7*wide)))
		if first >= size {
			return code{}, false
		}
		lengths[first] = 1
		if two {
			second := int(b.take(8))
			if second >= size {
				return code{}, false
			}
			lengths[second] = 1
		}
		c, ok := newCode(lengths)
		return c, ok && !b.over
	}
	var short [len(lengthOrder)]uint8
	for _, i := range lengthOrder[:4+b.take(4)] {
		short[i] = uint8(b.take(3))
	}
	c, ok := newCode(short[:])
	if !ok || !b.lengths(c, lengths) {
		return code{}, false
	}
	c, ok = newCode(lengths)
	return c, ok && !b.over
}

// lengths reads the lengths of codes.
func (b *bits) lengths(c code, lengths []uint8) bool {
	left := len(lengths)
	if b.take(1) == 1 {
		left = 2 + int(b.take(2+2*uint(b.take(3))))
		if left > len(lengths) {
			return false
		}
	}
	before := uint8(8)
	for i := 0; i < len(lengths) && left > 0 && !b.over; left-- {
		symbol := c.read(b)
		if symbol < 16 {
			lengths[i] = uint8(symbol)
			if symbol > 0 {
				before = uint8(symbol)
			}
			i++
			continue
		}
		var value uint8
		var times int
		switch symbol {
		case 16:
			value, times = before, 3+int(b.take(2))
		case 17:
			times = 3 + int(b.take(3))
		default:
			times = 11 + int(b.take(7))
		}
		if times > len(lengths)-i {
			return false
		}
		for range times {
			lengths[i] = value
			i++
		}
	}
	return !b.over
}
