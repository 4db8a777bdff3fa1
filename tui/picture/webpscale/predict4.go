package webpscale

import "encoding/binary"

// around is a subblock of 4 × 4 with the row above it, from the pixel above on
// the left to eight pixels above.
type around [4*stride + 5 + 4]uint8

const inner = stride + 1 // place of the first pixel in around

// mean2 and mean3 are the rounded means of two pixels, and of three of which
// the middle counts twice.
func mean2(a, b uint32) uint32    { return (a + b + 1) >> 1 }
func mean3(a, b, c uint32) uint32 { return (a + 2*b + c + 2) >> 2 }

// row packs four pixels.
func row(a, b, c, d uint32) uint32 { return a | b<<8 | c<<16 | d<<24 }

func (p *around) set(r0, r1, r2, r3 uint32) {
	binary.LittleEndian.PutUint32(p[inner:], r0)
	binary.LittleEndian.PutUint32(p[inner+stride:], r1)
	binary.LittleEndian.PutUint32(p[inner+2*stride:], r2)
	binary.LittleEndian.PutUint32(p[inner+3*stride:], r3)
}

// foretell4 fills a subblock (12.3). The names of the pixels around it:
//
//	x a b c d e f g h
//	i
//	j
//	k
//	l
func foretell4(p *around, mode uint8) {
	x, a, b, c, d := uint32(p[0]), uint32(p[1]), uint32(p[2]), uint32(p[3]), uint32(p[4])
	i, j, k, l := uint32(p[stride]), uint32(p[2*stride]), uint32(p[3*stride]), uint32(p[4*stride])
	switch mode {
	case modeDC:
		v := (a + b + c + d + i + j + k + l + 4) >> 3 * (ones & 0xffffffff)
		p.set(v, v, v, v)
	case modeTM:
		foretellTM(p)
	case modeV:
		e := uint32(p[5])
		v := row(mean3(x, a, b), mean3(a, b, c), mean3(b, c, d), mean3(c, d, e))
		p.set(v, v, v, v)
	case modeH:
		const all = ones & 0xffffffff
		p.set(mean3(x, i, j)*all, mean3(i, j, k)*all, mean3(j, k, l)*all, mean3(k, l, l)*all)
	case modeLD, modeVL:
		foretellLeft(p, mode)
	case modeRD:
		// One diagonal line from below on the left to above on the right.
		low := row(mean3(l, k, j), mean3(k, j, i), mean3(j, i, x), mean3(i, x, a))
		high := row(mean3(x, a, b), mean3(a, b, c), mean3(b, c, d), 0)
		p.set(low>>24|high<<8, low>>16|high<<16, low>>8|high<<24, low)
	case modeVR:
		r0 := row(mean2(x, a), mean2(a, b), mean2(b, c), mean2(c, d))
		r1 := row(mean3(i, x, a), mean3(x, a, b), mean3(a, b, c), mean3(b, c, d))
		p.set(r0, r1, r0<<8|mean3(j, i, x), r1<<8|mean3(k, j, i))
	case modeHD:
		r3 := row(mean2(l, k), mean3(l, k, j), mean2(k, j), mean3(k, j, i))
		r1 := row(mean2(j, i), mean3(j, i, x), mean2(i, x), mean3(i, x, a))
		last := row(mean3(x, a, b), mean3(a, b, c), 0, 0)
		p.set(r1>>16|last<<16, r1, r3>>16|r1<<16, r3)
	case modeHU:
		r0 := row(mean2(i, j), mean3(i, j, k), mean2(j, k), mean3(j, k, l))
		r2 := row(mean2(k, l), mean3(k, l, l), l, l)
		p.set(r0, r0>>16|r2<<16, r2, l*(ones&0xffffffff))
	}
}

func foretellTM(p *around) {
	corner := int32(p[0])
	a, b, c, d := int32(p[1])-corner, int32(p[2])-corner, int32(p[3])-corner, int32(p[4])-corner
	for y := range 4 {
		left := int32(p[stride+y*stride])
		at := inner + y*stride
		binary.LittleEndian.PutUint32(p[at:at+4], add4(uint32(left)*(ones&0xffffffff), a, b, c, d))
	}
}

// foretellLeft goes on with the row above, down to the left.
func foretellLeft(p *around, mode uint8) {
	a, b, c, d := uint32(p[1]), uint32(p[2]), uint32(p[3]), uint32(p[4])
	e, f, g, h := uint32(p[5]), uint32(p[6]), uint32(p[7]), uint32(p[8])
	if mode == modeLD {
		low := row(mean3(a, b, c), mean3(b, c, d), mean3(c, d, e), mean3(d, e, f))
		high := row(mean3(e, f, g), mean3(f, g, h), mean3(g, h, h), 0)
		p.set(low, low>>8|high<<24, low>>16|high<<16, low>>24|high<<8)
		return
	}
	r0 := row(mean2(a, b), mean2(b, c), mean2(c, d), mean2(d, e))
	r1 := row(mean3(a, b, c), mean3(b, c, d), mean3(c, d, e), mean3(d, e, f))
	// The last pixels of the lower rows do not go on the same way.
	p.set(r0, r1, r0>>8|mean3(e, f, g)<<24, r1>>8|mean3(f, g, h)<<24)
}
