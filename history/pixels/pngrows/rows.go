package pngrows

import "fmt"

// unpacker takes inflated bytes as they come and makes rows of pixels.
type unpacker struct {
	f    *file
	kind Kind
	row  func(y int, pix []byte)
	y    int
	// cur and prev hold the filter type and the bytes of a row.
	cur, prev []byte
	have      int
	back      int // bytes to the same channel of the pixel before
	pix       []byte
	err       error
}

func newUnpacker(f *file, k Kind, row func(int, []byte)) *unpacker {
	n := 1 + f.rowBytes()
	u := &unpacker{
		f: f, kind: k, row: row,
		cur: make([]byte, n), prev: make([]byte, n),
		back: max(1, f.channels()*f.depth/8),
	}
	if !u.direct() {
		u.pix = make([]byte, f.w*k.Bytes())
	}
	return u
}

// direct tells whether rows in the file are rows of pixels already.
func (u *unpacker) direct() bool {
	return u.f.depth == 8 && u.f.colour != colourPalette && u.f.channels() == u.kind.Bytes()
}

// write takes the next bytes. It returns false when no more are needed.
func (u *unpacker) write(p []byte) bool {
	for len(p) > 0 && u.y < u.f.h {
		n := copy(u.cur[u.have:], p)
		p, u.have = p[n:], u.have+n
		if u.have < len(u.cur) {
			return true
		}
		u.have = 0
		if !unfilter(u.cur, u.prev[1:], u.back) {
			u.err = fmt.Errorf("row %d: no filter %d", u.y, u.cur[0])
			return false
		}
		u.row(u.y, u.pixels(u.cur[1:]))
		u.y++
		u.cur, u.prev = u.prev, u.cur
	}
	return u.y < u.f.h
}

// unfilter undoes the filter of a row, its first byte, with the bytes of the
// row above. back is the distance to the pixel on the left.
func unfilter(row, above []byte, back int) bool {
	kind, cur := row[0], row[1:]
	above = above[:len(cur)]
	switch kind {
	case 0:
	case 1:
		for i := back; i < len(cur); i++ {
			cur[i] += cur[i-back]
		}
	case 2:
		for i, b := range above {
			cur[i] += b
		}
	case 3:
		for i := range min(back, len(cur)) {
			cur[i] += above[i] / 2
		}
		for i := back; i < len(cur); i++ {
			cur[i] += uint8((int(cur[i-back]) + int(above[i])) / 2)
		}
	case 4:
		paeth(cur, above, back)
	default:
		return false
	}
	return true
}

func paeth(cur, above []byte, back int) {
	switch back {
	case 3:
		paeth3(cur, above)
		return
	case 4:
		paeth4(cur, above)
		return
	}
	for k := range min(back, len(cur)) {
		a, c := 0, 0
		for i := k; i < len(cur); i += back {
			b := int(above[i])
			a = int(uint8(nearest(a, b, c)) + cur[i])
			cur[i] = uint8(a)
			c = b
		}
	}
}

// nearest is Paeth's predictor: of left, above and the one above the left, the
// one that is closest to left + above − aboveLeft.
func nearest(a, b, c int) int {
	pa, pb := b-c, a-c
	pc := pa + pb
	if pa < 0 {
		pa = -pa
	}
	if pb < 0 {
		pb = -pb
	}
	if pc < 0 {
		pc = -pc
	}
	if pb < pa {
		pa, a = pb, b
	}
	if pc < pa {
		a = c
	}
	return a
}

// paeth3 works on three channels at once: each depends on the pixel before,
// so one after the other they would wait.
func paeth3(cur, above []byte) {
	var a0, a1, a2, c0, c1, c2 int
	for len(cur) >= 3 && len(above) >= 3 {
		b0, b1, b2 := int(above[0]), int(above[1]), int(above[2])
		a0 = (nearest(a0, b0, c0) + int(cur[0])) & 255
		a1 = (nearest(a1, b1, c1) + int(cur[1])) & 255
		a2 = (nearest(a2, b2, c2) + int(cur[2])) & 255
		cur[0], cur[1], cur[2] = uint8(a0), uint8(a1), uint8(a2)
		c0, c1, c2 = b0, b1, b2
		cur, above = cur[3:], above[3:]
	}
}

func paeth4(cur, above []byte) {
	var a0, a1, a2, a3, c0, c1, c2, c3 int
	for len(cur) >= 4 && len(above) >= 4 {
		b0, b1, b2, b3 := int(above[0]), int(above[1]), int(above[2]), int(above[3])
		a0 = (nearest(a0, b0, c0) + int(cur[0])) & 255
		a1 = (nearest(a1, b1, c1) + int(cur[1])) & 255
		a2 = (nearest(a2, b2, c2) + int(cur[2])) & 255
		a3 = (nearest(a3, b3, c3) + int(cur[3])) & 255
		cur[0], cur[1], cur[2], cur[3] = uint8(a0), uint8(a1), uint8(a2), uint8(a3)
		c0, c1, c2, c3 = b0, b1, b2, b3
		cur, above = cur[4:], above[4:]
	}
}

// pixels turns the bytes of a row into pixels of the kind promised.
func (u *unpacker) pixels(b []byte) []byte {
	switch {
	case u.direct():
		return b
	case u.f.colour == colourPalette:
		u.fromPalette(b)
	case u.f.depth < 8:
		u.fromBits(b)
	case u.f.hasTransparent:
		u.marked(b)
	case u.f.colour == colourGrayA:
		step := u.f.depth / 8
		for x := range u.f.w {
			v, o := b[2*step*x], u.pix[4*x:4*x+4]
			o[0], o[1], o[2], o[3] = v, v, v, b[2*step*x+step]
		}
	default: // 16 bits: the high byte of each
		for i := range u.pix {
			u.pix[i] = b[2*i]
		}
	}
	return u.pix
}

// sample returns value x of a row of up to eight bits each.
func (u *unpacker) sample(b []byte, x int) uint8 {
	d := u.f.depth
	at := x * d
	return b[at>>3] >> (8 - d - at&7) & uint8(1<<d-1)
}

func (u *unpacker) fromPalette(b []byte) {
	n := u.kind.Bytes()
	for x := range u.f.w {
		copy(u.pix[n*x:n*x+n], u.f.palette[u.sample(b, x)][:n])
	}
}

func (u *unpacker) fromBits(b []byte) {
	scale := uint8(255 / (1<<u.f.depth - 1))
	for x := range u.f.w {
		v := u.sample(b, x)
		if u.kind == Gray {
			u.pix[x] = v * scale
			continue
		}
		o := u.pix[4*x : 4*x+4]
		o[0], o[1], o[2], o[3] = v*scale, v*scale, v*scale, 255
		if uint16(v) == u.f.transparent[0] {
			o[3] = 0
		}
	}
}

// marked are rows of gray or RGB in which one value means nothing is there.
func (u *unpacker) marked(b []byte) {
	step, n := u.f.depth/8, u.f.channels()
	for x := range u.f.w {
		o, hit := u.pix[4*x:4*x+4], true
		for k := range 3 {
			at := (x*n + min(k, n-1)) * step
			v := uint16(b[at])
			o[k] = b[at]
			if step == 2 {
				v = v<<8 | uint16(b[at+1])
			}
			hit = hit && v == u.f.transparent[min(k, n-1)]
		}
		o[3] = 255
		if hit {
			o[3] = 0
		}
	}
}
