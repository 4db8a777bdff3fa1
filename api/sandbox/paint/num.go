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

// turn is a full circle in the unit of isin and icos.
const turn = 1 << 16

// sinQuarter holds a quarter wave, 257 points, scaled to 1<<14.
var sinQuarter = quarterWave()

// quarterWave computes the table from the Taylor series in 2.30 fixed point,
// so that no platform's libm has a say.
func quarterWave() (t [257]int64) {
	const half = 1686629713 // π/2 in 2.30
	mul := func(a, b int64) int64 { return a * b >> 30 }
	for i := range t {
		x := int64(i) * half / 256
		xx := mul(x, x)
		term, sum := x, x
		for _, d := range [...]int64{6, 20, 42, 72, 110} {
			term = -mul(term, xx) / d
			sum += term
		}
		t[i] = (sum + 1<<15) >> 16
	}
	return t
}

// isin returns the sine of a (turn = full circle), scaled to 1<<14.
func isin(a int64) int64 {
	a &= turn - 1
	i := a & (turn/4 - 1)
	if a&(turn/4) != 0 {
		i = turn/4 - i
	}
	k := i >> 6
	v := sinQuarter[k]
	if f := i & 63; f != 0 {
		v += (sinQuarter[k+1] - v) * f >> 6
	}
	if a >= turn/2 {
		return -v
	}
	return v
}

// icos is the cosine, like isin.
func icos(a int64) int64 { return isin(a + turn/4) }

func clampTo(v, lo, hi int64) int64 { return max(lo, min(hi, v)) }

// ease is the smooth step of t in 0 … 256.
func ease(t int64) int64 {
	t = clampTo(t, 0, 256)
	return t * t * (768 - 2*t) >> 16
}

// rng is a splitmix64 generator: small, seekable by hashing, and ours, so
// that a new Go release cannot change the pictures.
type rng struct{ s uint64 }

func mix64(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}

// hashText is FNV-1a, mixed.
func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix64(h)
}

// stream returns an independent generator for a purpose, so that drawing one
// more cloud does not move the trees.
func stream(seed uint64, purpose string) *rng {
	return &rng{mix64(seed ^ hashText(purpose))}
}

func (r *rng) next() uint64 {
	r.s += 0x9E3779B97F4A7C15
	return mix64(r.s)
}

// below returns a number in 0 … n-1, and 0 when n is less than 1.
func (r *rng) below(n int64) int64 {
	if n < 1 {
		return 0
	}
	return int64(r.next() >> 1 % uint64(n))
}

// in returns a number in lo … hi, both included.
func (r *rng) in(lo, hi int64) int64 { return lo + r.below(hi-lo+1) }

// chance is true in p of 100 cases.
func (r *rng) chance(p int64) bool { return r.below(100) < p }

// pick returns one of the given values.
func pick[T any](r *rng, from ...T) T { return from[r.below(int64(len(from)))] }
