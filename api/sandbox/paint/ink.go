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
