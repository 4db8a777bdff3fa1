package paint

// spot is where and how large a sprite is drawn.
type spot struct {
	o     pt
	s     int64 // 1000 units of the sprite, in 1/256 pixel
	flip  bool  // looks the other way
	under bool  // upside down: a reflection
	tilt  int64 // turn = once round, against the clock
}

// fine is how much finer than a sprite's unit its points are computed.
const fine = 16

// place maps a point of the sprite, in 1/fine units, to the canvas.
func (t spot) place(x, y int64) pt {
	if t.flip {
		x = -x
	}
	if t.tilt != 0 {
		c, n := icos(t.tilt), isin(t.tilt)
		x, y = (x*c-y*n)>>14, (x*n+y*c)>>14
	}
	if t.under {
		y = -y
	}
	return pt{t.o.x + x*t.s/(1000*fine), t.o.y - y*t.s/(1000*fine)}
}

// on is the spot of something that sits at an anchor of this one.
func (t spot) on(a anchor, scale int64) spot {
	u := t
	u.o = t.place(a.x*fine, a.y*fine)
	u.s = t.s * scale / 1000
	return u
}
