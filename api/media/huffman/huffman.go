// Package huffman has the code tables of JPEG files (ITU-T T.81, annex C), for those
// who read their packed data.
package huffman

import "errors"

// LookBits is how many bits are looked up at once.
const LookBits = 9

// MaxCodes is how many codes a table has at most.
const MaxCodes = 256

// ErrTable says that a segment is no code table.
var ErrTable = errors.New("a segment is not a Huffman table")

// Table is a code table.
type Table struct {
	// Look has for the next LookBits bits the length of the code, above the low eight
	// bits, and its symbol in them, 0 for longer codes.
	Look [1 << LookBits]uint16
	// max is the largest code of each length, left-aligned in 16 bits and
	// exclusive, delta what to add to a code to find its symbol.
	max    [17]uint32
	delta  [17]int32
	values []byte
}

// New makes a table of the number of codes of each length and their symbols, nil
// for one that is none.
func New(counts, values []byte) *Table {
	h := &Table{values: append([]byte(nil), values...)}
	code, next := uint32(0), 0
	for length := 1; length <= 16; length++ {
		h.delta[length] = int32(next) - int32(code)
		for range counts[length-1] {
			if code >= 1<<length {
				return nil
			}
			if length <= LookBits {
				free := LookBits - length
				for rest := range uint32(1) << free {
					h.Look[code<<free|rest] = uint16(length)<<8 | uint16(values[next])
				}
			}
			code++
			next++
		}
		h.max[length] = code << (16 - length)
		code <<= 1
	}
	return h
}

// Read takes the next table from the data of a segment: whether it is one for DC (0)
// or AC (1), and its number.
func Read(b []byte) (h *Table, class, number byte, rest []byte, err error) {
	if len(b) < 17 {
		return nil, 0, 0, nil, ErrTable
	}
	class, number = b[0]>>4, b[0]&15
	n := 0
	for _, c := range b[1:17] {
		n += int(c)
	}
	if class > 1 || number > 3 || n > MaxCodes || len(b) < 17+n {
		return nil, 0, 0, nil, ErrTable
	}
	if h = New(b[1:17], b[17:17+n]); h == nil {
		return nil, 0, 0, nil, ErrTable
	}
	return h, class, number, b[17+n:], nil
}

// Empty tells whether no code is in the table.
func (h *Table) Empty() bool { return len(h.values) == 0 }

// Long finds a code longer than LookBits at the front of the next 16 bits; length is
// 0 when there is no such code.
func (h *Table) Long(next uint32) (symbol byte, length int) {
	for length := LookBits + 1; length <= 16; length++ {
		if next < h.max[length] {
			i := int(int32(next>>(16-length)) + h.delta[length])
			if i < 0 || i >= len(h.values) {
				break
			}
			return h.values[i], length
		}
	}
	return 0, 0
}
