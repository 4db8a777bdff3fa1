package paint

// crown is a cliff above the water: a face of rock with grass on top.
func (s coast) crown(r *rng, st stage) stage {
	dir := int64(1) // the side the land comes from
	if s.side < 0 {
		dir = -1
	}
	at := func(x, y int64) pt { return pt{s.w/2 + dir*s.x(x), s.y(y)} }
	top := s.horizon*1000/s.h + r.in(60, 90)
	rock := col(0x86756a)
	face := []pt{at(560, 1010), at(560, top-20), at(180, top), at(-120, top+6)}
	edge := []pt{face[3]}
	for i := int64(1); i < 9; i++ {
		step := at(-120-i*13+r.in(-18, 18), top+6+(1000-top)*i/9)
		face = append(face, step)
		edge = append(edge, step)
	}
	face = append(face, at(-260, 1010))
	s.shape(s.path().poly(face...), mat{c: rock, form: land, grain: 230})
	s.strata(r, at, top, rock)
	// Planes of the rock, lit and dark by turns.
	for i := 0; i+1 < len(edge); i++ {
		a, b := edge[i], edge[i+1]
		in := dir * s.n(r.in(40, 150))
		c := rock.dim(70)
		if i%2 == 0 {
			c = rock.lit(40)
		}
		p := s.path().poly(a, b, b.add(in, s.n(r.in(-10, 40))), a.add(in*3/4, s.n(r.in(10, 60))))
		s.shape(p, mat{c: c, form: flat, grain: 200, bare: true})
	}
	grass := s.path()
	grass.move(at(560, top+40)).line(at(560, top-24)).quad(at(200, top-16), at(-126, top+2))
	grass.line(at(-104, top+26), at(-70, top+20), at(-20, top+44), at(80, top+28), at(200, top+52), at(340, top+34)).close()
	s.shape(grass, mat{c: s.grass(), form: land, grain: 160, bare: true})
	s.spray(r, at(-260, 985), dir)
	st.ground, st.back = s.y(top+12), s.y(top+4)
	st.scale, st.air = 76, s.horizon*40/100
	return st
}

// strata are the broken planes of a cliff's face.
func (s coast) strata(r *rng, at func(x, y int64) pt, top int64, rock col) {
	for i := range int64(34) {
		x, y := r.in(-60, 500), top+50+(960-top-50)*i/34
		w, h := r.in(50, 150), r.in(14, 46)
		c := rock.mix(pick(r, col(0x4a3c44), 0xb8a48e, 0x5f5a66), r.in(60, 130))
		x = max(x, w-60-(y-top)/4)
		p := s.path().poly(at(x-w, y+r.in(-6, 6)), at(x-w/3, y-h), at(x+w*2/3, y-h*2/3), at(x+w, y+r.in(0, 12)), at(x+w/4, y+h/2))
		s.shape(p, mat{c: c, form: flat, grain: 200, alpha: 200, bare: true})
	}
}

// spray is surf that breaks at the foot of the land.
func (s coast) spray(r *rng, o pt, dir int64) {
	for range 46 {
		q := o.add(dir*s.n(r.in(-190, 330)), s.n(r.in(-26, 30)))
		n := s.n(r.in(5, 22))
		s.c.fill((&path{}).ellipse(q, n*3/2, n), s.tone(s.lit(mat{c: 0xf2f8fa})), r.in(60, 170))
	}
}
