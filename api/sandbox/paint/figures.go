package paint

// figures draws sprites.
type figures struct{ *easel }

// draw draws a sprite.
func (f *figures) draw(sp *sprite, t spot, d dress) {
	for i := range sp.parts {
		p := &sp.parts[i]
		m := mat{c: d.role(p.role), form: p.form, grain: 60}
		f.part(p, t, m)
		if p.mirror {
			u := *p
			u.ops = mirrored(p.ops)
			f.part(&u, t, m)
		}
	}
}

// part draws one part of a sprite.
func (f *figures) part(p *part, t spot, m mat) {
	q := f.path()
	p.trace(q, t)
	if m.form == emit && !t.under {
		lo, hi := q.box()
		f.lamp(lo.to(hi, 128), max(hi.x-lo.x, hi.y-lo.y)/2, m.c)
	}
	f.shape(q, m)
}

// shadow is the dark below a thing that stands.
func (f *figures) shadow(t spot) {
	c := f.tone(f.light.shade.sat(110).dim(90))
	o := t.o.add(-f.side*t.s/14, 0)
	f.c.soft(o, t.s*50/100, t.s*9/100, c, 150)
	f.c.soft(t.o, t.s*30/100, t.s*5/100, c, 110)
}
