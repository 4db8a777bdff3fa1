package jpegscale

import (
	"bytes"
	"encoding/binary"

	"imagine-tui/api/media"
)

// padding is how many zero bytes follow the data of a segment, so that it can
// be read eight bytes at a time.
const padding = 16

// bits reads coded data from the front of acc.
type bits struct {
	buf []byte // without stuffed zeros, with padding
	pos int
	acc uint64 // the next bits, left-aligned
	n   uint   // how many of them are valid
}

// over tells whether more was read than there is.
func (b *bits) over() bool { return b.pos-int(b.n/8) > len(b.buf)-padding }

// scan decodes the picture data and returns how many units it could, and
// whether that were all.
func (d *decoder) scan(data []byte) (done int, complete bool) {
	mx, my := d.units()
	total := mx * my
	interval := total
	if d.restart > 0 {
		interval = d.restart
	}
	var b bits
	if d.restart == 0 {
		b.buf = make([]byte, 0, len(data)+padding)
	}
	for done < total {
		var ok bool
		if b.buf, data, ok = unstuff(b.buf[:0], data); !ok && len(b.buf) == padding {
			return done, false
		}
		b.pos, b.acc, b.n = 0, 0, 0
		for i := range d.comps {
			d.comps[i].dc = 0
		}
		for end := min(total, done+interval); done < end; done++ {
			if !d.unit(&b, done%mx, done/mx) || b.over() {
				return done, false
			}
		}
	}
	return done, true
}

// unstuff copies coded data up to the next marker, taking out the zero bytes
// that follow each 0xFF. It returns what comes after a restart marker; ok is
// false at any other marker, and at the end.
func unstuff(dst, src []byte) (out, rest []byte, ok bool) {
	for {
		i := bytes.IndexByte(src, 0xFF)
		if i < 0 || i+1 >= len(src) {
			if i < 0 {
				i = len(src)
			}
			dst, rest = append(dst, src[:i]...), nil
			break
		}
		dst = append(dst, src[:i]...)
		next := src[i+1]
		if next == 0 {
			dst = append(dst, 0xFF)
			src = src[i+2:]
			continue
		}
		if next == 0xFF { // fill byte
			src = src[i+1:]
			continue
		}
		rest = src[i:]
		if next >= media.RST0 && next <= media.RST7 {
			rest, ok = src[i+2:], true
		}
		break
	}
	return append(dst, make([]byte, padding)...), rest, ok
}

// unit decodes the blocks of one unit of the scan.
func (d *decoder) unit(b *bits, ux, uy int) bool {
	side := 8 >> d.shift
	for i := range d.comps {
		c := &d.comps[i]
		dc, ac, q := d.dc[c.td], d.ac[c.ta], &d.scaled[c.tq]
		for v := range c.v {
			for h := range c.h {
				var g [64]int32
				flat, ok := b.block(&g, dc, ac, q, &d.fold, &c.dc)
				if !ok {
					return false
				}
				out := c.pix[(uy*c.v+v)*side*c.stride+(ux*c.h+h)*side:]
				switch {
				case d.shift == 3:
					out[0] = pixel(g[0])
				case flat:
					fill(out, c.stride, side, pixel(g[0]))
				case d.shift == 2:
					inverse2(out, c.stride, &g)
				case d.shift == 1:
					inverse4(out, c.stride, &g)
				default:
					inverse8(out, c.stride, &g)
				}
			}
		}
	}
	return true
}

// block reads one block and adds its coefficients, each times its entry of q,
// at the places of fold. flat tells that there is none but the first. The
// stream is kept in local variables: this is where the time goes.
func (b *bits) block(g *[64]int32, dc, ac *huffman, q *[64]int32, fold *[64]uint8, last *int32) (flat, ok bool) {
	diff, ok := b.difference(dc)
	if !ok {
		return false, false
	}
	*last += diff
	g[0] = *last * q[0]

	buf, pos, acc, n := b.buf, b.pos, b.acc, b.n
	flat = true
	for k := uint(1); k < 64; k++ {
		if n < 32 {
			if pos+8 > len(buf) {
				return false, false
			}
			acc |= binary.BigEndian.Uint64(buf[pos:]) >> n
			pos += int((63 - n) >> 3)
			n |= 56
		}
		e := ac.look[acc>>(64-lookupBits)]
		if e == 0 {
			if e = ac.long(uint32(acc >> 48)); e == 0 {
				return false, false
			}
		}
		acc, n = acc<<(e&31), n-uint(e&31)
		k += uint(e >> 5 & 15)
		v := int32(e) >> 16
		if v == 0 {
			size := uint(e >> 9 & 15)
			if size == 0 {
				if e>>5&15 == 15 {
					continue // sixteen zeros
				}
				break // the rest is zero
			}
			v = extend(uint32(acc>>(64-size)), int(size))
			acc, n = acc<<size, n-size
		}
		if k > 63 {
			return false, false
		}
		g[fold[k]&63] += v * q[k]
		flat = false
	}
	b.pos, b.acc, b.n = pos, acc, n
	return flat, true
}

// refill makes at least 56 bits valid. It returns false at the end of the data.
func (b *bits) refill() bool {
	if b.pos+8 > len(b.buf) {
		return false
	}
	b.acc |= binary.BigEndian.Uint64(b.buf[b.pos:]) >> b.n
	b.pos += int((63 - b.n) >> 3)
	b.n |= 56
	return true
}

// difference reads how much the first coefficient of a block differs from that
// of the block before.
func (b *bits) difference(dc *huffman) (diff int32, ok bool) {
	if !b.refill() {
		return 0, false
	}
	e := dc.look[b.acc>>(64-lookupBits)]
	if e == 0 {
		if e = dc.long(uint32(b.acc >> 48)); e == 0 {
			return 0, false
		}
		e &^= 15 << 5 // a symbol of DC has no run
	}
	b.acc, b.n = b.acc<<(e&31), b.n-uint(e&31)
	diff = int32(e) >> 16
	if size := uint(e >> 9 & 15); size > 0 {
		diff = extend(uint32(b.acc>>(64-size)), int(size))
		b.acc, b.n = b.acc<<size, b.n-size
	}
	return diff, true
}
