package pngrows

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// Inflating is most of the work of reading a PNG file. Three things make this
// faster than a decoder for streams: the input is in memory as a whole, so the
// next bits come eight bytes at a time; a table entry holds all there is to
// know about a code, extra bits included; and output goes straight into
// buffers that are handed on, so that another processor can work on the rows.

var (
	errInflate = errors.New("damaged compressed data")
	errCut     = errors.New("compressed data is cut short")
)

const (
	window   = 32 << 10 // how far back a copy may reach (RFC 1951)
	piece    = 96 << 10 // output handed on at once, about
	maxMatch = 258
	slack    = 16 // room for copies that write eight bytes at a time
	padding  = 8  // zero bytes after the input, for reading eight at a time
)

// inflater decodes one deflate stream.
type inflater struct {
	in  []byte // with padding
	pos int
	acc uint64 // the next bits, the first is the lowest
	n   uint   // how many of them are valid

	out  []byte
	at   int // where the next byte goes
	sent int // up to where out was handed on
	// emit hands on finished output and returns the buffer to go on in, or nil
	// to stop. The new buffer begins with a copy of the window.
	emit func(out []byte, from, to int) []byte

	literals, distances table
	lengths             [320]uint8
}

// errStopped ends decoding when the receiver wants no more.
var errStopped = errors.New("stopped")

// run decodes the zlib stream in.
func (f *inflater) run() error {
	if len(f.in) < padding+2 || f.in[0]&15 != 8 || f.in[1]&32 != 0 ||
		(int(f.in[0])<<8|int(f.in[1]))%31 != 0 {
		return errInflate
	}
	f.pos = 2
	for last := false; !last; {
		f.refill()
		head := f.take(3)
		last = head&1 == 1
		var err error
		switch head >> 1 {
		case 0:
			err = f.stored()
		case 1:
			f.fixedTables()
			err = f.codes()
		case 2:
			if err = f.readTables(); err == nil {
				err = f.codes()
			}
		default:
			err = errInflate
		}
		if err != nil {
			f.flush()
			return err
		}
	}
	if !f.flush() {
		return errStopped
	}
	return nil
}

// flush hands on what is finished. It returns false when nobody wants more.
func (f *inflater) flush() bool {
	next := f.emit(f.out, f.sent, f.at)
	if next == nil {
		return false
	}
	keep := min(window, f.at)
	copy(next, f.out[f.at-keep:f.at])
	f.out, f.at, f.sent = next, keep, keep
	return true
}

// refill makes at least 56 bits valid; past the end they are zeros.
func (f *inflater) refill() {
	if f.pos+8 <= len(f.in) {
		f.acc |= binary.LittleEndian.Uint64(f.in[f.pos:]) << (f.n & 63)
	}
	f.pos += int((63 - f.n) >> 3)
	f.n |= 56
}

// over tells whether more was read than there is.
func (f *inflater) over() bool { return f.pos-int(f.n>>3) > len(f.in)-padding }

// take returns the next bits, of which there must be enough.
func (f *inflater) take(count uint) uint32 {
	v := uint32(f.acc) & (1<<count - 1)
	f.acc >>= count & 63
	f.n -= count
	return v
}

// stored copies a block that is not compressed.
func (f *inflater) stored() error {
	f.take(f.n & 7)
	f.pos -= int(f.n >> 3) // what was read ahead
	f.acc, f.n = 0, 0
	end := len(f.in) - padding
	if f.pos+4 > end {
		return errCut
	}
	size := int(binary.LittleEndian.Uint16(f.in[f.pos:]))
	if size != int(^binary.LittleEndian.Uint16(f.in[f.pos+2:])) {
		return errInflate
	}
	f.pos += 4
	for size > 0 {
		if f.at >= window+piece && !f.flush() {
			return errStopped
		}
		n := min(size, window+piece-f.at, end-f.pos)
		if n <= 0 {
			return errCut
		}
		copy(f.out[f.at:], f.in[f.pos:f.pos+n])
		f.at, f.pos, size = f.at+n, f.pos+n, size-n
	}
	return nil
}

// codes decodes the codes of one block. The state is kept in local variables:
// this is where the time goes.
func (f *inflater) codes() error {
	in, pos, acc, n := f.in, f.pos, f.acc, f.n
	out, at := f.out, f.at
	lit := &f.literals
	for {
		if at >= window+piece || pos+8 > len(in) {
			f.pos, f.acc, f.n, f.at = pos, acc, n, at
			if err := f.turnover(); err != nil {
				return err
			}
			pos, acc, n, out, at = f.pos, f.acc, f.n, f.out, f.at
		} else {
			acc |= binary.LittleEndian.Uint64(in[pos:]) << (n & 63)
			pos += int((63 - n) >> 3)
			n |= 56
		}
		// Literals come in runs; three of them fit into what was read.
		e := lit.first[acc&(1<<literalBits-1)]
		if e&isLiteral != 0 {
			out[at] = uint8(e >> 16)
			at++
			acc, n = acc>>(e&63), n-uint(e&63)
			if e = lit.first[acc&(1<<literalBits-1)]; e&isLiteral != 0 {
				out[at] = uint8(e >> 16)
				at++
				acc, n = acc>>(e&63), n-uint(e&63)
				if e = lit.first[acc&(1<<literalBits-1)]; e&isLiteral != 0 {
					out[at] = uint8(e >> 16)
					at++
					acc, n = acc>>(e&63), n-uint(e&63)
					continue
				}
			}
		}
		if e&isLink != 0 {
			e = lit.rest[(e>>16)+uint32(acc>>literalBits)&(1<<(e>>8&15)-1)]
			if e&isLiteral != 0 {
				out[at] = uint8(e >> 16)
				at++
				acc, n = acc>>(e&63), n-uint(e&63)
				continue
			}
		}
		if e&isEnd != 0 {
			f.pos, f.acc, f.n, f.at = pos, acc>>(e&63), n-uint(e&63), at
			return f.ended(e>>16 == 0)
		}
		var ok bool
		if at, pos, acc, n, ok = f.match(out, at, pos, acc, n, e); !ok {
			f.pos, f.acc, f.n, f.at = pos, 0, 0, at
			return f.failure()
		}
	}
}

