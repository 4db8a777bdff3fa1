package paint

func (s *scene) drawForest() stage {
	s.k.sky(s)
	r := s.rng("forest")
	hz := s.horizon
	leaf := s.foliage(r)
	// The light comes from a clearing behind the trees.
	glade := pt{s.x(r.in(350, 650)), hz - s.n(130)}
	if s.light.night {
		s.c.soft(glade, s.n(480), s.n(400), s.k.tone(s, s.light.rim.lit(30)), 190)
	} else {
		s.c.soft(glade, s.n(520), s.n(420), s.k.tone(s, s.light.rim.lit(60)), 230)
	}
	conifers := r.chance(40) || s.snowy()
	for i := range int64(4) {
		depth := 200 - i*58
		y := hz + s.y(i*i*14)
		if conifers {
			s.pines(r, y, s.n(30), s.n(240+i*120), 11-2*int(i), depth)
		} else {
			s.trunks(r, y, s.n(9+i*i*7), 12-i*2, depth, glade.x)
		}
		s.canopy(r, leaf, s.n(60+i*16), depth, 3)
		s.hill(y, s.n(14), 300, 3, s.grass().mix(0x3a5a2a, 90).mix(0x4a3a22, 40), depth, "floor"+string(rune('0'+i)))
	}
	s.floor(r, hz+s.y(120))
	s.k.ground(s, hz+s.y(120))
	if !s.light.night && s.b.weather&(rain|storm) == 0 {
		s.shafts(glade, r)
	}
	s.fireflies(r)
	s.ferns(r)
	return stage{ground: s.y(890), back: hz + s.y(170), scale: 95, air: s.y(330)}
}

// trunks are tree trunks from the top of the picture down to y, fewer where
// the clearing is.
func (s *scene) trunks(r *rng, y, w, n, depth, gladeX int64) {
	for i := range n {
		x := s.w*(2*i+1)/(2*n) + s.x(r.in(-50, 50))
		if gap := x - gladeX; depth < 120 && gap > -s.n(170) && gap < s.n(170) {
			continue
		}
		h := w * r.in(80, 120) / 100
		lean := s.n(r.in(-30, 30))
		p := s.path()
		p.move(pt{x - h, y + s.n(20)}).quad(pt{x - h*6/10, y - s.n(80)}, pt{x - h*6/10 + lean, -one})
		p.line(pt{x + h*6/10 + lean, -one}).quad(pt{x + h*6/10, y - s.n(80)}, pt{x + h, y + s.n(20)}).close()
		if depth < 180 {
			b := y - s.n(r.in(200, 380))
			dir := pick(r, int64(-1), 1)
			p.stroke(h/2, pt{x + lean/2, b}, pt{x + dir*h*4, b - h*5}, pt{x + dir*h*8, b - h*6})
		}
		s.shape(p, mat{c: 0x6a4a30, form: tall, depth: depth, grain: 200})
	}
}

// canopy is foliage along the upper edge.
func (s *scene) canopy(r *rng, c col, size, depth int64, rows int64) {
	for j := range rows {
		n := s.w/size + 3
		for i := range n {
			o := pt{(i-1)*size + r.in(-size/3, size/3), s.n(30) + j*size/3 - depth*s.n(90)>>8}
			if r.chance(24) {
				continue
			}
			k := c
			if r.chance(30) {
				k = s.foliage(r)
			}
			p := s.path()
			for range 4 {
				q := o.add(r.in(-size/2, size/2), r.in(-size/3, size/3))
				p.ellipse(q, size*r.in(26, 46)/100, size*r.in(22, 36)/100)
			}
			s.shape(p, mat{c: k, form: ball, depth: depth, grain: 160})
		}
	}
}

// floor scatters leaves over the ground in autumn, flowers in spring.
func (s *scene) floor(r *rng, y int64) {
	if s.snowy() {
		return
	}
	for i := range int64(170) {
		t := i * 256 / 170
		o := pt{r.in(0, s.w), y + (s.h-y)*t*t>>16}
		size := s.n(3) + s.n(9)*t>>8
		c := s.foliage(r)
		if s.b.season == noSeason && r.chance(80) {
			c = c.mix(pick(r, col(0x8fbf4a), 0x3a6a2a), 130)
		}
		turned := s.path()
		a := r.in(0, turn-1)
		dx, dy := size*icos(a)>>14, size*isin(a)>>15
		turned.poly(o.add(dx, dy), o.add(-dy, dx/2), o.add(-dx, -dy), o.add(dy, -dx/2))
		s.fill(turned, s.lit(mat{c: c}), 256)
	}
}

// shafts are beams of light that fall through the leaves.
func (s *scene) shafts(from pt, r *rng) {
	c := s.k.tone(s, s.light.key)
	top := pt{from.x + s.n(r.in(-160, 160)), -s.n(120)}
	for range r.in(4, 6) {
		x := from.x + s.n(r.in(-420, 420))
		w := s.n(r.in(14, 60))
		p := s.path().poly(top.add(-w/4, 0), top.add(w/4, 0), pt{x + w, s.y(940)}, pt{x - w, s.y(940)})
		s.beam(p, c, 46)
	}
}

// beam adds light inside a path, fading towards its lower end.
func (s *scene) beam(p *path, c col, strength int64) {
	m, ok := s.c.cover(p)
	if !ok {
		return
	}
	r, g, b := c.parts()
	for y := range m.h {
		row := s.c.pix[(m.y+y)*s.c.w+m.x:][:m.w]
		f := strength * int64(m.h-y) / int64(m.h)
		for x, v := range m.cov[y*m.w:][:m.w] {
			if v != 0 {
				t := int64(v) * f >> 8
				row[x] = plus(row[x], uint32(r*t>>8), uint32(g*t>>8), uint32(b*t>>8))
			}
		}
	}
}

// fireflies glow in a dark wood.
func (s *scene) fireflies(r *rng) {
	if !s.light.night && s.b.hour != dusk {
		return
	}
	for range 34 {
		o := pt{r.in(0, s.w), r.in(s.h/3, s.h)}
		c := s.k.tone(s, 0xf8f07a)
		s.c.glow(o, s.n(r.in(10, 22)), c, 200)
		s.c.fill((&path{}).ellipse(o, s.n(2), s.n(2)), c.lit(120), 256)
	}
}

// ferns frame the lower corners.
func (s *scene) ferns(r *rng) {
	c := s.foliage(r).mix(0x1f4a2a, 120)
	for i := range int64(14) {
		x := s.x(r.in(-30, 240))
		if i%2 == 0 {
			x = s.w - x
		}
		b := pt{x, s.h + s.n(10)}
		a := turn/4 + r.in(-turn/8, turn/8)
		n := s.n(r.in(90, 200))
		tip := b.add(n*icos(a)>>14, -n*isin(a)>>14)
		p := s.path()
		for j := int64(1); j < 8; j++ {
			q := b.to(tip, j*32)
			l := n * (9 - j) / 26
			for _, d := range []int64{-1, 1} {
				e := a + d*turn/7
				o := q.add(l*icos(e)>>14, -l*isin(e)>>14)
				p.poly(q, q.to(o, 128).add(l/6, l/8), o)
			}
		}
		p.stroke(s.n(4), b, tip)
		s.shape(p, mat{c: c, form: flat, bare: true})
	}
}
