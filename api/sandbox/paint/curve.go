package paint

// pieces says how many straight lines a curve of the given length becomes.
func (p *path) pieces(length int64) int64 {
	if p.coarse > 0 {
		return p.coarse
	}
	return clampTo(isqrt(length>>8)+2, 3, 48)
}

func (p *path) last() pt { return p.open[len(p.open)-1] }

// quad is a quadratic curve to b with control point a.
func (p *path) quad(a, b pt) *path {
	o := p.last()
	n := p.pieces(dist(o, a) + dist(a, b))
	for i := int64(1); i <= n; i++ {
		t := i * 256 / n
		p.open = append(p.open, o.to(a, t).to(a.to(b, t), t))
	}
	return p
}

// cubic is a cubic curve to c with control points a and b.
func (p *path) cubic(a, b, c pt) *path {
	o := p.last()
	n := p.pieces(dist(o, a) + dist(a, b) + dist(b, c))
	for i := int64(1); i <= n; i++ {
		t := i * 256 / n
		m := a.to(b, t)
		p.open = append(p.open, o.to(a, t).to(m, t).to(m.to(b.to(c, t), t), t))
	}
	return p
}

// ellipse adds a whole ellipse.
func (p *path) ellipse(o pt, rx, ry int64) *path {
	n := clampTo(isqrt(max(rx, ry)>>8)*4+8, 8, 128)
	if p.coarse > 0 {
		n = p.coarse * 3
	}
	p.close()
	for i := range n {
		a := i * turn / n
		p.open = append(p.open, pt{o.x + rx*icos(a)>>14, o.y + ry*isin(a)>>14})
	}
	return p.close()
}

// rect adds an upright rectangle with round corners of radius r.
func (p *path) rect(x, y, w, h, r int64) *path {
	r = min(r, w/2, h/2)
	if r <= one/2 || p.coarse > 0 {
		return p.move(pt{x, y}).line(pt{x + w, y}, pt{x + w, y + h}, pt{x, y + h}).close()
	}
	p.move(pt{x + r, y}).line(pt{x + w - r, y}).quad(pt{x + w, y}, pt{x + w, y + r})
	p.line(pt{x + w, y + h - r}).quad(pt{x + w, y + h}, pt{x + w - r, y + h})
	p.line(pt{x + r, y + h}).quad(pt{x, y + h}, pt{x, y + h - r})
	return p.line(pt{x, y + r}).quad(pt{x, y}, pt{x + r, y}).close()
}

// stroke adds a line of the given width along the points, with round joins
// and ends.
func (p *path) stroke(width int64, a ...pt) *path {
	p.close()
	h := width / 2
	o := a[0]
	for _, q := range a {
		if width > 2*one {
			p.disc(q, h)
		}
		d := dist(o, q)
		if d == 0 {
			continue
		}
		nx, ny := -(q.y-o.y)*h/d, (q.x-o.x)*h/d
		p.poly(o.add(nx, ny), q.add(nx, ny), q.add(-nx, -ny), o.add(-nx, -ny))
		o = q
	}
	return p
}

// disc is a small circle that is round in every style: joins of strokes.
func (p *path) disc(o pt, r int64) {
	n := clampTo(isqrt(r>>8)*2+6, 6, 24)
	q := make([]pt, 0, n)
	for i := range n {
		a := i * turn / n
		q = append(q, pt{o.x + r*icos(a)>>14, o.y + r*isin(a)>>14})
	}
	p.polys = append(p.polys, q)
}

// outline is a path of strokes along the edges of p.
func (p *path) outline(width int64) *path {
	p.close()
	o := &path{}
	for _, q := range p.polys {
		o.stroke(width, append(q[:len(q):len(q)], q[0])...)
	}
	return o
}