// ended says whether codes end as they should: with the code for it, and not
// behind the data.
func (f *inflater) ended(known bool) error {
	switch {
	case !known: // not the end: no such code
		return errInflate
	case f.over():
		return errCut
	}
	return nil
}

// failure says what is wrong with the data at pos.
func (f *inflater) failure() error {
	if f.pos+8 > len(f.in) {
		return errCut
	}
	return errInflate
}

// match copies what came before: e is the entry of the length, the distance
// follows. It takes and returns the local state of codes.
func (f *inflater) match(out []byte, at, pos int, acc uint64, n uint, e uint32) (int, int, uint64, uint, bool) {
	length := value(e, acc)
	acc, n = acc>>(e&63), n-uint(e&63)
	if n < 32 && pos+8 <= len(f.in) {
		acc |= binary.LittleEndian.Uint64(f.in[pos:]) << (n & 63)
		pos += int((63 - n) >> 3)
		n |= 56
	}
	dist := &f.distances
	e = dist.first[acc&(1<<distanceBits-1)]
	if e&isLink != 0 {
		e = dist.rest[(e>>16)+uint32(acc>>distanceBits)&(1<<(e>>8&15)-1)]
	}
	d := value(e, acc)
	acc, n = acc>>(e&63), n-uint(e&63)
	if e&isEnd != 0 || d > at || n > 63 {
		return at, pos, acc, n, false
	}
	repeat(out, at, d, length)
	return at + length, pos, acc, n, true
}

// turnover is what codes does now and then: hand on a full buffer, and read at
// the end of the input.
func (f *inflater) turnover() error {
	if f.over() {
		return errCut
	}
	if f.at >= window+piece && !f.flush() {
		return errStopped
	}
	f.refill()
	return nil
}

// value returns the length or distance of a code at the front of acc: that of
// its entry and the extra bits after it.
func value(e uint32, acc uint64) int {
	code := e >> 8 & 15
	return int(e>>16) + int(acc>>code&(1<<((e&63)-code)-1))
}

// repeat copies length bytes from d bytes before. There is room for eight
// bytes more than that.
func repeat(out []byte, at, d, length int) {
	if d >= 8 {
		src, dst := out[at-d:], out[at:at+length+8]
		for ; ; src, dst = src[8:], dst[8:] {
			binary.LittleEndian.PutUint64(dst, binary.LittleEndian.Uint64(src))
			if length -= 8; length <= 0 {
				return
			}
		}
	}
	dst, src := out[at:at+length], out[at-d:]
	for i := range dst {
		dst[i] = src[i]
	}
}

// fixedTables sets the tables of blocks that bring none.
func (f *inflater) fixedTables() {
	for i := range 288 {
		switch {
		case i < 144:
			f.lengths[i] = 8
		case i < 256:
			f.lengths[i] = 9
		case i < 280:
			f.lengths[i] = 7
		default:
			f.lengths[i] = 8
		}
	}
	f.literals.build(f.lengths[:288], literalSymbols[:], literalBits)
	for i := range 32 {
		f.lengths[i] = 5
	}
	f.distances.build(f.lengths[:32], distanceSymbols[:], distanceBits)
}

// codeOrder is the order in which lengths of code length codes come.
var codeOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// readTables reads the tables at the start of a block.
func (f *inflater) readTables() error {
	f.refill()
	nlit, ndist, ncode := int(f.take(5))+257, int(f.take(5))+1, int(f.take(4))+4
	if nlit > 286 || ndist > 30 {
		return errInflate
	}
	clear(f.lengths[:19])
	for _, i := range codeOrder[:ncode] {
		if f.n < 3 {
			f.refill()
		}
		f.lengths[i] = uint8(f.take(3))
	}
	var codes table
	if !codes.build(f.lengths[:19], plainSymbols[:], 7) {
		return errInflate
	}
	for i := 0; i < nlit+ndist; {
		if f.n < 16 {
			f.refill()
		}
		e := codes.first[f.acc&127]
		if e&isEnd != 0 {
			return errInflate
		}
		f.take(uint(e & 63))
		symbol, count, value := e>>16, 1, uint8(e>>16)
		switch symbol {
		case 16:
			if i == 0 {
				return errInflate
			}
			count, value = 3+int(f.take(2)), f.lengths[i-1]
		case 17:
			count, value = 3+int(f.take(3)), 0
		case 18:
			count, value = 11+int(f.take(7)), 0
		}
		if i+count > nlit+ndist {
			return errInflate
		}
		for range count {
			f.lengths[i] = value
			i++
		}
	}
	if f.over() {
		return errCut
	}
	if f.lengths[256] == 0 ||
		!f.literals.build(f.lengths[:nlit], literalSymbols[:], literalBits) ||
		!f.distances.build(f.lengths[nlit:nlit+ndist], distanceSymbols[:], distanceBits) {
		return errInflate
	}
	return nil
}

func reverse(code uint32, length int) uint32 { return bits.Reverse32(code) >> (32 - length) }
