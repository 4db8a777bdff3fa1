package paint

// flash is a bolt of lightning with its light on the clouds.
func (s *sky) flash() {
	r := s.rng("flash")
	at := pt{s.x(r.in(150, 850)), s.horizon / 8}
	s.c.glow(at, s.n(420), s.tone(0xb8c8ff), 110)
	p := &path{}
	s.bolt(r, p, at, s.horizon-at.y, s.n(5), 2)
	s.c.fill(p.outline(s.n(7)), s.tone(0xb8c8ff), 70)
	s.c.fill(p, s.tone(0xfdfdff), 256)
}

func (s *sky) bolt(r *rng, p *path, o pt, length, w int64, forks int) {
	pts := []pt{o}
	for i := range int64(9) {
		o = o.add(s.n(r.in(-36, 36)), length/9)
		pts = append(pts, o)
		if forks > 0 && i > 1 && r.chance(26) {
			s.bolt(r, p, o, length/3, max(w/2, one), forks-1)
		}
	}
	p.stroke(w, pts...)
}
