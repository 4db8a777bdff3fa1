package jpegcoef

import (
	"fmt"
	"sync"
)

// lookBits is how many bits are looked up at once.
const lookBits = 9

// huffman is a code table.
type huffman struct {
	// look has for the next bits the length of the code and its symbol, 0 for
	// longer codes.
	look [1 << lookBits]uint16
	// max is the largest code of each length, left-aligned in 16 bits and
	// exclusive, delta what to add to a code to find its symbol.
	max    [17]uint32
	delta  [17]int32
	values []byte
}

// newHuffman makes a table of the number of codes of each length and their
// symbols, nil for one that is none.
func newHuffman(counts, values []byte) *huffman {
	h := &huffman{values: append([]byte(nil), values...)}
	code, next := uint32(0), 0
	for length := 1; length <= 16; length++ {
		h.delta[length] = int32(next) - int32(code)
		for range counts[length-1] {
			if code >= 1<<length {
				return nil
			}
			if length <= lookBits {
				free := lookBits - length
				for rest := range uint32(1) << free {
					h.look[code<<free|rest] = uint16(length)<<8 | uint16(values[next])
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

func (d *decoder) huffmanTables(b []byte) error {
	for len(b) > 0 {
		if len(b) < 17 {
			return fmt.Errorf("%w: Huffman table", ErrDamaged)
		}
		class, t, n := b[0]>>4, b[0]&15, 0
		for _, c := range b[1:17] {
			n += int(c)
		}
		if class > 1 || t > 3 || n > 256 || len(b) < 17+n {
			return fmt.Errorf("%w: Huffman table", ErrDamaged)
		}
		h := newHuffman(b[1:17], b[17:17+n])
		if h == nil {
			return fmt.Errorf("%w: Huffman table", ErrDamaged)
		}
		if class == 0 {
			d.dc[t] = h
		} else {
			d.ac[t] = h
		}
		b = b[17+n:]
	}
	return nil
}

// The tables that most files have (T.81, annex K.3) are used where a file leaves
// its own out, as the frames of Motion JPEG do: the first for brightness, the
// second for colour.
var (
	usualDC = sync.OnceValue(func() [2]*huffman {
		return [2]*huffman{
			newHuffman([]byte{0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0}, []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}),
			newHuffman([]byte{0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0}, []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}),
		}
	})
	usualAC = sync.OnceValue(func() [2]*huffman {
		return [2]*huffman{
			newHuffman([]byte{0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d}, []byte(
				"\x01\x02\x03\x00\x04\x11\x05\x12\x21\x31\x41\x06\x13\x51\x61\x07\x22\x71\x14\x32\x81\x91\xa1\x08\x23\x42\xb1\xc1\x15\x52\xd1\xf0"+
					"\x24\x33\x62\x72\x82\x09\x0a\x16\x17\x18\x19\x1a\x25\x26\x27\x28\x29\x2a\x34\x35\x36\x37\x38\x39\x3a\x43\x44\x45\x46\x47\x48\x49"+
					"\x4a\x53\x54\x55\x56\x57\x58\x59\x5a\x63\x64\x65\x66\x67\x68\x69\x6a\x73\x74\x75\x76\x77\x78\x79\x7a\x83\x84\x85\x86\x87\x88\x89"+
					"\x8a\x92\x93\x94\x95\x96\x97\x98\x99\x9a\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xc2\xc3\xc4\xc5"+
					"\xc6\xc7\xc8\xc9\xca\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8"+
					"\xf9\xfa")),
			newHuffman([]byte{0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77}, []byte(
				"\x00\x01\x02\x03\x11\x04\x05\x21\x31\x06\x12\x41\x51\x07\x61\x71\x13\x22\x32\x81\x08\x14\x42\x91\xa1\xb1\xc1\x09\x23\x33\x52\xf0"+
					"\x15\x62\x72\xd1\x0a\x16\x24\x34\xe1\x25\xf1\x17\x18\x19\x1a\x26\x27\x28\x29\x2a\x35\x36\x37\x38\x39\x3a\x43\x44\x45\x46\x47\x48"+
					"\x49\x4a\x53\x54\x55\x56\x57\x58\x59\x5a\x63\x64\x65\x66\x67\x68\x69\x6a\x73\x74\x75\x76\x77\x78\x79\x7a\x82\x83\x84\x85\x86\x87"+
					"\x88\x89\x8a\x92\x93\x94\x95\x96\x97\x98\x99\x9a\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xc2\xc3"+
					"\xc4\xc5\xc6\xc7\xc8\xc9\xca\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xf2\xf3\xf4\xf5\xf6\xf7\xf8"+
					"\xf9\xfa")),
		}
	})
)

// or returns a table, or the usual one where the file has none.
func or(h *huffman, usual func() [2]*huffman, t int) *huffman {
	if h == nil && t < 2 {
		return usual()[t]
	}
	return h
}
