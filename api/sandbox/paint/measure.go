package paint

// measure is the size of a canvas, and lengths in thousandths of it.
type measure struct {
	w, h, u int64 // in 1/256 pixel; u is the side of a square of this area
}

func measureOf(c *canvas) measure {
	m := measure{w: int64(c.w) << 8, h: int64(c.h) << 8}
	m.u = isqrt(m.w * m.h)
	return m
}

func (m measure) x(n int64) int64 { return m.w * n / 1000 }
func (m measure) y(n int64) int64 { return m.h * n / 1000 }
func (m measure) n(n int64) int64 { return m.u * n / 1000 }

// at is a point in thousandths of the width and the height.
func (m measure) at(x, y int64) pt { return pt{m.x(x), m.y(y)} }
