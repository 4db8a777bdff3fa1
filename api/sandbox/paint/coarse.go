package paint

// coarse is the picture or a light over it at a fraction of the size, to be
// read between its points.
type coarse struct {
	rgb        [][3]int32
	w, h, cell int // in points, and the pixels of a point's side
}

// coarsely is a coarse field of nothing over the canvas.
func (c *canvas) coarsely(cell int) *coarse {
	w, h := (c.w+cell-1)/cell, (c.h+cell-1)/cell
	return &coarse{make([][3]int32, w*h), w, h, cell}
}

// shrunk is the picture at 1/cell of its size.
func (c *canvas) shrunk(cell int) *coarse {
	f := c.coarsely(cell)
	for gy := range f.h {
		y := min(gy*cell+cell/2, c.h-1)
		y2 := min(y+1, c.h-1)
		for gx := range f.w {
			x := min(gx*cell+cell/2, c.w-1)
			x2 := min(x+1, c.w-1)
			b := &f.rgb[gy*f.w+gx]
			for _, p := range [4]uint32{c.pix[y*c.w+x], c.pix[y*c.w+x2], c.pix[y2*c.w+x], c.pix[y2*c.w+x2]} {
				b[0] += int32(p >> 16 & 255)
				b[1] += int32(p >> 8 & 255)
				b[2] += int32(p & 255)
			}
			b[0], b[1], b[2] = b[0]/4, b[1]/4, b[2]/4
		}
	}
	return f
}

// blur blurs a field in both directions.
func (f *coarse) blur(r int) {
	if r < 1 {
		return
	}
	line := make([][3]int32, max(f.w, f.h))
	for y := range f.h {
		blurLine(line[:f.w], r, func(i int) *[3]int32 { return &f.rgb[y*f.w+i] })
	}
	for x := range f.w {
		blurLine(line[:f.h], r, func(i int) *[3]int32 { return &f.rgb[i*f.w+x] })
	}
}

// blurLine takes the mean of r points to either side along a line.
func blurLine(line [][3]int32, r int, at func(i int) *[3]int32) {
	var sum [3]int32
	get := func(i int) *[3]int32 { return at(max(0, min(len(line)-1, i))) }
	for i := -r; i <= r; i++ {
		for ch := range 3 {
			sum[ch] += get(i)[ch]
		}
	}
	for i := range line {
		for ch := range 3 {
			line[i][ch] = sum[ch] / int32(2*r+1)
			sum[ch] += get(i + r + 1)[ch] - get(i - r)[ch]
		}
	}
	for i := range line {
		*at(i) = line[i]
	}
}

// coarseRow is a field along one row of pixels.
type coarseRow struct {
	a, b [][3]int32 // the rows of points above and below
	fy   int32      // how far it is from a to b, of 256
	cell int
}

// row is the field at y of the canvas.
func (f *coarse) row(y int) coarseRow {
	gy := max(y*256/f.cell-128, 0)
	y0 := min(gy>>8, f.h-1)
	y1 := min(y0+1, f.h-1)
	return coarseRow{f.rgb[y0*f.w:][:f.w], f.rgb[y1*f.w:][:f.w], int32(gy & 255), f.cell}
}

// at is the colour at x of the canvas.
func (f *coarseRow) at(x int) (r, g, b int32) {
	gx := max(x*256/f.cell-128, 0)
	x0 := min(gx>>8, len(f.a)-1)
	x1, fx := min(x0+1, len(f.a)-1), int32(gx&255)
	p, q, u, v := &f.a[x0], &f.a[x1], &f.b[x0], &f.b[x1]
	mixed := func(ch int) int32 {
		t := p[ch]<<8 + (q[ch]-p[ch])*fx
		w := u[ch]<<8 + (v[ch]-u[ch])*fx
		return (t + (w-t)>>8*f.fy) >> 8
	}
	return mixed(0), mixed(1), mixed(2)
}
