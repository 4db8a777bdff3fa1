package paint

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
