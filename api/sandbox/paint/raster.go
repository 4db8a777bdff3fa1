package paint

// mask is how much of each pixel in a box a path covers. It is the canvas's
// scratch memory: valid until the next call of cover.
type mask struct {
	x, y, w, h int
	cov        []uint8 // w*h values, 0 … 255
}

// full is the accumulated area of a wholly covered pixel.
const full = one * one

// cover rasterises a path with exact area coverage. Each edge adds its signed
// area to the cells it crosses; a running sum along the row then gives the
// coverage. Only the part inside the canvas is computed.
func (c *canvas) cover(p *path) (mask, bool) {
	lo, hi := p.box()
	m := mask{x: int(clampTo(lo.x>>8, 0, int64(c.w))), y: int(clampTo(lo.y>>8, 0, int64(c.h)))}
	m.w = int(clampTo((hi.x+one-1)>>8, 0, int64(c.w))) - m.x
	m.h = int(clampTo((hi.y+one-1)>>8, 0, int64(c.h))) - m.y
	if m.w <= 0 || m.h <= 0 {
		return m, false
	}
	stride := m.w + 2
	need := stride * m.h
	if cap(c.acc) < need {
		c.acc = make([]int32, need)
	}
	acc := c.acc[:need]
	clear(acc)
	for _, q := range p.polys {
		b := q[len(q)-1]
		for _, a := range q {
			edge(acc, stride, m, b, a)
			b = a
		}
	}
	m.cov = c.sum(acc, stride, m)
	return m, true
}

// sum turns accumulated areas into coverage.
func (c *canvas) sum(acc []int32, stride int, m mask) []uint8 {
	if cap(c.cov) < m.w*m.h {
		c.cov = make([]uint8, m.w*m.h)
	}
	cov := c.cov[:m.w*m.h]
	for y := range m.h {
		row := acc[y*stride : y*stride+m.w]
		out := cov[y*m.w:][:len(row)]
		s := int32(0)
		for x, v := range row {
			s += v
			a := s
			if a < 0 {
				a = -a
			}
			if a >= full {
				out[x] = 255
				continue
			}
			out[x] = uint8(a * 255 >> 16)
		}
	}
	return cov
}

// edge adds one edge of a polygon.
func edge(acc []int32, stride int, m mask, a, b pt) {
	if a.y == b.y {
		return
	}
	dir := int64(1)
	if a.y > b.y {
		a, b, dir = b, a, -1
	}
	ox, oy := int64(m.x)<<8, int64(m.y)<<8
	right := int64(m.w) << 8
	y := max(a.y-oy, 0)
	end := min(b.y-oy, int64(m.h)<<8)
	if y >= end {
		return
	}
	dx, dy := b.x-a.x, b.y-a.y
	at := func(y int64) int64 { return a.x - ox + dx*(y+oy-a.y)/dy }
	x := at(y)
	for y < end {
		ny := min(y|255+1, end)
		nx := at(ny)
		row := acc[int(y>>8)*stride:][:stride]
		span(row, clampTo(x, 0, right), clampTo(nx, 0, right), (ny-y)*dir)
		x, y = nx, ny
	}
}

// span adds an edge piece within one row of pixels, from x=a to x=b, that
// goes d/256 of a pixel down (or up, when negative).
func span(row []int32, a, b, d int64) {
	if a > b {
		a, b = b, a
	}
	i, j := a>>8, b>>8
	if i == j {
		xm := (a&255 + b&255) >> 1
		row[i] += int32(d * (one - xm))
		row[i+1] += int32(d * xm)
		return
	}
	// The piece crosses columns: share d out in proportion. What is left of
	// d goes to the last column, so nothing is lost to rounding.
	width, left := b-a, d
	for i <= j {
		e := min((i+1)<<8, b)
		part := left
		if e < b {
			part = d * (e - a) / width
		}
		xm := (a&255 + (e - i<<8)) >> 1
		row[i] += int32(part * (one - xm))
		row[i+1] += int32(part * xm)
		left -= part
		a = e
		i++
		if a >= b {
			row[i] += int32(left * one)
			return
		}
	}
}
