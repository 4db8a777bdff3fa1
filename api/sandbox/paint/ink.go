package paint

// ink is how the inside of a shape is coloured: a ramp of colours along a
// direction or around a point, roughened by the grit tile, with light along
// the edge that faces the light.
type ink struct {
	ramp  [256]uint32
	alpha int64 // 0 … 256

	// Position on the ramp: linear, at = base + x*gx + y*gy in 16.16; or
	// around o, with the square of the distance, when round is set.
	base, gx, gy int64
	round        bool
	o            pt // whole pixels
	kx, ky       int64

	grain      int64 // how far the texture moves along the ramp
	texX, texY int64 // texels a pixel, in 1/256
	offX, offY int64

	rim        int64 // 0 … 256
	rimCol     col
	rimX, rimY int // towards the light, pixels
}

// stop is a colour at a place of the ramp, 0 … 255.
type stop struct {
	at int64
	c  col
}

func (k *ink) stops(st ...stop) *ink {
	k.alpha = 256
	j := 0
	for i := range int64(256) {
		for j < len(st)-1 && i >= st[j+1].at {
			j++
		}
		c := st[j].c
		if j < len(st)-1 {
			if w := st[j+1].at - st[j].at; i > st[j].at && w > 0 {
				c = c.mix(st[j+1].c, (i-st[j].at)*256/w)
			}
		}
		k.ramp[i] = c.pixel()
	}
	return k
}

// along lays the ramp from a to b.
func (k *ink) along(a, b pt) *ink {
	dx, dy := (b.x-a.x)>>4, (b.y-a.y)>>4 // 1/16 pixel
	n := max(dx*dx+dy*dy, 1)
	// at(p) = 255 * ((p-a)·d) / |d|², p in whole pixels.
	k.gx = (255 << 16) * (dx << 4) / n
	k.gy = (255 << 16) * (dy << 4) / n
	k.base = -(a.x>>8*k.gx + a.y>>8*k.gy)
	return k
}

// around lays the ramp from a point outwards, its end at an ellipse.
func (k *ink) around(o pt, rx, ry int64) *ink {
	rx, ry = max(rx>>8, 1), max(ry>>8, 1)
	k.round, k.o = true, pt{o.x >> 8, o.y >> 8}
	k.kx, k.ky = (255<<16)/(rx*rx), (255<<16)/(ry*ry)
	return k
}

// textured adds the grit tile; scale is the size of its features in pixels
// (about), stretch draws them out sideways (256 = not at all).
func (k *ink) textured(amount, scale, stretch int64, seed uint64) *ink {
	k.grain = amount
	k.texY = 16 * 256 / max(scale, 1)
	k.texX = k.texY * 256 / stretch
	k.offX, k.offY = int64(seed&0x1ffff), int64(seed>>20&0x1ffff)
	return k
}

// at returns the place on the ramp for a pixel, 16.16.
func (k *ink) at(x, y int64) int64 {
	if k.round {
		dx, dy := x-k.o.x, y-k.o.y
		return dx*dx*k.kx + dy*dy*k.ky
	}
	return k.base + x*k.gx + y*k.gy
}

// paint colours a mask with an ink.
func (c *canvas) paint(m mask, k *ink) {
	t := grit()
	for y := range m.h {
		row := c.pix[(m.y+y)*c.w+m.x:][:m.w]
		cov := m.cov[y*m.w:][:m.w]
		py := int64(m.y + y)
		at := k.at(int64(m.x), py)
		for x, v := range cov {
			if k.round {
				at = k.at(int64(m.x+x), py)
			}
			if v != 0 {
				i := at >> 16
				if k.grain != 0 {
					n := tex(t, k.offX+int64(m.x+x)*k.texX, k.offY+py*k.texY)
					i += (n - 128) * k.grain >> 7
				}
				src := k.ramp[max(0, min(255, i))]
				if v == 255 && k.alpha == 256 {
					row[x] = src
				} else {
					row[x] = over(row[x], src, weight(v)*uint32(k.alpha)>>8)
				}
			}
			at += k.gx
		}
	}
	if k.rim > 0 {
		c.rimLight(m, k)
	}
}

// rimLight brightens what lies at the edge towards the light: where the mask
// is covered, but not a few pixels further that way.
func (c *canvas) rimLight(m mask, k *ink) {
	src := k.rimCol.pixel()
	for y := range m.h {
		row := c.pix[(m.y+y)*c.w+m.x:][:m.w]
		cov := m.cov[y*m.w:][:m.w]
		var far []uint8
		fy := y + k.rimY
		if m.y == 0 {
			fy = max(fy, 0) // The edge of the canvas is no edge of the shape.
		}
		if fy >= 0 && fy < m.h {
			far = m.cov[fy*m.w:][:m.w]
		}
		for x, v := range cov {
			if v == 0 {
				continue
			}
			d := int64(v)
			fx := x + k.rimX
			if m.x == 0 {
				fx = max(fx, 0)
			}
			if m.x+m.w == c.w {
				fx = min(fx, m.w-1)
			}
			if far != nil && fx >= 0 && fx < m.w {
				d -= int64(far[fx])
			}
			if d > 0 {
				row[x] = over(row[x], src, uint32(d*k.rim>>8))
			}
		}
	}
}
