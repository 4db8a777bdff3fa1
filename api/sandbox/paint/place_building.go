package paint

// facade is how one building of a skyline looks.
type facade struct {
	x, y, w, h int64 // the box, y is its foot
	c          col
	depth      int64
	lights     int64 // lit windows, of 100
	roof       int64
}

// building draws one building: front, side in shade, roof, windows.
func (s town) building(f facade, r *rng) {
	c := f.c
	if s.b.hour == night || s.b.hour == dusk {
		c = c.mix(0x2a3350, 110)
	}
	p := s.path()
	p.rect(f.x, f.y-f.h, f.w, f.h, 0)
	switch f.roof {
	case 0:
		p.rect(f.x+f.w/5, f.y-f.h-f.w/4, f.w*3/5, f.w/4+one, 0)
		p.rect(f.x+f.w*2/5, f.y-f.h-f.w/2, f.w/5, f.w/2, 0)
	case 1:
		p.poly(pt{f.x + f.w*2/5, f.y - f.h}, pt{f.x + f.w/2, f.y - f.h - f.w}, pt{f.x + f.w*3/5, f.y - f.h})
	case 2:
		p.poly(pt{f.x, f.y - f.h}, pt{f.x + f.w, f.y - f.h - f.w/3}, pt{f.x + f.w, f.y - f.h})
	case 3:
		p.ellipse(pt{f.x + f.w/2, f.y - f.h}, f.w*2/5, f.w/3)
	case 4:
		p.rect(f.x+f.w/6, f.y-f.h-f.w/8, f.w/6, f.w/8+one, 0)
	}
	s.shape(p, mat{c: c, form: face, depth: f.depth, grain: 60})
	side := s.path()
	sw := f.w * 30 / 100
	sx := f.x + f.w - sw
	if s.side > 0 {
		sx = f.x
	}
	side.rect(sx, f.y-f.h, sw, f.h, 0)
	s.shape(side, mat{c: c.mix(0x1c2244, 90), form: face, depth: f.depth, bare: true})
	if f.depth < 170 {
		s.windows(f, c, r)
	}
}

// windows are rows of panes on a building: glass by day, light by night.
func (s town) windows(f facade, c col, r *rng) {
	px := max(s.n(5), one*2)
	gapX, gapY := px*5/2, px*3
	if r.chance(40) {
		gapX = px * 3 / 2
	}
	glass := s.lit(mat{c: c.mix(0x9fc8e8, 90), depth: f.depth})
	dark := s.lit(mat{c: c.mix(0x101830, 120), depth: f.depth})
	warm := []col{0xffd98a, 0xffe9b8, 0xffc46a, 0xdff0ff}
	lit, unlit, shade := &path{}, &path{}, s.tone(pick(r, warm...))
	lit2, shade2 := &path{}, s.tone(pick(r, warm...))
	for y := f.y - f.h + gapY; y < f.y-gapY; y += gapY {
		for x := f.x + gapX/2; x < f.x+f.w-px; x += gapX {
			switch {
			case !r.chance(f.lights):
				unlit.rect(x, y, px, px*3/2, 0)
			case r.chance(50):
				lit.rect(x, y, px, px*3/2, 0)
			default:
				lit2.rect(x, y, px, px*3/2, 0)
			}
		}
	}
	if s.light.night || s.b.hour == dusk {
		glass = dark
	}
	s.c.fill(unlit, glass, 150-f.depth/3)
	s.c.fill(lit, shade, 256-f.depth/2)
	s.c.fill(lit2, shade2, 226-f.depth/2)
}
