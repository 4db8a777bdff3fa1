package paint

// dab is one pixel of a brush: where, how dense, how thick.
type dab struct {
	dx, dy int16
	a, h   uint8
}

// brush is one brush turned into sixteen directions.
type brush struct {
	turns [16][]dab
	step  int // distance between strokes
}

// newBrush makes a brush of a width and a length in pixels. Bristles are drawn
// from the tile, so a stroke has streaks along it.
func newBrush(width, length, step int) *brush {
	t := tile()
	b := &brush{step: max(step, 2)}
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
