package paint

// over blends a premultiplied opaque colour with weight a, 0 … 256.
func over(dst, src, a uint32) uint32 {
	const rb = 0xff00ff
	i := 256 - a
	lo := ((dst&rb)*i + (src&rb)*a) >> 8 & rb
	hi := ((dst>>8&rb)*i + (src>>8&rb)*a) &^ uint32(rb)
	return lo | hi
}

// plus adds light to a pixel, each channel up to full; alpha grows as well.
func plus(dst uint32, r, g, b uint32) uint32 {
	r += dst >> 16 & 255
	g += dst >> 8 & 255
	b += dst & 255
	return dst&0xff000000 | min(r, 255)<<16 | min(g, 255)<<8 | min(b, 255)
}

func weight(cov uint8) uint32 { return uint32(cov) + uint32(cov>>7) }

// fill paints a path in one colour with an opacity of 0 … 256.
func (c *canvas) fill(p *path, k col, alpha int64) {
	m, ok := c.cover(p)
	if !ok {
		return
	}
	src, al := k.pixel(), uint32(clampTo(alpha, 0, 256))
	for y := range m.h {
		row := c.pix[(m.y+y)*c.w+m.x:][:m.w]
		cov := m.cov[y*m.w:][:m.w]
		for x, v := range cov {
			switch {
			case v == 0:
			case v == 255 && al == 256:
				row[x] = src
			default:
				row[x] = over(row[x], src, weight(v)*al>>8)
			}
		}
	}
}

// glow adds light around a point, fading out at the radius.
func (c *canvas) glow(o pt, radius int64, k col, strength int64) {
	c.spot(o, radius, radius, func(p *uint32, t int64) {
		t = t * t >> 8 * strength >> 8
		r, g, b := k.parts()
		*p = plus(*p, uint32(r*t>>8), uint32(g*t>>8), uint32(b*t>>8))
	})
}

// soft blends a colour around a point, fading out at the edge of an ellipse.
func (c *canvas) soft(o pt, rx, ry int64, k col, strength int64) {
	src := k.pixel()
	c.spot(o, rx, ry, func(p *uint32, t int64) {
		*p = over(*p, src, uint32(ease(t)*strength>>8))
	})
}

// spot calls f for the pixels of an ellipse with 256 in its middle, falling
// to 0 at its edge with the square of the distance.
func (c *canvas) spot(o pt, rx, ry int64, f func(p *uint32, t int64)) {
	rx, ry = max(rx>>8, 1), max(ry>>8, 1)
	cx, cy := o.x>>8, o.y>>8
	kx, ky := (1<<32)/(rx*rx), (1<<32)/(ry*ry)
	for y := max(cy-ry, 0); y < min(cy+ry+1, int64(c.h)); y++ {
		dy := (y - cy) * (y - cy) * ky
		row := c.pix[y*int64(c.w):][:c.w]
		for x := max(cx-rx, 0); x < min(cx+rx+1, int64(c.w)); x++ {
			if d := ((x-cx)*(x-cx)*kx + dy) >> 24; d < 256 {
				f(&row[x], 256-d)
			}
		}
	}
}
