package pixels

import "math"

// span is the stretch of source pixels that one scaled pixel averages: lo to
// hi, of which the first and the last may count in part. Weights are in 256ths.
type span struct {
	lo, hi      int
	first, last uint64
	rec         uint64 // 2³² / total weight
}

// spans divides the stretch at, length of a line of limit pixels into n.
func spans(at, length float64, n, limit int) []span {
	out := make([]span, n)
	edge := func(i int) int {
		e := int(math.Round((at + length*float64(i)/float64(n)) * 256))
		return max(0, min(limit*256, e))
	}
	for i := range out {
		a, b := edge(i), edge(i+1)
		if b <= a { // more scaled pixels than 256ths: any of them will do
			a = min(a, limit*256-1)
			b = a + 1
		}
		s := span{lo: a >> 8, hi: (b + 255) >> 8, rec: 1 << 32 / uint64(b-a)}
		s.first = uint64(min(b, (s.lo+1)<<8) - a)
		if s.hi-1 > s.lo {
			s.last = uint64(b - (s.hi-1)<<8)
		}
		out[i] = s
	}
	return out
}

// weight returns what source pixel x counts, in 256ths.
func (s *span) weight(x int) uint64 {
	switch x {
	case s.lo:
		return s.first
	case s.hi - 1:
		return s.last
	}
	return 256
}
