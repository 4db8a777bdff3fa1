package paint

// oils paints the picture again, with brushes.
type oils struct {
	c      *canvas
	u      int64 // the unit side
	seed   uint64
	relief []uint8 // thickness of the paint
}

// strokes paints the picture again with a brush. Where the picture has edges
// the strokes follow them, elsewhere they follow a flow. Only what differs
// from what is there by the tolerance is painted over; 256 paints all.
func (o *oils) strokes(b *brush, tolerance int64) {
	src := append([]uint32(nil), o.c.pix...)
	if o.relief == nil {
		o.relief = make([]uint8, len(src))
	}
	r := stream(o.seed, "strokes")
	t := tile()
	w, h := o.c.w, o.c.h
	px := max(o.u>>8, 1)
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
			// Each stroke is a little lighter or darker than its neighbours.
			o.stroke(b.turns[dir&15], cx, cy, shift(src[cy*w+cx], int32(n>>48&15)-8))
		}
	}
}

// stroke sets one brush down.
func (o *oils) stroke(dabs []dab, x, y int, p uint32) {
	w, h := o.c.w, o.c.h
	for _, d := range dabs {
		px, py := x+int(d.dx), y+int(d.dy)
		if uint(px) >= uint(w) || uint(py) >= uint(h) {
			continue
		}
		i := py*w + px
		a := weight(d.a)
		o.c.pix[i] = over(o.c.pix[i], p, a)
		o.relief[i] = uint8((uint32(o.relief[i])*(256-a) + uint32(d.h)*a) >> 8)
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
func (o *oils) impasto() {
	w, h := o.c.w, o.c.h
	for y := h - 1; y > 0; y-- {
		row := o.c.pix[y*w:][:w]
		z, up := o.relief[y*w:][:w], o.relief[(y-1)*w:][:w]
		for x := 1; x < w; x++ {
			d := (int32(z[x]) - int32(up[x-1])) / 5
			row[x] = shift(row[x], max(-26, min(d, 30)))
		}
	}
}
