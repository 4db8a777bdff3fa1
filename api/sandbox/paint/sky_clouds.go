package paint

// cloudAmount is how many clouds the weather wants, of 100.
func (s *sky) cloudAmount() int64 {
	w := s.b.weather
	switch {
	case w&(storm|cloudy) != 0:
		return 100
	case w&(rain|snowfall|fog) != 0:
		return 70
	case w&rainbow != 0:
		return 60
	}
	return s.rng("clouds").in(20, 60)
}

// cloudTones are the lit and the dark colour of clouds under this light.
func (s *sky) cloudTones() (lit, dark col) {
	l := s.light
	lit = col(0xffffff).times(l.key).mix(l.rim, 60)
	dark = l.mid.mix(l.shade, 50).mix(lit, 90)
	if l.night {
		lit, dark = l.rim.mix(l.key, 60), l.mid
	}
	if s.b.weather&(storm|rain) != 0 {
		lit, dark = lit.mix(l.mid, 120), dark.dim(70)
	}
	if c, ok := s.b.tint("cloud"); ok {
		lit, dark = c.lit(90), c.dim(50)
	}
	return s.tone(lit), s.tone(dark)
}

// vapour is a sky of real clouds: the tile at two scales, thinned out by the
// weather, lit from the side of the sun.
func (s *sky) vapour(alpha, scale int64) {
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

// cloudShape is a heap of circles on a flat base.
func cloudShape(r *rng, o pt, size int64, n int64) *path {
	p := &path{}
	for i := range n {
		x := o.x - size + size*2*i/(n-1)
		mid := 100 - (i*2-n+1)*(i*2-n+1)*60/((n-1)*(n-1))
		rad := size * r.in(26, 46) / 100 * mid / 100
		p.ellipse(pt{x, o.y - rad*r.in(50, 90)/100}, rad, rad)
	}
	h := size * 26 / 100
	return p.rect(o.x-size*11/10, o.y-h, size*22/10, h, h/2)
}
