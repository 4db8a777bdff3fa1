package paint

// emblems draws the things that words stand for which nobody knows.
type emblems struct {
	*easel
	*motif
}

// draw is the thing a word stands for: a symmetrical shape grown from its
// hash, standing at o.
func (e *emblems) draw(o pt, size int64, h uint64) {
	r := &rng{h}
	at := int(h >> 16 & 3)
	base := e.accents[at].turned(int64(h&0xffff) / 12)
	cols := []col{base, e.accents[(at+1)&3], e.accents[(at+2)&3].lit(30), hue(int64(h&0xffff), 170, 140)}
	y := int64(0)
	for i := range r.in(3, 5) {
		half := size * r.in(12, 32) / 100
		high := size * r.in(14, 28) / 100
		c := o.add(0, -y-high/2)
		m := mat{c: cols[i%4], form: ball, grain: 60}
		switch r.below(6) {
		case 0:
			e.shape(e.path().ellipse(c, half, high/2+size/40), m)
		case 1:
			m.form = tall
			e.shape(e.path().rect(c.x-half*2/3, c.y-high/2, half*4/3, high+size/60, size/40), m)
		case 2:
			e.shape(e.path().poly(pt{c.x - half, c.y + high/2}, pt{c.x, c.y - high}, pt{c.x + half, c.y + high/2}), m)
		case 3:
			p := e.path()
			n := r.in(5, 8)
			for j := range n {
				a := j * turn / n
				p.ellipse(c.add(half*6/10*icos(a)>>14, half*6/10*isin(a)>>14), half*4/10, half*4/10)
			}
			e.shape(p, m)
			e.shape(e.path().ellipse(c, half*4/10, half*4/10), mat{c: cols[(i+1)%4], form: ball})
			high = max(high, half)
		case 4:
			m.form = tall
			p := e.path()
			p.move(pt{c.x - half, c.y + high/2}).quad(pt{c.x - half/5, c.y}, pt{c.x - half*3/4, c.y - high/2})
			p.line(pt{c.x + half*3/4, c.y - high/2}).quad(pt{c.x + half/5, c.y}, pt{c.x + half, c.y + high/2}).close()
			e.shape(p, m)
		default:
			for _, d := range []int64{-1, 1} {
				p := e.path()
				p.move(c).quad(c.add(d*half, -high), c.add(d*half*3/2, -high/3)).quad(c.add(d*half, high/3), c).close()
				e.shape(p, mat{c: cols[(i+2)%4], form: flat})
			}
			e.shape(e.path().ellipse(c, half/2, high/2+size/40), m)
		}
		y += high * 92 / 100
	}
	top := o.add(0, -y-size/30)
	e.shape(e.path().ellipse(top, size/18, size/18), mat{c: cols[2], form: ball})
}
