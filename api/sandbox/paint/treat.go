package paint

// treat turns the finished picture into the medium the prompt asks for.
func (s *scene) treat() {
	switch s.b.medium {
	case noMedium:
	case mono:
		s.each(func(c col) col { return c.sat(0).contrast(300) })
	case sepia:
		s.each(func(c col) col {
			l := c.luma()
			return rgb(l*270/256+14, l*232/256+6, l*180/256)
		})
		s.vignette(0x3a2410, 150)
	case pixelArt:
		s.pixelate(max(min(s.c.w, s.c.h)/96, 1))
	case sketch:
		s.pencil()
	case watercolour:
		s.wash()
	case oil:
		if s.k != &sdxl {
			n := max(int(s.u>>8)/60, 4)
			s.strokes(s.brushes(n*3/4+1, n*3, n*3/2), 256)
			s.strokes(s.brushes(n/3+2, n*3/2, n*2/3+1), 256)
			s.strokes(s.brushes(n/7+1, n/2+2, n/4+1), 26)
			s.impasto()
		}
	case stainedGlass:
		s.leaded()
	}
}

func (s *scene) each(f func(col) col) {
	for i, p := range s.c.pix {
		s.c.pix[i] = p&0xff000000 | uint32(f(col(p&0xffffff)))
	}
}

// pixelate makes squares of n pixels in few colours.
func (s *scene) pixelate(n int) {
	c := s.c
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
func (s *scene) pencil() {
	c := s.c
	lum := make([]int32, len(c.pix))
	for i, p := range c.pix {
		lum[i] = int32(col(p & 0xffffff).luma())
	}
	d := max(s.c.w/500, 1)
	t := tile()
	px := max(s.u>>8, 1)
	s.c.rows(0, int64(c.h), func(y int64, row []uint32) {
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
func (s *scene) wash() {
	t := tile()
	px := max(s.u>>8, 1)
	w, h := int64(s.c.w), int64(s.c.h)
	s.c.rows(0, h, func(y int64, row []uint32) {
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

// leaded makes the picture of panes of coloured glass between strips of lead.
func (s *scene) leaded() {
	w, h := int64(s.c.w), int64(s.c.h)
	cell := max(s.u>>8/22, 4)
	src := append([]uint32(nil), s.c.pix...)
	// One point in each cell of a grid, anywhere in it.
	point := func(i, j int64) (x, y int64) {
		return i*cell + lattice(i, j, 11)*cell>>16, j*cell + lattice(i, j, 29)*cell>>16
	}
	s.c.rows(0, h, func(y int64, row []uint32) {
		for xi := range row {
			x := int64(xi)
			d1, d2 := int64(1<<40), int64(1<<40)
			var bx, by int64
			for j := y/cell - 1; j <= y/cell+1; j++ {
				for i := x/cell - 1; i <= x/cell+1; i++ {
					px, py := point(i, j)
					d := (px-x)*(px-x) + (py-y)*(py-y)
					if d < d1 {
						d1, d2, bx, by = d, d1, px, py
					} else if d < d2 {
						d2 = d
					}
				}
			}
			p := src[clampTo(by, 0, h-1)*w+clampTo(bx, 0, w-1)]
			// The difference of the squares is the distance to the seam
			// times twice the distance of the points, about a cell.
			if seam := (d2 - d1) / (2 * cell); seam < max(cell/14, 1) {
				row[xi] = 0xff14141c
				continue
			}
			row[xi] = col(p & 0xffffff).sat(340).lit(14).pixel()
		}
	})
}

// cutOut paints the subjects alone, on nothing. A prompt without subjects
// gets its scene in a round frame.
func (s *scene) cutOut() {
	s.horizon = s.y(700)
	s.hang()
	st := stage{ground: s.y(900), back: s.y(820), scale: 135, air: s.y(540), bare: true}
	if len(s.b.subjects) > 0 || len(s.b.strangers) > 0 && s.b.named == 0 && s.b.home() == abstract {
		s.light.amb = s.light.amb.mix(0xffffff, 140)
		s.b.place = studio
		s.cast(st)
		s.letter()
		return
	}
	if s.b.said != "" {
		s.letter()
		return
	}
	s.picture()
	m, ok := s.c.cover((&path{}).ellipse(pt{s.w / 2, s.h / 2}, min(s.w, s.h)*46/100, min(s.w, s.h)*46/100))
	if !ok {
		return
	}
	for y := range s.c.h {
		row := s.c.pix[y*s.c.w:][:s.c.w]
		for x := range row {
			cov := uint32(0)
			if my, mx := y-m.y, x-m.x; my >= 0 && my < m.h && mx >= 0 && mx < m.w {
				cov = weight(m.cov[my*m.w+mx])
			}
			row[x] = over(0, row[x], cov)
		}
	}
}
