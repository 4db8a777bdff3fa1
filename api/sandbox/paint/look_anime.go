package paint

// anime: flat cel shades, ink outlines, big clouds with hard edges, clear
// saturated colours.
var anime = look{
	id: "anime", haze: 230,
	tone:   func(_ *scene, c col) col { return c.sat(320).lit(18) },
	shape:  animeShape,
	sky:    animeSky,
	ground: animeGround,
	behind: func(*scene) {},
	finish: func(s *scene) {
		s.lampGlow(2, 110)
		s.bloom(226, 70)
		s.gleam()
	},
}

func animeShape(s *scene, p *path, m mat) {
	depth := m.depth + s.depth
	lo, hi := p.box()
	if !m.bare && m.form != wire && m.form != emit && depth <= 120 && m.alpha >= 200 &&
		hi.x-lo.x >= 8*one && hi.y-lo.y >= 8*one {
		// Before the shape: where its parts overlap, no line shows.
		c := s.lit(m).mix(s.k.tone(s, 0x1a1030), 190)
		s.c.fill(p.outline(max(s.n(6), one*2)), c, 236-depth)
	}
	s.draw(p, m, shading{lit: 120, dark: 116, hard: true})
}

func animeSky(s *scene) {
	s.skyRamp(0)
	s.stars(220)
	s.disc(2)
	s.bow()
	s.cumulus()
}

// cumulus are towers of cloud: a dark heap, the same heap lit, set off
// towards the light, and a bright crown.
func (s *scene) cumulus() {
	r := s.rng("cumulus")
	lit, dark := s.cloudTones()
	n := 2 + s.cloudAmount()/22
	for i := range n {
		far := n - i
		size := s.n(r.in(130, 240)) * 5 / (3 + far)
		o := pt{r.in(0, s.w), s.horizon - s.n(20)*far + s.n(50)}
		if r.chance(35) {
			o.y = s.horizon * r.in(20, 55) / 100
			size /= 2
		}
		heap := heapShape(r, o, size)
		mid := lit.mix(dark, 110)
		s.c.fill(heap, mid.mix(dark, 60), 256)
		for j, c := range []col{mid, lit} {
			d := size * int64(j+1) / 16
			s.c.fill(within(heap, o, s.side*d, -d*3/2, 94-int64(j)*9), c, 256)
		}
	}
}

// heapShape is a tall heap of circles that narrows upwards.
func heapShape(r *rng, o pt, size int64) *path {
	p := &path{}
	for row := range int64(4) {
		half := size * (100 - row*26) / 100
		n := 5 - row
		for i := range n {
			x := o.x + r.in(-size/10, size/10)
			if n > 1 {
				x += half * (2*i - n + 1) / (n - 1)
			}
			rad := size * r.in(24, 36) / 100
			p.ellipse(pt{x, o.y - row*size*30/100 - size/6}, rad, rad)
		}
	}
	return p.rect(o.x-size*12/10, o.y-size/5, size*24/10, size/3, size/7)
}

// within is a path made smaller around o and moved.
func within(p *path, o pt, dx, dy, percent int64) *path {
	q := &path{}
	for _, poly := range p.polys {
		n := make([]pt, len(poly))
		for i, a := range poly {
			n[i] = pt{o.x + (a.x-o.x)*percent/100 + dx, o.y + (a.y-o.y)*percent/100 + dy}
		}
		q.polys = append(q.polys, n)
	}
	return q
}

// animeGround draws a few flat sweeps of light over the ground.
func animeGround(s *scene, y int64) {
	r := s.rng("sweeps")
	c := s.k.tone(s, s.light.key)
	for range 5 {
		py := r.in(y+s.n(20), s.h)
		x := r.in(-s.w/4, s.w)
		w := s.n(r.in(200, 460))
		h := s.n(4) + (py-y)/16
		p := (&path{}).move(pt{x, py}).quad(pt{x + w/2, py - h}, pt{x + w, py}).quad(pt{x + w/2, py + h/3}, pt{x, py})
		s.c.fill(p.close(), c, 34)
	}
}

// gleam is light that falls in from the corner of the sun.
func (s *scene) gleam() {
	if s.light.night || s.b.weather&(rain|storm|fog) != 0 {
		return
	}
	if s.b.place == space || s.b.place == underwater {
		return
	}
	x := int64(0)
	if s.side > 0 {
		x = s.w
	}
	s.c.glow(pt{x, 0}, s.n(760), s.k.tone(s, s.light.key), 90)
}
