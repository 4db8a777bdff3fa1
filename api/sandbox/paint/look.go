package paint

// look is a style: how colours, shapes, skies, grounds and the whole picture
// are treated. Everything a place or a subject draws goes through it.
type look struct {
	id     string
	coarse int64 // pieces a curve is made of; 0 is smooth
	haze   int64 // how much of the distance is seen, of 256

	// tone grades a colour that is lit already.
	tone func(s *scene, c col) col
	// shape draws a path of a material.
	shape func(s *scene, p *path, m mat)
	// sky paints everything above the horizon, and below it as a start.
	sky func(s *scene)
	// ground goes over a plane that was just painted, from y down.
	ground func(s *scene, y int64)
	// behind goes over everything that is behind the subjects.
	behind func(s *scene)
	// finish goes over the whole picture.
	finish func(s *scene)
}

// looks are the styles in the order of the API's reference. The first is also
// the one for names nobody knows.
func looks() []*look {
	return []*look{&turbo, &anime, &realistic, &schnell, &devFast, &dev, &sdxl}
}

// lookOf returns the style with an id; text-to-png has none and gets the
// first.
func lookOf(id string) *look {
	for _, k := range looks() {
		if k.id == id {
			return k
		}
	}
	return &turbo
}

// shading is the recipe most styles share: how far the lit and the dark end
// of a shape lie from its colour, and how the ramp goes between them.
type shading struct {
	lit, dark int64 // of 256
	hard      bool  // two tones with an edge instead of a gradient
	grain     int64 // of 256, multiplied with the material's
	rim       int64
	rimWide   int64 // thousandths of the unit side
}

// ink mixes the ink for a shape of a material that fills the box lo … hi.
func (s *scene) ink(m mat, lo, hi pt, sh shading) *ink {
	c := s.lit(m)
	key, dark := s.k.tone(s, s.light.key), s.k.tone(s, s.light.shade)
	near := 256 - clampTo(m.depth+s.depth, 0, 256)*3/4
	a := c.mix(key, sh.lit*near>>8)
	b := c.mix(dark, sh.dark*near>>8)
	k := &ink{}
	switch m.form {
	case emit:
		k.stops(stop{0, c.lit(150)}, stop{150, c.lit(20)}, stop{255, c})
		k.around(lo.to(hi, 128), (hi.x-lo.x)*5/8, (hi.y-lo.y)*5/8)
	case wire:
		k.stops(stop{0, c})
	default:
		s.ramp(k, a, c, b, sh.hard, m.form)
		s.lay(k, m.form, lo, hi)
		if sh.rim > 0 && m.depth+s.depth < 160 {
			k.rim, k.rimCol = sh.rim*near>>8, c.mix(key, 200)
			n := int(max(s.n(sh.rimWide)>>8, 1))
			k.rimX, k.rimY = int(s.side)*n, -n
		}
	}
	k.alpha = m.alpha
	if g := m.grain * sh.grain >> 8; g > 0 {
		k.textured(g/4, max(s.n(11)>>8, 1), 256, s.key)
	}
	return k
}

// ramp fills the ramp from the lit to the dark tone.
func (s *scene) ramp(k *ink, a, c, b col, hard bool, f form) {
	switch {
	case hard && f == land:
		k.stops(stop{0, a}, stop{20, a}, stop{21, c}, stop{120, c}, stop{122, c.mix(b, 150)}, stop{255, c.mix(b, 150)})
	case hard:
		k.stops(stop{0, c.mix(a, 150)}, stop{143, c.mix(a, 60)}, stop{147, b}, stop{255, b})
	case f == flat || f == face:
		k.stops(stop{0, c.mix(a, 120)}, stop{110, c}, stop{255, c.mix(b, 150)})
	default:
		k.stops(stop{0, a}, stop{40, a.mix(c, 110)}, stop{120, c}, stop{255, b})
	}
}

// lay places the ramp for a form.
func (s *scene) lay(k *ink, f form, lo, hi pt) {
	w, h := hi.x-lo.x, hi.y-lo.y
	lx, rx := lo.x, hi.x // the lit and the dark side
	if s.side > 0 {
		lx, rx = hi.x, lo.x
	}
	switch f {
	case ball:
		o := pt{lx + (rx-lx)*36/100, lo.y + h*30/100}
		k.around(o, max(w, h*3/4)*72/100, max(h, w*3/4)*80/100)
	case tall:
		k.along(pt{lx - (lx-rx)/12, lo.y}, pt{rx, lo.y + h/16})
	case land:
		k.along(pt{lo.x, lo.y}, pt{lo.x, lo.y + min(h, s.n(420))})
	case face:
		k.along(pt{lx, lo.y}, pt{lx + (rx-lx)/3, hi.y})
	default:
		k.along(pt{lx, lo.y}, pt{rx, hi.y})
	}
}

// lampGlow lets the lamps shine: fully in the dark, a little by day.
func (s *scene) lampGlow(wide, strength int64) {
	strength = strength * (300 - s.light.amb.luma()) / 240
	for _, l := range s.lamps {
		s.c.glow(l.o, l.r*wide, l.c, strength)
	}
}

// draw is the usual way to put a shape on the canvas.
func (s *scene) draw(p *path, m mat, sh shading) {
	mk, ok := s.c.cover(p)
	if !ok {
		return
	}
	lo, hi := p.box()
	s.c.paint(mk, s.ink(m, lo, hi, sh))
}
