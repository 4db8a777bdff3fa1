package paint

// bloom lets what is brighter than the threshold shine over its
// surroundings; strength in 1/256.
func (c *canvas) bloom(threshold, strength int64) {
	const cell = 8
	f := c.coarsely(cell)
	for y := range c.h {
		row := c.pix[y*c.w:][:c.w]
		line := f.rgb[y/cell*f.w:][:f.w]
		for x := 0; x < c.w; x += 2 {
			p := row[x]
			l := int64(p>>16&255)*77 + int64(p>>8&255)*150 + int64(p&255)*29
			if l>>8 < threshold {
				continue
			}
			// Only what lies above the threshold shines.
			k := int32((l>>8 - threshold) * 256 / (256 - threshold))
			b := &line[x/cell]
			b[0] += int32(p>>16&255) * k >> 8
			b[1] += int32(p>>8&255) * k >> 8
			b[2] += int32(p&255) * k >> 8
		}
	}
	for i := range f.rgb {
		for ch := range 3 {
			f.rgb[i][ch] = f.rgb[i][ch] * 2 / (cell * cell)
		}
	}
	r := max(f.w, f.h) / 28
	for range 2 {
		f.blur(r)
	}
	c.shine(f, strength)
}

// shine adds a coarse field of light to the canvas.
func (c *canvas) shine(f *coarse, strength int64) {
	k := int32(strength)
	for y := range c.h {
		line := f.row(y)
		row := c.pix[y*c.w:][:c.w]
		for x := range row {
			r, g, b := line.at(x)
			row[x] = plus(row[x], uint32(r*k>>8), uint32(g*k>>8), uint32(b*k>>8))
		}
	}
}

// blend puts a coarse picture in the place of the canvas's; weight says how
// much of it in row y.
func (c *canvas) blend(f *coarse, weight func(y int64) uint32) {
	for y := range c.h {
		a := weight(int64(y))
		if a == 0 {
			continue
		}
		line := f.row(y)
		row := c.pix[y*c.w:][:c.w]
		for x := range row {
			r, g, b := line.at(x)
			row[x] = over(row[x], 0xff000000|uint32(r)<<16|uint32(g)<<8|uint32(b), a)
		}
	}
}
