package paint

// trace draws the steps of a part into a path.
func (p *part) trace(q *path, t spot) {
	var pen *path // where strokes collect their points
	width := int64(0)
	to := q
	for _, o := range p.ops {
		a := o.args
		at := func(i int) pt { return t.place(a[i]*fine, a[i+1]*fine) }
		switch o.do {
		case 's':
			width = max(a[0]*t.s/1000, one)
			pen = &path{coarse: q.coarse}
			to = pen
		case 'm':
			to.open = append(to.open[:0:0], at(0))
		case 'l':
			for i := 0; i < len(a); i += 2 {
				to.line(at(i))
			}
		case 'q':
			to.quad(at(0), at(2))
		case 'c':
			to.cubic(at(0), at(2), at(4))
		case 'z':
			to.close()
		case 'p':
			q.close()
			for i := 0; i < len(a); i += 2 {
				q.open = append(q.open, at(i))
			}
			q.close()
		case 'o':
			turned(q, t, a[0], a[1], a[2], a[3], 0)
		case 'e':
			turned(q, t, a[0], a[1], a[2], a[3], a[4]*turn/360)
		case 'r':
			block(q, t, a[0], a[1], a[2], a[3], a[4])
		}
	}
	if pen != nil {
		q.stroke(width, pen.open...)
	}
}

// mirrored returns the steps with x negated.
func mirrored(ops []op) []op {
	out := make([]op, len(ops))
	for i, o := range ops {
		a := append([]int64(nil), o.args...)
		switch o.do {
		case 's', 'z':
		case 'o':
			a[0] = -a[0]
		case 'e':
			a[0], a[4] = -a[0], -a[4]
		case 'r':
			a[0] = -a[0] - a[2]
		default:
			for j := 0; j < len(a); j += 2 {
				a[j] = -a[j]
			}
		}
		out[i] = op{o.do, a}
	}
	return out
}

// turned adds an ellipse of the sprite's space.
func turned(q *path, t spot, x, y, rx, ry, angle int64) {
	n := clampTo(isqrt(max(rx, ry)*t.s/1000>>8)*4+8, 8, 128)
	if q.coarse > 0 {
		n = q.coarse * 3
	}
	c, k := icos(angle), isin(angle)
	q.close()
	for i := range n {
		a := i*turn/n + turn/4
		ex, ey := rx*fine*icos(a)>>14, ry*fine*isin(a)>>14
		q.open = append(q.open, t.place(x*fine+(ex*c-ey*k)>>14, y*fine+(ex*k+ey*c)>>14))
	}
	q.close()
}

// block adds a rectangle of the sprite's space, with round corners.
func block(q *path, t spot, x, y, w, h, r int64) {
	r = min(r, w/2, h/2)
	at := func(x, y int64) pt { return t.place(x*fine, y*fine) }
	q.close()
	if r == 0 || q.coarse > 0 {
		q.poly(at(x, y), at(x+w, y), at(x+w, y+h), at(x, y+h))
		return
	}
	q.move(at(x+r, y)).line(at(x+w-r, y)).quad(at(x+w, y), at(x+w, y+r))
	q.line(at(x+w, y+h-r)).quad(at(x+w, y+h), at(x+w-r, y+h))
	q.line(at(x+r, y+h)).quad(at(x, y+h), at(x, y+h-r))
	q.line(at(x, y+r)).quad(at(x, y), at(x+r, y)).close()
}
