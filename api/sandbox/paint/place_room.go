package paint

// indoors is a place within four walls.
type indoors struct{ *scenery }

func (s indoors) room() stage {
	r := stream(s.key, "room")
	s.dimmed()
	wall := s.wallColour(r)
	y := s.horizon
	s.shape(s.path().rect(-one, -one, s.w+2*one, y+2*one, 0), mat{c: wall, form: face, grain: 40, bare: true})
	side := pick(r, int64(230), 770)
	s.pane(s.x(side), s.y(330), s.n(330), s.n(360))
	s.frames(r, 1000-side)
	// Skirting, then boards that run towards the viewer.
	s.shape(s.path().rect(-one, y-s.n(26), s.w+2*one, s.n(30), 0), mat{c: wall.lit(120), form: flat, bare: true})
	wood := pick(r, col(0xa8744a), 0x8a5a38, 0xb88a5a)
	s.shape(s.path().rect(-one, y, s.w+2*one, s.h, 0), mat{c: wood, form: land, grain: 120, bare: true})
	vx, vy := s.w/2, y-s.n(300)
	for i := int64(-14); i <= 14; i++ {
		x := vx + s.n(90)*i
		far := vx + (x-vx)*(y-vy)/(s.h-vy+s.n(60))
		s.fill((&path{}).stroke(max(s.n(2), one), pt{far, y}, pt{x, s.h + one}), s.lit(mat{c: wood.dim(80)}), 150)
	}
	s.look.ground(y)
	s.rug()
	s.corner(r, 1000-side)
	return stage{ground: s.y(900), back: s.y(820), scale: 100, air: s.y(400)}
}

func (s indoors) rug() {
	c := s.accents[0].mix(0x8a4a4a, 60)
	o := pt{s.w / 2, s.y(910)}
	for i, k := range []col{c, c.lit(120), c.dim(40), s.accents[2].mix(0xe0d0c0, 80)} {
		w := s.n(430 - int64(i)*60)
		s.shape(s.path().ellipse(o, w, w*22/100), mat{c: k, form: flat, grain: 60, bare: true})
	}
}

// corner puts a plant or a lamp beside the subject.
func (s indoors) corner(r *rng, side int64) {
	x := s.x(side + (side-500)*r.in(20, 70)/100)
	y := s.horizon + s.n(r.in(30, 60))
	if r.chance(50) {
		sp := prop("lamp")
		s.figures.draw(sp, spot{o: pt{x, y}, s: s.n(430)}, dressed(sp, nil, r))
		s.c.glow(pt{x, y - s.n(260)}, s.n(240), s.tone(0xffd090), 70)
		return
	}
	pot := s.path().poly(pt{x - s.n(44), y - s.n(90)}, pt{x + s.n(44), y - s.n(90)}, pt{x + s.n(32), y}, pt{x - s.n(32), y})
	s.shape(pot, mat{c: 0xc87a4a, form: tall})
	for i := range int64(9) {
		a := turn/4 + (i-4)*turn/20 + r.in(-turn/50, turn/50)
		n := s.n(r.in(130, 230))
		b := pt{x, y - s.n(90)}
		tip := b.add(n*icos(a)>>14, -n*isin(a)>>14)
		m := b.to(tip, 150)
		d := n / 7
		p := s.path()
		p.move(b).quad(m.add(-d*isin(a)>>14, -d*icos(a)>>14), tip).quad(m.add(d*isin(a)>>14, d*icos(a)>>14), b).close()
		s.shape(p, mat{c: pick(r, col(0x3f8a4a), 0x5aa050, 0x2f7048), form: flat})
	}
}
