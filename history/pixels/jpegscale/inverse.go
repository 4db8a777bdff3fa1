package jpegscale

import "math"

// How the means come out of the coefficients. Along one direction, pixel x of
// eight is
//
//	f(x) = ½ Σ c(u) F(u) cos((2x+1)uπ/16),   c(0) = 1/√2, else 1
//
// The mean of pixels 2m and 2m+1 has cos(uπ/16)·cos((2m+1)uπ/8) for the cosine.
// Of these there are only four different ones: u = 4 gives zero, and 5, 6, 7
// give those of 3, 2, 1 with the sign turned. So the eight coefficients fold
// into four, with fixed factors, and a transform of four points gives the
// means. Folding once more gives two points, and once more one. The factors go
// into the quantization table; what is left is adding up.

// fixed is the number of bits after the point in all numbers here.
const fixed = 12

// zigzag is the order of the coefficients in a file: row·8 + column.
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// folded returns where coefficient u goes after folding shift times, and the
// factor it goes with.
func folded(u int, shift uint) (to int, factor float64) {
	factor = 0.5
	if u == 0 {
		return 0, factor / math.Sqrt2
	}
	n := 8
	for range shift {
		factor *= math.Cos(float64(u) * math.Pi / float64(2*n))
		n /= 2
		switch {
		case u == n:
			return 0, 0
		case u > n:
			u, factor = 2*n-u, -factor
		}
	}
	if n == 2*u {
		factor *= math.Cos(math.Pi / 4) // the only cosine it meets
	}
	return u, factor
}

// places says where the coefficients go: row·side + column.
func places(shift uint) (f [64]uint8) {
	side := 8 >> shift
	for k, z := range zigzag {
		row, _ := folded(int(z>>3), shift)
		column, _ := folded(int(z&7), shift)
		f[k] = uint8(row*side + column)
	}
	return f
}

// scaledTable is a quantization table times the factors of folding.
func scaledTable(q *[64]int32, shift uint) (t [64]int32) {
	for k, z := range zigzag {
		_, row := folded(int(z>>3), shift)
		_, column := folded(int(z&7), shift)
		t[k] = int32(math.Round(float64(q[k]) * row * column * (1 << fixed)))
	}
	return t
}

// pixel rounds a mean and moves it to where zero is black.
func pixel(v int32) uint8 {
	return uint8(max(0, min(255, (v+128<<fixed+1<<(fixed-1))>>fixed)))
}

func fill(out []uint8, stride, side int, v uint8) {
	for y := range side {
		row := out[y*stride : y*stride+side]
		for x := range row {
			row[x] = v
		}
	}
}

// inverse2 makes the 2 × 2 means of four folded coefficients.
func inverse2(out []uint8, stride int, g *[64]int32) {
	left, right := g[0]+g[1], g[0]-g[1]
	downLeft, downRight := g[2]+g[3], g[2]-g[3]
	out[0], out[1] = pixel(left+downLeft), pixel(right+downRight)
	out = out[stride:]
	out[0], out[1] = pixel(left-downLeft), pixel(right-downRight)
}

// cos(π/8) and cos(3π/8).
const (
	cos1 = 3784 // 0.92388 · 2¹²
	cos3 = 1567 // 0.38268 · 2¹²
)

// points4 is the transform of four points; the second even coefficient comes
// already multiplied.
func points4(g0, g1, g2, g3 int32) (a, b, c, d int32) {
	even, odd := g0+g2, g0-g2
	outer := int32((int64(g1)*cos1 + int64(g3)*cos3) >> fixed)
	inner := int32((int64(g1)*cos3 - int64(g3)*cos1) >> fixed)
	return even + outer, odd + inner, odd - inner, even - outer
}

// inverse4 makes the 4 × 4 means of sixteen folded coefficients.
func inverse4(out []uint8, stride int, g *[64]int32) {
	for x := range 4 {
		g[x], g[4+x], g[8+x], g[12+x] = points4(g[x], g[4+x], g[8+x], g[12+x])
	}
	for y := range 4 {
		row := out[y*stride : y*stride+4]
		a, b, c, d := points4(g[4*y], g[4*y+1], g[4*y+2], g[4*y+3])
		row[0], row[1], row[2], row[3] = pixel(a), pixel(b), pixel(c), pixel(d)
	}
}
