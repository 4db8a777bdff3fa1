package paint

import "testing"

// TestSine computes the table from the Taylor series in 2.30 fixed point.
func TestSine(t *testing.T) {
	const half = 1686629713 // π/2 in 2.30
	mul := func(a, b int64) int64 { return a * b >> 30 }
	for i, got := range quarter {
		x := int64(i) * half / 256
		xx := mul(x, x)
		term, sum := x, x
		for _, d := range [...]int64{6, 20, 42, 72, 110} {
			term = -mul(term, xx) / d
			sum += term
		}
		if want := (sum + 1<<15) >> 16; got != want {
			t.Errorf("point %d is %d, want %d", i, got, want)
		}
	}
	for a, want := range map[int64]int64{0: 0, turn / 12: 1 << 13, turn / 4: 1 << 14, turn / 2: 0, turn * 3 / 4: -1 << 14, -turn / 4: -1 << 14} {
		if got := isin(a); got-want > 1 || want-got > 1 {
			t.Errorf("the sine of %d is %d, want %d", a, got, want)
		}
	}
}
