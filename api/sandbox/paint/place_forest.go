package paint

// woods are places among trees.
type woods struct{ *scenery }

func (s woods) forest() stage {
	s.look.backdrop()
	r := s.rng("forest")
	hz := s.horizon
	leaf := s.foliage(r)
	// The light comes from a clearing behind the trees.
	glade := pt{s.x(r.in(350, 650)), hz - s.n(130)}
	if s.light.night {
		s.c.soft(glade, s.n(480), s.n(400), s.tone(s.light.rim.lit(30)), 190)
	} else {
		s.c.soft(glade, s.n(520), s.n(420), s.tone(s.light.rim.lit(60)), 230)
	}
	conifers := r.chance(40) || s.snowy()
	for i := range int64(4) {
		depth := 200 - i*58
		y := hz + s.y(i*i*14)
		if conifers {
			s.flora.pines(r, y, s.n(30), s.n(240+i*120), 11-2*int(i), depth)
		} else {
			s.trunks(r, y, s.n(9+i*i*7), 12-i*2, depth, glade.x)
		}
		s.canopy(r, leaf, s.n(60+i*16), depth, 3)
		s.land.hill(y, s.n(14), 300, 3, s.grass().mix(0x3a5a2a, 90).mix(0x4a3a22, 40), depth, "floor"+string(rune('0'+i)))
	}
	s.floor(r, hz+s.y(120))
	s.look.ground(hz + s.y(120))
	if !s.light.night && s.b.weather&(rain|storm) == 0 {
		s.shafts(glade, r)
	}
	s.fireflies(r)
	s.ferns(r)
	return stage{ground: s.y(890), back: hz + s.y(170), scale: 95, air: s.y(330)}
}

// trunks are tree trunks from the top of the picture down to y, fewer where
// the clearing is.
func (s woods) trunks(r *rng, y, w, n, depth, gladeX int64) {
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
func (s woods) canopy(r *rng, c col, size, depth int64, rows int64) {
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
