package paint

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
