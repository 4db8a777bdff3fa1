package paint

// realistic: soft light, muted colours, texture, distance in haze, a lens
// with a shallow focus, film grain.
var realistic = look{
	id: "realistic", haze: 300,
	tone: func(_ *scene, c col) col {
		// A film curve: lifted blacks, soft shoulder, less colour.
		c = c.sat(212).contrast(284)
		r, g, b := c.parts()
		return rgb(r*238/255+10, g*237/255+10, b*230/255+14)
	},
	shape: func(s *scene, p *path, m mat) {
		m.grain = max(m.grain, 40)
		s.draw(p, m, shading{lit: 96, dark: 150, grain: 220, rim: 26, rimWide: 4})
	},
	sky:    realSky,
	ground: realGround,
	behind: (*scene).focus,
	finish: func(s *scene) {
		s.lampGlow(3, 80)
		s.bloom(206, 90)
		s.vignette(0x0a0a10, 96)
		s.grain(15)
	},
}

func realSky(s *scene) {
	s.skyRamp(0)
	s.stars(260)
	s.disc(0)
	s.bow()
	s.vapour(150, 90)
}

// vapour is a sky of real clouds: the tile at two scales, thinned out by the
// weather, lit from the side of the sun.
func (s *scene) vapour(alpha, scale int64) {
	t := tile()
	px := max(s.u>>8, 1)
	lit, dark := s.cloudTones()
	base := 232 - s.cloudAmount()*150/100
	off := int64(s.seed & 0xffff)
	hz := max(s.horizon>>8, 1)
	k := scale * 1024 / px
	toSun := s.side * 9 * 256
	s.c.rows(0, min(hz, int64(s.c.h)), func(y int64, row []uint32) {
		// Clouds come closer together towards the horizon.
		d := 256 + (y*256/hz)*2
		v := y * k * d >> 7
		thin := min((hz-y)*900/px, 256)
		for xi := range row {
			u := off + (int64(xi)-int64(s.c.w)/2)*k*d>>9
			n := tex(t, u, v)*3/4 + tex(t, u*4, v*4)/4
			a := n - base
			if a <= 0 {
				continue
			}
			a = min(a*4, 256) * alpha >> 8 * thin >> 8
			shade := clampTo(128+(n-tex(t, u+toSun, v-6*256))*2, 0, 256)
			row[xi] = over(row[xi], dark.mix(lit, shade).pixel(), uint32(a))
		}
	})
}

// realGround gives the earth a grain that grows towards the viewer.
func realGround(s *scene, y int64) {
	t := grit()
	px := max(s.u>>8, 1)
	y0 := y >> 8
	s.c.rows(y0, int64(s.c.h), func(py int64, row []uint32) {
		d := py - y0
		far := 256 * px / (px/3 + d*2)
		kv := d * 160 * far / px / 3
		fade := min(d*2000/px, 256)
		for x := range row {
			n := tex(t, int64(x)*70*far/px/3, kv) - 128
			row[x] = shift(row[x], int32(n*fade>>12))
		}
	})
}

// focus softens what lies behind the subjects, down to where they stand.
func (s *scene) focus() {
	if len(s.b.subjects) == 0 || s.b.place == space {
		return
	}
	const cell = 4
	w, h := (s.c.w+cell-1)/cell, (s.c.h+cell-1)/cell
	buf := s.shrink(w, h, cell)
	boxBlur(buf, w, h, max(w/160, 1))
	edge := s.horizon + (s.h-s.horizon)/3
	fade := max((s.h-s.horizon)/3, one)
	if s.horizon >= s.h {
		edge, fade = s.h*6/10, s.h/5
	}
	s.blend(buf, w, h, cell, func(y int64) uint32 {
		return uint32(clampTo((edge+fade-y<<8)*256/fade, 0, 230))
	})
}

// shrink is the picture at 1/cell of its size.
func (s *scene) shrink(w, h, cell int) [][3]int32 {
	buf := make([][3]int32, w*h)
	for gy := range h {
		y := min(gy*cell+cell/2, s.c.h-1)
		y2 := min(y+1, s.c.h-1)
		for gx := range w {
			x := min(gx*cell+cell/2, s.c.w-1)
			x2 := min(x+1, s.c.w-1)
			b := &buf[gy*w+gx]
			for _, p := range [4]uint32{s.c.pix[y*s.c.w+x], s.c.pix[y*s.c.w+x2], s.c.pix[y2*s.c.w+x], s.c.pix[y2*s.c.w+x2]} {
				b[0] += int32(p >> 16 & 255)
				b[1] += int32(p >> 8 & 255)
				b[2] += int32(p & 255)
			}
			b[0], b[1], b[2] = b[0]/4, b[1]/4, b[2]/4
		}
	}
	return buf
}

// blend puts a coarse field in the place of the picture; weight says how much
// of it in row y.
func (s *scene) blend(buf [][3]int32, w, h, cell int, weight func(y int64) uint32) {
	c := s.c
	for y := range c.h {
		a := weight(int64(y))
		if a == 0 {
			continue
		}
		f := fieldRow(buf, w, h, cell, y)
		row := c.pix[y*c.w:][:c.w]
		for x := range row {
			r, g, b := f.at(x)
			row[x] = over(row[x], 0xff000000|uint32(r)<<16|uint32(g)<<8|uint32(b), a)
		}
	}
}
