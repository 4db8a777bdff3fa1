package webpscale

import (
	"encoding/binary"
	"math/bits"
)

// Foretelling luma and chroma as a whole (12.2, 12.3). base is the place of
// the first pixel in pix; the row above and the column on the left are there.

// foretell fills side × side pixels, 8 or 16. Where there is no row above or
// no column on the left, the mean leaves them out.
func foretell(pix []uint8, base, side int, mode uint8, hasAbove, hasLeft bool) {
	above := pix[base-stride : base-stride+side]
	switch mode {
	case modeDC:
		level(pix, base, side, mean(pix, base, side, hasAbove, hasLeft))
	case modeV:
		for y := range side {
			copy(pix[base+y*stride:base+y*stride+side], above)
		}
	case modeH:
		for y := range side {
			at := base + y*stride
			v := uint64(pix[at-1]) * ones
			for x := 0; x < side; x += 8 {
				binary.LittleEndian.PutUint64(pix[at+x:], v)
			}
		}
	case modeTM:
		corner := int32(above0(pix, base))
		for y := range side {
			at := base + y*stride
			d := int32(pix[at-1]) - corner
			row := pix[at : at+side]
			for x := range row {
				v := int32(above[x]) + d
				if uint32(v) > 255 {
					v = ^v >> 31 & 255
				}
				row[x] = uint8(v)
			}
		}
	}
}

// ones has 1 in each byte.
const ones = 0x0101010101010101

func above0(pix []uint8, base int) uint8 { return pix[base-stride-1] }

func mean(pix []uint8, base, side int, hasAbove, hasLeft bool) uint8 {
	n, sum := 0, 0
	if hasAbove {
		for _, v := range pix[base-stride : base-stride+side] {
			sum += int(v)
		}
		n += side
	}
	if hasLeft {
		for y := range side {
			sum += int(pix[base+y*stride-1])
		}
		n += side
	}
	if n == 0 {
		return 128
	}
	return uint8((sum + n/2) >> uint(bits.TrailingZeros(uint(n))))
}

func level(pix []uint8, base, side int, v uint8) {
	for y := range side {
		for x := 0; x < side; x += 8 {
			binary.LittleEndian.PutUint64(pix[base+y*stride+x:], uint64(v)*ones)
		}
	}
}
