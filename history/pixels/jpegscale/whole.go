package jpegscale

// Cosines of multiples of π/16, in 12 bits after the point.
const (
	c1 = 4017
	c2 = 3784
	c3 = 3406
	c5 = 2276
	c6 = 1567
	c7 = 799
)

// points8 is the transform of eight points; the one of cos(π/4) comes already
// multiplied. What is even in x and what is odd are made apart: the points lie
// mirrored. All of it stays in registers.
func points8(g0, g1, g2, g3, g4, g5, g6, g7 int64) (p0, p1, p2, p3, p4, p5, p6, p7 int64) {
	low, high := g0+g4, g0-g4
	outer, inner := (g2*c2+g6*c6)>>fixed, (g2*c6-g6*c2)>>fixed
	e0, e1, e2, e3 := low+outer, high+inner, high-inner, low-outer
	o0 := (g1*c1 + g3*c3 + g5*c5 + g7*c7) >> fixed
	o1 := (g1*c3 - g3*c7 - g5*c1 - g7*c5) >> fixed
	o2 := (g1*c5 - g3*c1 + g5*c7 + g7*c3) >> fixed
	o3 := (g1*c7 - g3*c5 + g5*c3 - g7*c1) >> fixed
	return e0 + o0, e1 + o1, e2 + o2, e3 + o3, e3 - o3, e2 - o2, e1 - o1, e0 - o0
}

// inverse8 makes the 8 × 8 pixels of 64 coefficients.
func inverse8(out []uint8, stride int, g *[64]int32) {
	for x := range 8 {
		g0, g1, g2, g3, g4, g5, g6, g7 := g[x], g[8+x], g[16+x], g[24+x], g[32+x], g[40+x], g[48+x], g[56+x]
		if g1|g2|g3|g4|g5|g6|g7 == 0 {
			// The same all the way down.
			g[8+x], g[16+x], g[24+x], g[32+x], g[40+x], g[48+x], g[56+x] = g0, g0, g0, g0, g0, g0, g0
			continue
		}
		a, b, c, d, e, f, h, i := points8(int64(g0), int64(g1), int64(g2), int64(g3), int64(g4), int64(g5), int64(g6), int64(g7))
		g[x], g[8+x], g[16+x], g[24+x] = int32(a), int32(b), int32(c), int32(d)
		g[32+x], g[40+x], g[48+x], g[56+x] = int32(e), int32(f), int32(h), int32(i)
	}
	for y := range 8 {
		in, row := (*[8]int32)(g[8*y:]), (*[8]uint8)(out[y*stride:])
		a, b, c, d, e, f, h, i := points8(int64(in[0]), int64(in[1]), int64(in[2]), int64(in[3]), int64(in[4]), int64(in[5]), int64(in[6]), int64(in[7]))
		row[0], row[1], row[2], row[3] = pixel(int32(a)), pixel(int32(b)), pixel(int32(c)), pixel(int32(d))
		row[4], row[5], row[6], row[7] = pixel(int32(e)), pixel(int32(f)), pixel(int32(h)), pixel(int32(i))
	}
}
