package paint

// ridge is the outline of hills: fractal noise between two heights, closed
// along the bottom of the canvas. rough is the number of octaves, wide the
// width of the largest hills, both in thousandths of the unit side.
func (e *easel) ridge(base, height, wide int64, rough int, seed uint64) *path {
	p := e.path()
	step := e.n(6)
	if e.style.coarse > 0 {
		step = e.n(wide) / 3
		rough = 1
	}
	off := int64(seed & 0xffffff)
	p.move(pt{-step, e.h + one*4})
	for x := -step; x <= e.w+step; x += step {
		v := noise1(off+x*256/max(e.n(wide), 1), rough, uint32(seed>>24))
		p.line(pt{x, base - v*height>>15})
	}
	return p.line(pt{e.w + step, e.h + one*4}).close()
}
