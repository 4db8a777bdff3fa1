package paint

// What becomes of words nobody knows.

// strange fills a picture that has no subject: each unknown word is a thing
// of its own. A place that is a picture by itself stays empty.
func (s *scene) strange(st stage) {
	words := s.b.strangers
	if s.b.said != "" {
		return
	}
	if len(words) == 0 {
		if s.b.place != abstract && s.b.place != studio {
			return
		}
		words = []uint64{s.b.hash}
	}
	if s.b.place != abstract && s.b.place != studio && s.b.place != field && s.b.place != table {
		s.sprigs(st)
		return
	}
	n := int64(min(len(words), 3))
	for i, h := range words[:n] {
		x := s.w * (2*int64(i) + 1) / (2 * n)
		size := s.n(560-80*n) * st.scale / 100
		t := spot{o: pt{x, st.ground}, s: size}
		s.shadow(t)
		s.emblem(t.o, size, h)
	}
}

// emblem is the thing a word stands for: a symmetrical shape grown from its
// hash, standing at o.
func (s *scene) emblem(o pt, size int64, h uint64) {
	r := &rng{h}
	at := int(h >> 16 & 3)
	base := s.accents[at].turned(int64(h&0xffff) / 12)
	cols := []col{base, s.accents[(at+1)&3], s.accents[(at+2)&3].lit(30), hue(int64(h&0xffff), 170, 140)}
	y := int64(0)
	for i := range r.in(3, 5) {
		half := size * r.in(12, 32) / 100
		high := size * r.in(14, 28) / 100
		c := o.add(0, -y-high/2)
		m := mat{c: cols[i%4], form: ball, grain: 60}
		switch r.below(6) {
		case 0:
			s.shape(s.path().ellipse(c, half, high/2+size/40), m)
		case 1:
			m.form = tall
			s.shape(s.path().rect(c.x-half*2/3, c.y-high/2, half*4/3, high+size/60, size/40), m)
		case 2:
			s.shape(s.path().poly(pt{c.x - half, c.y + high/2}, pt{c.x, c.y - high}, pt{c.x + half, c.y + high/2}), m)
		case 3:
			p := s.path()
			n := r.in(5, 8)
			for j := range n {
				a := j * turn / n
				p.ellipse(c.add(half*6/10*icos(a)>>14, half*6/10*isin(a)>>14), half*4/10, half*4/10)
			}
			s.shape(p, m)
			s.shape(s.path().ellipse(c, half*4/10, half*4/10), mat{c: cols[(i+1)%4], form: ball})
			high = max(high, half)
		case 4:
			m.form = tall
			p := s.path()
			p.move(pt{c.x - half, c.y + high/2}).quad(pt{c.x - half/5, c.y}, pt{c.x - half*3/4, c.y - high/2})
			p.line(pt{c.x + half*3/4, c.y - high/2}).quad(pt{c.x + half/5, c.y}, pt{c.x + half, c.y + high/2}).close()
			s.shape(p, m)
		default:
			for _, d := range []int64{-1, 1} {
				p := s.path()
				p.move(c).quad(c.add(d*half, -high), c.add(d*half*3/2, -high/3)).quad(c.add(d*half, high/3), c).close()
				s.shape(p, mat{c: cols[(i+2)%4], form: flat})
			}
			s.shape(s.path().ellipse(c, half/2, high/2+size/40), m)
		}
		y += high * 92 / 100
	}
	top := o.add(0, -y-size/30)
	s.shape(s.path().ellipse(top, size/18, size/18), mat{c: cols[2], form: ball})
}

// sprigs lets unknown words grow beside the subject: a small kind of plant or
// stone each, here and there.
func (s *scene) sprigs(st stage) {
	if s.b.close || st.bare || st.float || st.kind == inDeep || st.kind == onTable {
		return
	}
	for i, h := range s.b.strangers {
		r := stream(s.seed, string(rune('a'+i)))
		for range 2 {
			t := r.in(0, 256)
			y := st.back + (s.y(970)-st.back)*t>>8
			x := s.x(r.in(20, 300))
			if r.chance(50) {
				x = s.w - x
			}
			s.emblem(pt{x, y}, s.n(26)+s.n(34)*t>>8, h)
		}
	}
}
