package paint

// manner turns the finished picture into the medium the prompt asks for.
type manner struct {
	*easel
	*motif
	oils *oils
}

// apply turns the finished picture into the medium the prompt asks for.
func (m *manner) apply() {
	switch m.b.medium {
	case noMedium:
	case mono:
		m.each(func(c col) col { return c.sat(0).contrast(300) })
	case sepia:
		m.each(func(c col) col {
			l := c.luma()
			return rgb(l*270/256+14, l*232/256+6, l*180/256)
		})
		m.c.vignette(0x3a2410, 150)
	case pixelArt:
		m.pixelate(max(min(m.c.w, m.c.h)/96, 1))
	case sketch:
		m.pencil()
	case watercolour:
		m.wash()
	case oil:
		if !m.style.oils {
			n := max(int(m.u>>8)/60, 4)
			m.oils.strokes(newBrush(n*3/4+1, n*3, n*3/2), 256)
			m.oils.strokes(newBrush(n/3+2, n*3/2, n*2/3+1), 256)
			m.oils.strokes(newBrush(n/7+1, n/2+2, n/4+1), 26)
			m.oils.impasto()
		}
	case stainedGlass:
		m.leaded()
	}
}

func (m *manner) each(f func(col) col) {
	for i, p := range m.c.pix {
		m.c.pix[i] = p&0xff000000 | uint32(f(col(p&0xffffff)))
	}
}

// pixelate makes squares of n pixels in few colours.
func (m *manner) pixelate(n int) {
	c := m.c
	for y := 0; y < c.h; y += n {
		for x := 0; x < c.w; x += n {
			var r, g, b, k int64
			h, w := min(n, c.h-y), min(n, c.w-x)
			for j := range h {
				for _, p := range c.pix[(y+j)*c.w+x:][:w] {
					r, g, b, k = r+int64(p>>16&255), g+int64(p>>8&255), b+int64(p&255), k+1
				}
			}
			step := func(v int64) int64 { return min((v/k+12)/26*26, 255) }
			p := rgb(step(r), step(g), step(b)).pixel()
			for j := range h {
				row := c.pix[(y+j)*c.w+x:][:w]
				for i := range row {
					row[i] = p
				}
			}
		}
	}
}

// pencil keeps the edges, as strokes on paper, and a breath of the colours.
func (m *manner) pencil() {
	c := m.c
	lum := make([]int32, len(c.pix))
	for i, p := range c.pix {
		lum[i] = int32(col(p & 0xffffff).luma())
	}
	d := max(m.c.w/500, 1)
	t := tile()
	px := max(m.u>>8, 1)
	m.c.rows(0, int64(c.h), func(y int64, row []uint32) {
		y0, y1 := max(int(y)-d, 0)*c.w, min(int(y)+d, c.h-1)*c.w
		line := lum[int(y)*c.w:][:c.w]
		for x := range row {
			l, r := max(x-d, 0), min(x+d, c.w-1)
			gx, gy := line[r]-line[l], lum[y1+x]-lum[y0+x]
			e := int64(max(gx, -gx) + max(gy, -gy))
			n := tex(t, int64(x)*300*1024/px, y*300*1024/px)
			hatch := (int64(x)*3+y*2)*1024/px%9 < 2
			v := 246 - (n-128)>>4 - min(e*3, 190)
			if shade := int64(line[x]); hatch && shade < 150 {
				v -= (150 - shade) * 2 / 3
			}
			p := rgb(v, v-3, v-9)
			row[x] = p.mix(col(row[x]&0xffffff), 36).pixel()
		}
	})
}

// wash lightens into paper, pools at its edges and leaves a white margin.
func (m *manner) wash() {
	t := tile()
	px := max(m.u>>8, 1)
	w, h := int64(m.c.w), int64(m.c.h)
	m.c.rows(0, h, func(y int64, row []uint32) {
		for xi := range row {
			x := int64(xi)
			n := tex(t, x*60*1024/px, y*60*1024/px)
			f := tex(t, x*700*1024/px, y*700*1024/px)
			c := col(row[x]&0xffffff).mix(0xfbf7ee, 70+(n-128)>>2)
			edge := min(x, y, w-1-x, h-1-y)*1000/px - 26 - n/6
			switch {
			case edge < 0:
				c = 0xfbf7ee
			case edge < 7:
				c = c.dim(40)
			}
			v := 256 - (f-128)>>4
			r, g, b := c.parts()
			row[x] = rgb(r*v>>8, g*v>>8, b*v>>8).pixel()
		}
	})
}
