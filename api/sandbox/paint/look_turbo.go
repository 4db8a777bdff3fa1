package paint

// turbo is imagine-turbo: clean and vivid, loose gradients, soft round light.
type turbo struct{ hand }

func (t *turbo) tone(c col) col { return c.sat(310).lit(6) }

func (t *turbo) shape(p *path, m mat) {
	t.draw(p, m, shading{lit: 110, dark: 96, rim: 60, rimWide: 5})
}

func (t *turbo) backdrop() {
	t.sky.ramp(0)
	// Large soft patches of colour: the loose part.
	r := t.rng("patches")
	for range 5 {
		o := pt{r.in(0, t.w), r.in(0, t.horizon)}
		c := t.tone(pick(r, t.light.low, t.light.rim, t.light.mid.turned(turn/14)))
		t.c.soft(o, t.n(r.in(260, 520)), t.n(r.in(120, 260)), c, 90)
	}
	t.sky.stars(150)
	t.sky.disc(0)
	t.sky.bow()
	t.puffs()
}

// puffs are soft rounded clouds, flat below.
func (t *turbo) puffs() {
	r := t.rng("puffs")
	lit, dark := t.sky.cloudTones()
	for range t.sky.cloudAmount() / 12 {
		o := pt{r.in(-t.w/10, t.w), t.horizon * r.in(8, 66) / 100}
		size := t.n(r.in(60, 150)) * (1100 - o.y*600/max(t.horizon, 1)) / 1000
		p := cloudShape(r, o, size, 6)
		m, ok := t.c.cover(p)
		if !ok {
			continue
		}
		lo, hi := p.box()
		k := (&ink{}).stops(stop{0, lit}, stop{120, lit.mix(dark, 60)}, stop{255, dark})
		k.along(lo, pt{lo.x + (hi.x-lo.x)/8, hi.y})
		k.alpha = r.in(150, 226)
		t.c.paint(m, k)
	}
}

func (t *turbo) finish() {
	t.lampGlow(2, 120)
	t.c.bloom(215, 60)
}
