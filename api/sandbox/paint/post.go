package paint

// bloom lets what is brighter than the threshold shine over its
// surroundings; strength in 1/256.
func (s *scene) bloom(threshold, strength int64) {
	const cell = 8
	c := s.c
	w, h := (c.w+cell-1)/cell, (c.h+cell-1)/cell
	buf := make([][3]int32, w*h)
	for y := range c.h {
		row := c.pix[y*c.w:][:c.w]
		line := buf[y/cell*w:][:w]
		for x := 0; x < c.w; x += 2 {
			p := row[x]
			l := int64(p>>16&255)*77 + int64(p>>8&255)*150 + int64(p&255)*29
			if l>>8 < threshold {
				continue
			}
			// Only what lies above the threshold shines.
			f := int32((l>>8 - threshold) * 256 / (256 - threshold))
			b := &line[x/cell]
			b[0] += int32(p>>16&255) * f >> 8
			b[1] += int32(p>>8&255) * f >> 8
			b[2] += int32(p&255) * f >> 8
		}
	}
	for i := range buf {
		for ch := range 3 {
			buf[i][ch] = buf[i][ch] * 2 / (cell * cell)
		}
	}
	r := max(w, h) / 28
	for range 2 {
		boxBlur(buf, w, h, r)
	}
	s.addField(buf, w, h, cell, strength)
}

// boxBlur blurs a field in both directions.
func boxBlur(buf [][3]int32, w, h, r int) {
	if r < 1 {
		return
	}
	line := make([][3]int32, max(w, h))
	pass := func(n int, at func(i int) *[3]int32) {
		var sum [3]int32
		get := func(i int) *[3]int32 { return at(max(0, min(n-1, i))) }
		for i := -r; i <= r; i++ {
			for ch := range 3 {
				sum[ch] += get(i)[ch]
			}
		}
		for i := range n {
			for ch := range 3 {
				line[i][ch] = sum[ch] / int32(2*r+1)
				sum[ch] += get(i + r + 1)[ch] - get(i - r)[ch]
			}
		}
		for i := range n {
			*at(i) = line[i]
		}
	}
	for y := range h {
		pass(w, func(i int) *[3]int32 { return &buf[y*w+i] })
	}
	for x := range w {
		pass(h, func(i int) *[3]int32 { return &buf[i*w+x] })
	}
}

// coarse is one row of a coarse field of colours, to be read between its
// points.
type coarse struct {
	a, b []([3]int32)
	fy   int32
	w    int
	cell int
}

// fieldRow is the row of a field at y of the canvas.
func fieldRow(buf [][3]int32, w, h, cell, y int) coarse {
	gy := max(y*256/cell-128, 0)
	y0 := min(gy>>8, h-1)
	y1 := min(y0+1, h-1)
	return coarse{buf[y0*w:][:w], buf[y1*w:][:w], int32(gy & 255), w, cell}
}

// at is the colour at x of the canvas.
func (f *coarse) at(x int) (r, g, b int32) {
	gx := max(x*256/f.cell-128, 0)
	x0 := min(gx>>8, f.w-1)
	x1, fx := min(x0+1, f.w-1), int32(gx&255)
	p, q, u, v := &f.a[x0], &f.a[x1], &f.b[x0], &f.b[x1]
	mixed := func(ch int) int32 {
		t := p[ch]<<8 + (q[ch]-p[ch])*fx
		w := u[ch]<<8 + (v[ch]-u[ch])*fx
		return (t + (w-t)>>8*f.fy) >> 8
	}
	return mixed(0), mixed(1), mixed(2)
}

// addField adds a coarse field of light to the canvas.
func (s *scene) addField(buf [][3]int32, w, h, cell int, strength int64) {
	c := s.c
	k := int32(strength)
	for y := range c.h {
		f := fieldRow(buf, w, h, cell, y)
		row := c.pix[y*c.w:][:c.w]
		for x := range row {
			r, g, b := f.at(x)
			row[x] = plus(row[x], uint32(r*k>>8), uint32(g*k>>8), uint32(b*k>>8))
		}
	}
}

// vignette darkens towards the corners; strength in 1/256.
func (s *scene) vignette(c col, strength int64) {
	w, h := int64(s.c.w), int64(s.c.h)
	src := c.pixel()
	kx, ky := (1<<26)/(w*w), (1<<26)/(h*h)
	s.c.rows(0, h, func(y int64, row []uint32) {
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
func (s *scene) grain(amount int64) {
	h := uint32(s.key)
	amp := int32(amount)
	for i, p := range s.c.pix {
		h = h*1664525 + 1013904223
		n := (int32(h>>24) + int32(h>>16&255) - 255) * amp >> 8
		s.c.pix[i] = shift(p, n)
	}
}

// shift adds n to each channel of an opaque pixel.
func shift(p uint32, n int32) uint32 {
	r := max(0, min(255, int32(p>>16&255)+n))
	g := max(0, min(255, int32(p>>8&255)+n))
	b := max(0, min(255, int32(p&255)+n))
	return p&0xff000000 | uint32(r)<<16 | uint32(g)<<8 | uint32(b)
}
