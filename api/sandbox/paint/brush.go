package paint

// dab is one pixel of a brush: where, how dense, how thick.
type dab struct {
	dx, dy int16
	a, h   uint8
}

// brushSet is one brush turned into sixteen directions.
type brushSet struct {
	turns [16][]dab
	step  int // distance between strokes
}

// brushes makes a brush of a width and a length in pixels. Bristles are drawn
// from the tile, so a stroke has streaks along it.
func (s *scene) brushes(width, length, step int) *brushSet {
	t := tile()
	b := &brushSet{step: max(step, 2)}
	w, l := int64(width)*128, int64(length)*128 // halves, 1/256
	for i := range b.turns {
		a := int64(i) * turn / 2 / 16
		c, n := icos(a), isin(a)
		reach := (l + w) >> 8
		for dy := -reach; dy <= reach; dy++ {
			for dx := -reach; dx <= reach; dx++ {
				u := (dx<<8*c + dy<<8*n) >> 14
				v := (dy<<8*c - dx<<8*n) >> 14
				// The stroke narrows at its end and starts round.
				half := w - w*max(u, 0)/(l*3/2)
				if u < -l || u > l || v < -half || v > half {
					continue
				}
				hair := tex(t, u*6+int64(i)*9000, v*60*256/max(w, 1))
				end := min((u+l)*3, (l-u)*3/2, (half-v)*2, (half+v)*2, 256)
				den := clampTo(end*(90+hair)>>8, 0, 255)
				if den > 20 {
					b.turns[i] = append(b.turns[i], dab{int16(dx), int16(dy), uint8(den), uint8(hair)})
				}
			}
		}
	}
	return b
}

// strokes paints the picture again with a brush. Where the picture has edges
// the strokes follow them, elsewhere they follow a flow. Only what differs
// from what is there by the tolerance is painted over; 256 paints all.
func (s *scene) strokes(b *brushSet, tolerance int64) {
	src := append([]uint32(nil), s.c.pix...)
	if s.relief == nil {
		s.relief = make([]uint8, len(src))
	}
	r := stream(s.seed, "strokes")
	t := tile()
	w, h := s.c.w, s.c.h
	px := max(s.u>>8, 1)
	for y := 0; y < h; y += b.step {
		for x := 0; x < w; x += b.step {
			n := r.next()
			cx := min(max(x+int(n%uint64(b.step*2))-b.step/2, 0), w-1)
			cy := min(max(y+int(n>>20%uint64(b.step*2))-b.step/2, 0), h-1)
			gx, gy := slope(src, w, h, cx, cy, b.step/2+1)
			if tolerance < 256 && gx*gx+gy*gy < tolerance*tolerance {
				continue
			}
			var dir int64
			if gx*gx+gy*gy > 24*24 {
				dir = compass(-gy, gx)
			} else {
				dir = tex(t, int64(cx)*24*1024/px, int64(cy)*24*1024/px) / 10
			}
			dir += int64(n >> 40 & 1)
			s.stroke(b.turns[dir&15], cx, cy, vary(src[cy*w+cx], int32(n>>48&15)-8))
		}
	}
}

// vary makes a stroke a little lighter or darker than its neighbours.
func vary(p uint32, n int32) uint32 { return shift(p, n) }

// stroke sets one brush down.
func (s *scene) stroke(dabs []dab, x, y int, p uint32) {
	w, h := s.c.w, s.c.h
	for _, d := range dabs {
		px, py := x+int(d.dx), y+int(d.dy)
		if uint(px) >= uint(w) || uint(py) >= uint(h) {
			continue
		}
		i := py*w + px
		a := weight(d.a)
		s.c.pix[i] = over(s.c.pix[i], p, a)
		s.relief[i] = uint8((uint32(s.relief[i])*(256-a) + uint32(d.h)*a) >> 8)
	}
}

// slope is the change of brightness around a pixel.
func slope(src []uint32, w, h, x, y, d int) (gx, gy int64) {
	l, r := max(x-d, 0), min(x+d, w-1)
	t, b := max(y-d, 0), min(y+d, h-1)
	lum := func(x, y int) int64 {
		p := src[y*w+x]
		return int64(p>>16&255)*77 + int64(p>>8&255)*150 + int64(p&255)*29
	}
	return (lum(r, y) - lum(l, y)) >> 8, (lum(x, b) - lum(x, t)) >> 8
}

// compass is the nearest of sixteen directions of a line, 0 being level.
func compass(x, y int64) int64 {
	if y < 0 {
		x, y = -x, -y
	}
	best, at := int64(-1<<62), int64(0)
	for i := range int64(16) {
		a := i * turn / 32
		d := x*icos(a) + y*isin(a)
		if d < 0 {
			d = -d
		}
		if d > best {
			best, at = d, i
		}
	}
	return at
}

// impasto lights the thickness of the paint from the upper left.
func (s *scene) impasto() {
	w, h := s.c.w, s.c.h
	for y := h - 1; y > 0; y-- {
		row := s.c.pix[y*w:][:w]
		z, up := s.relief[y*w:][:w], s.relief[(y-1)*w:][:w]
		for x := 1; x < w; x++ {
			d := (int32(z[x]) - int32(up[x-1])) / 5
			row[x] = shift(row[x], max(-26, min(d, 30)))
		}
	}
}
