package paint

import "math/bits"

// one is a pixel in canvas coordinates.
const one = 256

// isqrt returns the whole part of the square root of n, and 0 below 0.
func isqrt(n int64) int64 {
	if n <= 0 {
		return 0
	}
	x := int64(1) << ((bits.Len64(uint64(n)) + 1) / 2)
	for {
		y := (x + n/x) >> 1
		if y >= x {
			return x
		}
		x = y
	}
}

func clampTo(v, lo, hi int64) int64 { return max(lo, min(hi, v)) }

// ease is the smooth step of t in 0 … 256.
func ease(t int64) int64 {
	t = clampTo(t, 0, 256)
	return t * t * (768 - 2*t) >> 16
}
