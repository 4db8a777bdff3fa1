package paint

// flora is the plants of the scenery.
type flora struct {
	*easel
	*motif
	figures *figures
}

// plant draws a tree that is part of the scenery.
func (f *flora) plant(name string, o pt, size int64, r *rng) {
	d := dressed(prop(name), nil, r)
	if name != "cactus" {
		d.own[0] = f.foliage(r)
	}
	if name == "pine" && !f.snowy() {
		d.own[0] = d.own[0].mix(0x1f5a48, 150)
	}
	f.figures.draw(prop(name), spot{o: o, s: size, flip: r.chance(50)}, d)
}

// copse is a line of far trees.
func (f *flora) copse(r *rng, y, spread, size int64, n int, depth int64) {
	f.depth = depth
	for range n {
		o := pt{r.in(0, f.w), y + r.in(-spread/4, spread/4)}
		f.plant("tree", o, size*r.in(70, 130)/100, r)
	}
	f.depth = 0
}

// pines is a row of conifers that leaves the middle free when they are large.
func (f *flora) pines(r *rng, y, spread, size int64, n int, depth int64) {
	f.depth = depth
	for range n {
		x := r.in(0, f.w)
		if size > f.n(100) {
			x = x * 30 / 100
			if r.chance(50) {
				x = f.w - x
			}
		}
		o := pt{x, y + r.in(-spread/3, spread/2)}
		f.plant("pine", o, size*r.in(60, 130)/100, r)
	}
	f.depth = 0
}

// meadow sprinkles flowers and blades over the near ground, larger towards
// the viewer.
func (f *flora) meadow(r *rng, top int64) {
	g := f.grass()
	for i := range int64(150) {
		t := i * 256 / 150
		y := top + f.n(10) + (f.h-top)*t*t>>16
		x := r.in(-f.w/50, f.w)
		size := f.n(4) + f.n(18)*t>>8
		if r.chance(62) {
			p := f.path()
			for j := range int64(3) {
				dx := (j - 1) * size / 3
				p.poly(pt{x + dx - size/8, y}, pt{x + dx*2, y - size*r.in(80, 160)/100}, pt{x + dx + size/8, y})
			}
			f.fill(p, f.lit(mat{c: g.mix(pick(r, col(0x2f6a2a), 0xd8e07a), 90)}), 230)
			continue
		}
		if f.snowy() {
			continue
		}
		c := f.lit(mat{c: pick(r, f.accents[:]...).lit(40)})
		p := (&path{}).ellipse(pt{x, y - size}, size/3+one/2, size/4+one/2)
		f.fill(p, c, 256)
		f.fill((&path{}).ellipse(pt{x, y - size}, size/9+one/4, size/10+one/4), f.lit(mat{c: 0xfff0a0}), 256)
	}
}
