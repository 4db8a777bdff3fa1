package paint

// vignette darkens towards the corners; strength in 1/256.
func (c *canvas) vignette(k col, strength int64) {
	w, h := int64(c.w), int64(c.h)
	src := k.pixel()
	kx, ky := (1<<26)/(w*w), (1<<26)/(h*h)
	c.rows(0, h, func(y int64, row []uint32) {
		dy := (2*y - h) * (2*y - h) * ky >> 14
		for x := range row {
			dx := 2*int64(x) - w
			d := dx*dx*kx>>14 + dy // 0 … 8192
			if d > 2600 {
				row[x] = over(row[x], src, uint32((d-2600)*strength/5600))
			}
		}
	})
}

// grain adds film grain, up to amount either way.
func (c *canvas) grain(amount int64, seed uint64) {
	h := uint32(seed)
	amp := int32(amount)
	for i, p := range c.pix {
		h = h*1664525 + 1013904223
		n := (int32(h>>24) + int32(h>>16&255) - 255) * amp >> 8
		c.pix[i] = shift(p, n)
	}
}

// shift adds n to each channel of an opaque pixel.
func shift(p uint32, n int32) uint32 {
	r := max(0, min(255, int32(p>>16&255)+n))
	g := max(0, min(255, int32(p>>8&255)+n))
	b := max(0, min(255, int32(p&255)+n))
	return p&0xff000000 | uint32(r)<<16 | uint32(g)<<8 | uint32(b)
}
