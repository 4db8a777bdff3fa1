package paint

// sky is what stands above the horizon.
type sky struct {
	*easel
	*motif
}

// hang puts the sun or the moon into the sky.
func (s *sky) hang() {
	r := s.rng("sun")
	x := r.in(140, 420)
	if r.chance(50) {
		x = 1000 - x
	}
	up := max(s.light.sunAt, 0)
	s.sun = pt{s.x(x), s.horizon - s.horizon*up/1000*r.in(88, 108)/100}
	s.side = 1
	if x < 500 {
		s.side = -1
	}
}

// stops are the colours of the sky from the top to the horizon, graded.
func (s *sky) stops() [4]col {
	l := s.light
	return [4]col{s.tone(l.top), s.tone(l.mid), s.tone(l.low), s.tone(l.rim)}
}

// skyAt is the sky's colour at a height, 0 (top) … 256 (horizon).
func skyAt(st [4]col, t int64) col {
	t = clampTo(t, 0, 256) * 3
	i := min(t>>8, 2)
	return st[i].mix(st[i+1], t-i<<8)
}

// ramp fills the canvas from the top to the horizon, and on below it with
// the horizon's colour. With bands it is made of that many flat stripes. A
// little noise keeps dark skies from showing steps.
func (s *sky) ramp(bands int64) {
	st := s.stops()
	hz := max(s.horizon>>8, 1)
	s.c.rows(0, int64(s.c.h), func(y int64, row []uint32) {
		t := y * 256 * 16 / hz
		if bands > 0 {
			t = t * bands / 4096 * 4096 / bands
		}
		a := skyAt(st, t>>4)
		b := skyAt(st, t>>4+1)
		pa, pb := a.pixel(), b.pixel()
		if bands > 0 || pa == pb {
			for x := range row {
				row[x] = pa
			}
			return
		}
		f := uint32(t & 15)
		h := uint32(y)*0x9E3779B1 + 77
		for x := range row {
			h = h*1664525 + 1013904223
			if h>>28 < f {
				row[x] = pb
			} else {
				row[x] = pa
			}
		}
	})
}
