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
// mirrored.
func points8(g *[8]int64) {
	low, high := g[0]+g[4], g[0]-g[4]
	outer, inner := (g[2]*c2+g[6]*c6)>>fixed, (g[2]*c6-g[6]*c2)>>fixed
	e0, e1, e2, e3 := low+outer, high+inner, high-inner, low-outer
	o0 := (g[1]*c1 + g[3]*c3 + g[5]*c5 + g[7]*c7) >> fixed
	o1 := (g[1]*c3 - g[3]*c7 - g[5]*c1 - g[7]*c5) >> fixed
	o2 := (g[1]*c5 - g[3]*c1 + g[5]*c7 + g[7]*c3) >> fixed
	o3 := (g[1]*c7 - g[3]*c5 + g[5]*c3 - g[7]*c1) >> fixed
	g[0], g[1], g[2], g[3] = e0+o0, e1+o1, e2+o2, e3+o3
	g[4], g[5], g[6], g[7] = e3-o3, e2-o2, e1-o1, e0-o0
}

// inverse8 makes the 8 × 8 pixels of 64 coefficients.
func inverse8(out []uint8, stride int, g *[64]int32) {
	for x := range 8 {
		if g[8+x]|g[16+x]|g[24+x]|g[32+x]|g[40+x]|g[48+x]|g[56+x] == 0 {
			for y := 8 + x; y < 64; y += 8 {
				g[y] = g[x] // the same all the way down
			}
			continue
		}
		column := [8]int64{
			int64(g[x]), int64(g[8+x]), int64(g[16+x]), int64(g[24+x]),
			int64(g[32+x]), int64(g[40+x]), int64(g[48+x]), int64(g[56+x]),
		}
		points8(&column)
		for y, v := range column {
			g[8*y+x] = int32(v)
		}
	}
	for y := range 8 {
		in := g[8*y : 8*y+8]
		line := [8]int64{
			int64(in[0]), int64(in[1]), int64(in[2]), int64(in[3]),
			int64(in[4]), int64(in[5]), int64(in[6]), int64(in[7]),
		}
		points8(&line)
		row := out[y*stride : y*stride+8]
		for x, v := range line {
			row[x] = pixel(int32(v))
		}
	}
}
