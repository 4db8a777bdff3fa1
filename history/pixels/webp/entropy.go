package webp

import "encoding/binary"

const (
	literals     = 256
	copyLengths  = 24
	copyPlaces   = 40
	mostCached   = 11
	nearestPlace = 120
)

// group are the codes of a part of a picture: green with lengths and cached
// colours, red, blue, transparency, and places.
type group [5]code

// cache remembers colours.
type cache struct {
	colours []uint32
	shift   uint
}

func (c *cache) add(pix []byte) {
	if c.colours == nil {
		return
	}
	argb := uint32(pix[3])<<24 | uint32(pix[0])<<16 | uint32(pix[1])<<8 | uint32(pix[2])
	c.colours[0x1E35A7BD*argb>>c.shift] = binary.LittleEndian.Uint32(pix)
}

// picture decodes pixels, and tells how many there are of them. It is false
// where not even the codes are there.
func (d *lossless) picture(w, h int, outer bool) (pix []byte, done int, ok bool) {
	var c cache
	if d.take(1) == 1 {
		n := uint(d.take(4))
		if n < 1 || n > mostCached {
			return nil, 0, false
		}
		c = cache{make([]uint32, 1<<n), 32 - n}
	}
	var which []byte // groups of squares, in red and green
	var shift uint
	groups := 1
	if outer && d.take(1) == 1 {
		shift = uint(d.take(3)) + 2
		if which, ok = d.part(tiles(w, shift), tiles(h, shift)); !ok {
			return nil, 0, false
		}
		for i := 0; i < len(which); i += 4 {
			groups = max(groups, 1+int(which[i])<<8+int(which[i+1]))
		}
	}
	list := make([]group, 0, min(groups, 1<<10))
	for range groups {
		var g group
		for i, size := range [5]int{literals + copyLengths + len(c.colours), literals, literals, literals, copyPlaces} {
			if g[i], ok = d.readCode(size); !ok {
				return nil, 0, false
			}
		}
		list = append(list, g)
	}
	pix, done, ok = d.pixels(w, h, &c, func(x, y int) *group {
		if which == nil {
			return &list[0]
		}
		at := 4 * (y>>shift*tiles(w, shift) + x>>shift)
		return &list[int(which[at])<<8+int(which[at+1])]
	}, shift)
	return pix, done, ok
}

// pixels decodes w × h pixels as far as they are there.
func (d *lossless) pixels(w, h int, c *cache, at func(x, y int) *group, shift uint) (pix []byte, done int, ok bool) {
	pix = make([]byte, 4*w*h)
	var g *group
	total := w * h
	for done < total {
		x, y := done%w, done/w
		if x == 0 && d.ctx.Err() != nil {
			return nil, 0, false
		}
		if g == nil || shift > 0 && x&(1<<shift-1) == 0 {
			g = at(x, y)
		}
		green := g[0].read(&d.bits)
		p := pix[4*done:]
		switch {
		case green < literals:
			p[0], p[1] = byte(g[1].read(&d.bits)), byte(green)
			p[2], p[3] = byte(g[2].read(&d.bits)), byte(g[3].read(&d.bits))
		case green < literals+copyLengths:
			n := d.number(green - literals)
			from := place(d.number(g[4].read(&d.bits)), w)
			if d.over || from > done || n > total-done {
				return pix, done, true
			}
			for i := range 4 * n {
				p[i] = pix[4*(done-from)+i]
			}
			for i := range n {
				c.add(p[4*i:])
			}
			done += n
			g = nil
			continue
		default:
			binary.LittleEndian.PutUint32(p, c.colours[green-literals-copyLengths])
		}
		if d.over {
			return pix, done, true
		}
		c.add(p)
		done++
	}
	return pix, done, true
}

// number reads the length or place that a symbol begins.
func (b *bits) number(symbol int) int {
	if symbol < 4 {
		return symbol + 1
	}
	more := uint(symbol-2) >> 1
	return (2+symbol&1)<<more + int(b.take(more)) + 1
}

// place returns how many pixels back something is copied from. The lowest codes
// are for pixels that are near, by column to the left and row above.
func place(n, w int) int {
	if n > nearestPlace {
		return n - nearestPlace
	}
	at := near[n-1]
	return max(1, int(at>>4)*w+8-int(at&15))
}

// near are those pixels: the row times 16, and 8 less the column.
var near = [nearestPlace]uint8{
	0x18, 0x07, 0x17, 0x19, 0x28, 0x06, 0x27, 0x29, 0x16, 0x1a, 0x26, 0x2a,
	0x38, 0x05, 0x37, 0x39, 0x15, 0x1b, 0x36, 0x3a, 0x25, 0x2b, 0x48, 0x04,
	0x47, 0x49, 0x14, 0x1c, 0x35, 0x3b, 0x46, 0x4a, 0x24, 0x2c, 0x58, 0x45,
	0x4b, 0x34, 0x3c, 0x03, 0x57, 0x59, 0x13, 0x1d, 0x56, 0x5a, 0x23, 0x2d,
	0x44, 0x4c, 0x55, 0x5b, 0x33, 0x3d, 0x68, 0x02, 0x67, 0x69, 0x12, 0x1e,
	0x66, 0x6a, 0x22, 0x2e, 0x54, 0x5c, 0x43, 0x4d, 0x65, 0x6b, 0x32, 0x3e,
	0x78, 0x01, 0x77, 0x79, 0x53, 0x5d, 0x11, 0x1f, 0x64, 0x6c, 0x42, 0x4e,
	0x76, 0x7a, 0x21, 0x2f, 0x75, 0x7b, 0x31, 0x3f, 0x63, 0x6d, 0x52, 0x5e,
	0x00, 0x74, 0x7c, 0x41, 0x4f, 0x10, 0x20, 0x62, 0x6e, 0x30, 0x73, 0x7d,
	0x51, 0x5f, 0x40, 0x72, 0x7e, 0x61, 0x6f, 0x50, 0x71, 0x7f, 0x60, 0x70,
}
