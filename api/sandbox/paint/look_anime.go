package paint

// anime: flat cel shades, ink outlines, big clouds with hard edges, clear
// saturated colours.
type anime struct{ hand }

func (a *anime) tone(c col) col { return c.sat(320).lit(18) }

func (a *anime) shape(p *path, m mat) {
	depth := m.depth + a.depth
	lo, hi := p.box()
	if !m.bare && m.form != wire && m.form != emit && depth <= 120 && m.alpha >= 200 &&
		hi.x-lo.x >= 8*one && hi.y-lo.y >= 8*one {
		// Before the shape: where its parts overlap, no line shows.
		c := a.lit(m).mix(a.tone(0x1a1030), 190)
		a.c.fill(p.outline(max(a.n(6), one*2)), c, 236-depth)
	}
	a.draw(p, m, shading{lit: 120, dark: 116, hard: true})
}

func (a *anime) backdrop() {
	a.sky.ramp(0)
	a.sky.stars(220)
	a.sky.disc(2)
	a.sky.bow()
	a.cumulus()
}

// ground draws a few flat sweeps of light over the ground.
func (a *anime) ground(y int64) {
	r := a.rng("sweeps")
	c := a.tone(a.light.key)
	for range 5 {
		py := r.in(y+a.n(20), a.h)
		x := r.in(-a.w/4, a.w)
		w := a.n(r.in(200, 460))
		h := a.n(4) + (py-y)/16
		p := (&path{}).move(pt{x, py}).quad(pt{x + w/2, py - h}, pt{x + w, py}).quad(pt{x + w/2, py + h/3}, pt{x, py})
		a.c.fill(p.close(), c, 34)
	}
}

func (a *anime) finish() {
	a.lampGlow(2, 110)
	a.c.bloom(226, 70)
	a.gleam()
}

// gleam is light that falls in from the corner of the sun.
func (a *anime) gleam() {
	if a.light.night || a.b.weather&(rain|storm|fog) != 0 {
		return
	}
	if a.b.place == space || a.b.place == underwater {
		return
	}
	x := int64(0)
	if a.side > 0 {
		x = a.w
	}
	a.c.glow(pt{x, 0}, a.n(760), a.tone(a.light.key), 90)
}
