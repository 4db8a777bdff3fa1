package paint

// terrain is the lie of the land: hills and mountains.
type terrain struct {
	*easel
	*motif
}

// hill is one layer of land.
func (t *terrain) hill(base, height, wide int64, rough int, c col, depth int64, name string) {
	p := t.ridge(base, height, wide, rough, mix64(t.seed^hashText(name)))
	t.shape(p, mat{c: c, form: land, depth: depth, grain: 120, bare: true})
}

// hillAt is the height of the hill drawn by hill with the same arguments.
func (t *terrain) hillAt(x, base, height, wide int64, rough int, name string) int64 {
	seed := mix64(t.seed ^ hashText(name))
	v := noise1(int64(seed&0xffffff)+x*256/max(t.n(wide), 1), rough, uint32(seed>>24))
	return base - v*height>>15
}

// peaks is a range of mountains standing on base, of about the given height.
func (t *terrain) peaks(base, height, depth int64, r *rng) {
	n := r.in(4, 6)
	for i := range n {
		// The ones at the sides first, so that the middle stands in front.
		k := i / 2
		if i%2 == 1 {
			k = n - 1 - i/2
		}
		x := t.w*(2*k+1)/(2*n) + t.x(r.in(-70, 70))
		h := height * r.in(65, 125) / 100
		t.peak(pt{x, base}, h*r.in(110, 150)/100, h, depth, r)
	}
}

// crag is a line from a to b with kinks.
func (t *terrain) crag(a, b pt, kink int64, r *rng) []pt {
	n := int64(9)
	if t.style.coarse > 0 {
		n, kink = 2, 0
	}
	out := []pt{a}
	for i := int64(1); i < n; i++ {
		p := a.to(b, i*256/n)
		out = append(out, p.add(r.in(-kink, kink)/2, r.in(-kink, kink)))
	}
	return append(out, b)
}
