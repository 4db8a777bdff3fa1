package jpegscale

// lookupBits is how many bits of the stream are looked up at once.
const lookupBits = 10

// huffman is a code table. An entry of look says what the next bits hold:
//
//	bits 0–4   bits taken: the code and, if it fits, the number after it; 0
//	           means that the code is longer than lookupBits
//	bits 5–8   zero coefficients before the number
//	bits 9–12  length of the number that is still to be read
//	bits 16–31 the number, if it fitted
type huffman struct {
	look [1 << lookupBits]uint32
	// For longer codes: the largest code of each length, left-aligned in 16
	// bits and exclusive, and what to add to a code to find its symbol.
	limit  [18]uint32
	offset [17]int32
	values []byte
}

// newHuffman builds the table from the number of codes of each length and
// their symbols. In tables for DC the symbol is a length only.
func newHuffman(counts, values []byte, dc bool) (*huffman, bool) {
	h := &huffman{values: append([]byte(nil), values...)}
	code, next := uint32(0), 0
	for length := 1; length <= 16; length++ {
		n := int(counts[length-1])
		h.offset[length] = int32(next) - int32(code)
		for range n {
			if code >= 1<<length {
				return nil, false
			}
			if length <= lookupBits {
				h.fill(code, length, values[next], dc)
			}
			code++
			next++
		}
		h.limit[length] = code << (16 - length)
		code <<= 1
	}
	h.limit[17] = 1 << 16
	return h, true
}

// fill writes the entries of all bit patterns that begin with a code.
func (h *huffman) fill(code uint32, length int, symbol byte, dc bool) {
	run, size := uint32(symbol>>4), int(symbol&15)
	if dc {
		run = 0
	}
	free := lookupBits - length
	for rest := range uint32(1) << free {
		e := run<<5 | uint32(length)
		if size > 0 && size <= free {
			v := extend(rest>>(free-size), size)
			e += uint32(size) | uint32(v)<<16
		} else {
			e |= uint32(size) << 9
		}
		h.look[code<<free|rest] = e
	}
}

// extend makes the signed number of the bits after a code (T.81, F.2.2.1).
func extend(bits uint32, size int) int32 {
	v := int32(bits)
	if v < 1<<(size-1) {
		v += -1<<size + 1
	}
	return v
}

// long finds the entry of a code longer than lookupBits at the front of bits,
// the next 16 of the stream. It returns 0 when there is no such code.
func (h *huffman) long(bits uint32) uint32 {
	for length := lookupBits + 1; length <= 16; length++ {
		if bits < h.limit[length] {
			i := int(int32(bits>>(16-length)) + h.offset[length])
			if i < 0 || i >= len(h.values) {
				return 0
			}
			s := uint32(h.values[i])
			return s>>4<<5 | s&15<<9 | uint32(length)
		}
	}
	return 0
}
