package pngpack

import (
	"encoding/binary"
	"slices"
)

// The symbols of a block (RFC 1951): bytes, the end, and lengths of what is
// repeated. Distances are all one: a run of the byte before.
const (
	endOfBlock = 256
	symbols    = 286
	longestRun = 258
	shortRun   = 4 // a shorter one takes fewer bits as it is
)

// writer appends bits, the first of them lowest.
type writer struct {
	out []byte
	acc uint64
	n   uint
}

func (w *writer) bits(v uint32, n uint) {
	w.acc |= uint64(v) << w.n
	w.n += n
	if w.n >= 32 {
		w.out = binary.LittleEndian.AppendUint32(w.out, uint32(w.acc))
		w.acc >>= 32
		w.n -= 32
	}
}

// flush returns all that was written, to the end of a byte.
func (w *writer) flush() []byte {
	for w.n > 0 {
		w.out = append(w.out, uint8(w.acc))
		w.acc >>= 8
		w.n -= min(w.n, 8)
	}
	return w.out
}

// blocks writes blocks of deflate with a code of their own each.
type blocks struct {
	writer
	// tokens are bytes and, from 256 on, runs by what they are longer than.
	tokens []uint16
	counts [symbols]uint32
	codes  [symbols]code
}

// code is the bits of a symbol, and how many.
type code struct {
	bits uint16
	n    uint8
}

// write packs a block.
func (b *blocks) write(data []byte, last bool) {
	some := hasRuns(data)
	b.counts = [symbols]uint32{endOfBlock: 1}
	if some {
		b.tokenize(data)
	} else {
		b.count(data)
	}
	lengths := codeLengths(b.counts[:], maxBits)
	number(b.codes[:], lengths)
	b.head(lengths, last)
	if some {
		for _, t := range b.tokens {
			if t >= endOfBlock {
				b.run(int(t) - endOfBlock)
				continue
			}
			b.symbol(int(t))
		}
	} else {
		b.bytes(data)
	}
	b.symbol(endOfBlock)
}

// hasRuns tells whether a block has runs enough to look for them: photographs
// hardly have any.
func hasRuns(data []byte) bool {
	const one = 32 // bytes for a run
	found, least := 0, len(data)/one
	for i := 0; i+5 <= len(data); i += 4 {
		if binary.LittleEndian.Uint32(data[i:]) == binary.LittleEndian.Uint32(data[i+1:]) {
			if found++; found > least {
				return true
			}
		}
	}
	return false
}

// count counts the bytes of a block, in tables that take turns: a processor waits
// when it counts the same byte twice.
func (b *blocks) count(data []byte) {
	var tables [4][256]uint32
	for len(data) >= 4 {
		tables[0][data[0]]++
		tables[1][data[1]]++
		tables[2][data[2]]++
		tables[3][data[3]]++
		data = data[4:]
	}
	for _, v := range data {
		tables[0][v]++
	}
	for v := range tables[0] {
		b.counts[v] += tables[0][v] + tables[1][v] + tables[2][v] + tables[3][v]
	}
}

// bytes writes the codes of bytes, three of at most 15 bits at a time.
func (b *blocks) bytes(data []byte) {
	codes := (*[256]code)(b.codes[:256])
	for ; b.n >= 8; b.n -= 8 {
		b.out = append(b.out, uint8(b.acc))
		b.acc >>= 8
	}
	b.out = slices.Grow(b.out, len(data)*2+16)
	out, at := b.out[:cap(b.out)], len(b.out)
	acc, n := b.acc, b.n
	for len(data) >= 3 {
		c, d, e := codes[data[0]], codes[data[1]], codes[data[2]]
		data = data[3:]
		// Fewer than 8 bits are left from before.
		acc |= uint64(c.bits) << (n & 63)
		n += uint(c.n)
		acc |= uint64(d.bits) << (n & 63)
		n += uint(d.n)
		acc |= uint64(e.bits) << (n & 63)
		n += uint(e.n)
		binary.LittleEndian.PutUint64(out[at:], acc)
		at += int(n >> 3)
		acc >>= n & 56
		n &= 7
	}
	b.acc, b.n, b.out = acc, n, out[:at]
	for _, v := range data {
		b.symbol(int(v))
	}
}

func (b *blocks) symbol(s int) { b.bits(uint32(b.codes[s].bits), uint(b.codes[s].n)) }

// run writes a run: its length, and that it repeats the byte before, for which
// there is one code of one bit.
func (b *blocks) run(length int) {
	s, extra, rest := lengthSymbol(length)
	b.symbol(s)
	b.bits(uint32(rest), extra)
	b.bits(0, 1)
}

// tokenize parts a block into bytes and runs, and counts their symbols.
func (b *blocks) tokenize(data []byte) {
	tokens := b.tokens[:0]
	counts := &b.counts
	for i := 0; i < len(data); {
		v := data[i]
		tokens = append(tokens, uint16(v))
		counts[v]++
		i++
		if i+shortRun > len(data) || binary.LittleEndian.Uint32(data[i:]) != uint32(v)*0x01010101 {
			continue
		}
		n := shortRun
		for n < longestRun && i+n < len(data) && data[i+n] == v {
			n++
		}
		s, _, _ := lengthSymbol(n)
		counts[s]++
		tokens = append(tokens, uint16(endOfBlock+n))
		i += n
	}
	b.tokens = tokens
}

// lengthSymbol returns the symbol of a run, and what is told of it besides.
func lengthSymbol(length int) (symbol int, extra uint, rest int) {
	switch {
	case length == longestRun:
		return 285, 0, 0
	case length < 11:
		return 254 + length, 0, 0
	}
	for extra = 1; length-3 >= 8<<extra; extra++ {
	}
	return 257 + 4*int(extra) + 4 + (length-3-4<<extra)>>extra, extra, (length - 3) & (1<<extra - 1)
}
