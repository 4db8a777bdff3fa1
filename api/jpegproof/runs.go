package jpegproof

import "imagine-tui/api/media/huffman"

// runBits is how many bits are looked up at once in runs.
const runBits = 12

// runs has for the next bits what all codes that are whole in them, each with the
// number behind it, come to:
//
//	bits 0–4   the bits they take, 0 where there is not one
//	bits 5–11  how many coefficients they go on by
//	bit 12     the last of them ends the block
type runs [1 << runBits]uint16

const blockEnds = 1 << 12

// newRuns makes the table for the coefficients of a block behind the first.
func newRuns(h *huffman.Table) *runs {
	r := &runs{}
	for bits := range r {
		r[bits] = runOf(h, uint32(bits)<<(16-runBits))
	}
	return r
}

// runOf reads what is in bits, left-aligned in 16.
func runOf(h *huffman.Table, bits uint32) uint16 {
	taken, ahead := 0, 0
	for {
		var symbol byte
		var length int
		next := bits << taken & 0xFFFF
		if e := h.Look[next>>(16-huffman.LookBits)]; e != 0 {
			symbol, length = byte(e), int(e>>8)
		} else {
			symbol, length = h.Long(next)
		}
		run, size := int(symbol>>4), int(symbol&15)
		odd := size == 0 && run != 0 && run != 15 // it ends several blocks
		if length == 0 || odd || taken+length+size > runBits || ahead+run+1 > 63 {
			return uint16(taken | ahead<<5)
		}
		taken += length + size
		if size == 0 && run == 0 {
			return uint16(taken | ahead<<5 | blockEnds)
		}
		ahead += run + 1
	}
}
