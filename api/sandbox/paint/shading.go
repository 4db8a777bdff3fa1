package paint

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
func (e *easel) ink(m mat, lo, hi pt, sh shading) *ink {
	c := e.lit(m)
	key, dark := e.tone(e.light.key), e.tone(e.light.shade)
	near := 256 - clampTo(m.depth+e.depth, 0, 256)*3/4
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
		k.tones(a, c, b, m.form, sh.hard)
		e.direct(k, m.form, lo, hi)
		if sh.rim > 0 && m.depth+e.depth < 160 {
			k.rim, k.rimCol = sh.rim*near>>8, c.mix(key, 200)
			n := int(max(e.n(sh.rimWide)>>8, 1))
			k.rimX, k.rimY = int(e.side)*n, -n
		}
	}
	k.alpha = m.alpha
	if g := m.grain * sh.grain >> 8; g > 0 {
		k.textured(g/4, max(e.n(11)>>8, 1), 256, e.texture)
	}
	return k
}

// tones fills the ramp from the lit tone a over the middle c to the dark b.
func (k *ink) tones(a, c, b col, f form, hard bool) {
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

// direct lays the ramp of a form along the light.
func (e *easel) direct(k *ink, f form, lo, hi pt) {
	w, h := hi.x-lo.x, hi.y-lo.y
	lx, rx := lo.x, hi.x // the lit and the dark side
	if e.side > 0 {
		lx, rx = hi.x, lo.x
	}
	switch f {
	case ball:
		o := pt{lx + (rx-lx)*36/100, lo.y + h*30/100}
		k.around(o, max(w, h*3/4)*72/100, max(h, w*3/4)*80/100)
	case tall:
		k.along(pt{lx - (lx-rx)/12, lo.y}, pt{rx, lo.y + h/16})
	case land:
		k.along(pt{lo.x, lo.y}, pt{lo.x, lo.y + min(h, e.n(420))})
	case face:
		k.along(pt{lx, lo.y}, pt{lx + (rx-lx)/3, hi.y})
	default:
		k.along(pt{lx, lo.y}, pt{rx, hi.y})
	}
}

// draw is the usual way to put a shape on the canvas.
func (e *easel) draw(p *path, m mat, sh shading) {
	mk, ok := e.c.cover(p)
	if !ok {
		return
	}
	lo, hi := p.box()
	e.c.paint(mk, e.ink(m, lo, hi, sh))
}
