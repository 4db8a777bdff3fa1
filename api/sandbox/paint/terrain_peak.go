package paint

// peak is one mountain: a lit face, a dark face, snow on top.
func (t *terrain) peak(o pt, half, h, depth int64, r *rng) {
	rock := pick(r, col(0x6f7f96), 0x7a8290, 0x66788a)
	switch t.b.place {
	case desert:
		rock = pick(r, col(0xb8744a), 0xa8603c)
	case arctic:
		rock = 0xa8bccc
	default:
	}
	if c, ok := t.b.tint("place"); ok && t.b.place == mountains {
		rock = c
	}
	top := pt{o.x + half*r.in(-16, 16)/100, o.y - h}
	l := t.crag(pt{o.x - half, o.y + t.n(4)}, top, h/14, r)
	rt := t.crag(top, pt{o.x + half, o.y + t.n(4)}, h/14, r)
	mid := t.crag(top, pt{o.x + half*r.in(-22, 22)/100, o.y + t.n(4)}, h/9, r)
	face := t.path()
	face.open = append(append([]pt(nil), l...), rt...)
	t.shape(face.close(), mat{c: rock, form: land, depth: depth, grain: 200, bare: true})
	dark := t.path()
	dark.open = append([]pt(nil), mid...)
	edge := rt
	if t.side > 0 {
		edge = l
	}
	for i := range edge {
		if t.side > 0 {
			dark.open = append(dark.open, edge[i])
		} else {
			dark.open = append(dark.open, edge[len(edge)-1-i])
		}
	}
	t.shape(dark.close(), mat{c: rock.mix(0x2a3050, 110), form: land, depth: depth, grain: 200, bare: true})
	if t.b.place != desert && h > t.n(70) {
		t.cap(l, rt, mid, top, h, depth, r)
	}
}

// cap is the snow of a peak: the part of both faces above a ragged line.
func (t *terrain) cap(l, rt, mid []pt, top pt, h, depth int64, r *rng) {
	line := top.y + h*r.in(26, 44)/100
	if t.snowy() {
		line = top.y + h*70/100
	}
	side := func(edge []pt, c col) {
		p := t.path()
		p.open = append(p.open, top)
		low := top
		for _, q := range edge {
			if q.y > line {
				break
			}
			p.open = append(p.open, q)
			low = q
		}
		end := top
		for _, q := range mid {
			if q.y > line {
				break
			}
			end = q
		}
		// The ragged lower edge.
		for i := int64(1); i < 6; i++ {
			q := low.to(end, i*256/6)
			drop := h / 16
			if i%2 == 0 {
				drop = -h / 22
			}
			if t.style.coarse > 0 {
				drop /= 2
			}
			p.open = append(p.open, pt{q.x, max(q.y, line-h/12) + drop})
		}
		for i := len(mid) - 1; i >= 0; i-- {
			if mid[i].y <= line {
				p.open = append(p.open, mid[i])
			}
		}
		t.shape(p.close(), mat{c: c, form: flat, depth: depth * 3 / 4, bare: true})
	}
	up := make([]pt, len(l))
	for i := range l {
		up[i] = l[len(l)-1-i]
	}
	lit, dark := col(0xfbfdff), col(0xb4c4de)
	if t.side > 0 {
		lit, dark = dark, lit
	}
	side(up, lit)
	side(rt, dark)
}
