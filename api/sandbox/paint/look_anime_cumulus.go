package paint

// cumulus are towers of cloud: a dark heap, the same heap lit, set off
// towards the light, and a bright crown.
func (a *anime) cumulus() {
	r := a.rng("cumulus")
	lit, dark := a.sky.cloudTones()
	n := 2 + a.sky.cloudAmount()/22
	for i := range n {
		far := n - i
		size := a.n(r.in(130, 240)) * 5 / (3 + far)
		o := pt{r.in(0, a.w), a.horizon - a.n(20)*far + a.n(50)}
		if r.chance(35) {
			o.y = a.horizon * r.in(20, 55) / 100
			size /= 2
		}
		heap := heapShape(r, o, size)
		mid := lit.mix(dark, 110)
		a.c.fill(heap, mid.mix(dark, 60), 256)
		for j, c := range []col{mid, lit} {
			d := size * int64(j+1) / 16
			a.c.fill(within(heap, o, a.side*d, -d*3/2, 94-int64(j)*9), c, 256)
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
