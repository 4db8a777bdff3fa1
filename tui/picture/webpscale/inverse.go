package webpscale

import "encoding/binary"

// stride is the distance between rows in the place where a macroblock is made.
const stride = 32

// Factors of the inverse transform, in 65536ths (14.4).
const (
	cosine = 85627 // √2 · cos(π/8)
	sine   = 35468 // √2 · sin(π/8)
)

// patch is four rows of four pixels with what lies between them.
type patch [3*stride + 4]uint8

// addBlock adds the inverse transform of 16 coefficients to a block.
func addBlock(out *patch, c *[16]int16) {
	var t [16]int32
	for i := range 4 {
		c0, c1, c2, c3 := int32(c[i]), int32(c[4+i]), int32(c[8+i]), int32(c[12+i])
		a, b := c0+c2, c0-c2
		d := (c1*sine)>>16 - (c3*cosine)>>16
		e := (c1*cosine)>>16 + (c3*sine)>>16
		t[i*4], t[i*4+1], t[i*4+2], t[i*4+3] = a+e, b+d, b-d, a-e
	}
	for y := range 4 {
		c0, c1, c2, c3 := t[y]+4, t[4+y], t[8+y], t[12+y]
		a, b := c0+c2, c0-c2
		d := (c1*sine)>>16 - (c3*cosine)>>16
		e := (c1*cosine)>>16 + (c3*sine)>>16
		row := out[y*stride : y*stride+4 : y*stride+4]
		binary.LittleEndian.PutUint32(row, add4(binary.LittleEndian.Uint32(row), (a+e)>>3, (b+d)>>3, (b-d)>>3, (a-e)>>3))
	}
}

// addFew is addBlock for blocks with none but the first three coefficients in
// the order of the file.
func addFew(out *patch, c *[16]int16) {
	c0, right, down := int32(c[0])+4, int32(c[1]), int32(c[4])
	d, e := (right*sine)>>16, (right*cosine)>>16
	dy, ey := (down*sine)>>16, (down*cosine)>>16
	for y, v := range [4]int32{c0 + ey, c0 + dy, c0 - dy, c0 - ey} {
		row := out[y*stride : y*stride+4 : y*stride+4]
		binary.LittleEndian.PutUint32(row, add4(binary.LittleEndian.Uint32(row), (v+e)>>3, (v+d)>>3, (v-d)>>3, (v-e)>>3))
	}
}

// addFirst is addBlock for blocks of only the first coefficient.
func addFirst(out *patch, c int32) {
	v := (c + 4) >> 3
	for y := range 4 {
		row := out[y*stride : y*stride+4 : y*stride+4]
		binary.LittleEndian.PutUint32(row, add4(binary.LittleEndian.Uint32(row), v, v, v, v))
	}
}

// add4 adds to four pixels.
func add4(p uint32, a, b, c, d int32) uint32 {
	a += int32(p & 255)
	b += int32(p >> 8 & 255)
	c += int32(p >> 16 & 255)
	d += int32(p >> 24)
	if uint32(a|b|c|d) > 255 {
		a, b, c, d = clamp(a), clamp(b), clamp(c), clamp(d)
	}
	return uint32(a) | uint32(b)<<8 | uint32(c)<<16 | uint32(d)<<24
}

func clamp(v int32) int32 { return max(0, min(255, v)) }

// spread makes the first coefficients of the luma blocks out of their means,
// which are transformed once more (14.3).
func spread(c *[16]int16, blocks *[25][16]int16) {
	var t [16]int32
	for i := range 4 {
		a, b := int32(c[i])+int32(c[12+i]), int32(c[4+i])+int32(c[8+i])
		d, e := int32(c[4+i])-int32(c[8+i]), int32(c[i])-int32(c[12+i])
		t[i], t[4+i], t[8+i], t[12+i] = a+b, e+d, a-b, e-d
	}
	for y := range 4 {
		r := t[y*4 : y*4+4 : y*4+4]
		a, b := r[0]+3+r[3], r[1]+r[2]
		d, e := r[1]-r[2], r[0]+3-r[3]
		blocks[y*4][0], blocks[y*4+1][0] = int16((a+b)>>3), int16((e+d)>>3)
		blocks[y*4+2][0], blocks[y*4+3][0] = int16((a-b)>>3), int16((e-d)>>3)
	}
}
