package paint

// pt is a point on the canvas, in 1/256 pixel.
type pt struct{ x, y int64 }

func (p pt) add(dx, dy int64) pt { return pt{p.x + dx, p.y + dy} }

// to goes from p (t=0) to q (t=256).
func (p pt) to(q pt, t int64) pt {
	return pt{p.x + (q.x-p.x)*t>>8, p.y + (q.y-p.y)*t>>8}
}

func dist(a, b pt) int64 {
	dx, dy := b.x-a.x, b.y-a.y
	return isqrt(dx*dx + dy*dy)
}

// path is one shape made of closed polygons. Every polygon is kept in the
// same orientation, so that polygons that overlap add up instead of cutting
// holes.
type path struct {
	polys [][]pt
	open  []pt
	// coarse makes curves out of this many pieces only; 0 means smooth.
	coarse int64
}

func (p *path) move(a pt) *path {
	p.close()
	p.open = append(p.open, a)
	return p
}

func (p *path) line(a ...pt) *path {
	p.open = append(p.open, a...)
	return p
}

// close ends the polygon begun by move and turns it the right way round.
func (p *path) close() *path {
	if len(p.open) > 2 {
		orient(p.open)
		p.polys = append(p.polys, p.open)
	}
	p.open = nil
	return p
}

// orient reverses a polygon whose area is negative.
func orient(q []pt) {
	area := int64(0)
	o := q[0]
	for i := range q {
		a, b := q[i], q[(i+1)%len(q)]
		area += (a.x-o.x)>>3*((b.y-o.y)>>3) - (b.x-o.x)>>3*((a.y-o.y)>>3)
	}
	if area >= 0 {
		return
	}
	for i, j := 0, len(q)-1; i < j; i, j = i+1, j-1 {
		q[i], q[j] = q[j], q[i]
	}
}

// poly adds a polygon.
func (p *path) poly(a ...pt) *path { return p.move(a[0]).line(a[1:]...).close() }

// box returns the bounds of the path.
func (p *path) box() (lo, hi pt) {
	p.close()
	first := true
	for _, q := range p.polys {
		for _, a := range q {
			if first {
				lo, hi, first = a, a, false
			}
			lo.x, lo.y = min(lo.x, a.x), min(lo.y, a.y)
			hi.x, hi.y = max(hi.x, a.x), max(hi.y, a.y)
		}
	}
	return lo, hi
}
