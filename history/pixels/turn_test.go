package pixels

import (
	"image"
	"image/draw"
	"testing"
)

func TestUpright(t *testing.T) {
	img := photo(24, 17)
	for v := 1; v <= 8; v++ {
		tu := Upright(img, v)
		b := tu.Bounds()
		flat := image.NewNRGBA(b)
		draw.Draw(flat, b, tu, image.Point{}, draw.Src)
		if wantW := map[bool]int{false: 24, true: 17}[v > 4]; b.Dx() != wantW {
			t.Errorf("orientation %d is %d wide", v, b.Dx())
		}
		for _, a := range []Area{{0, 0, float64(b.Dx()), float64(b.Dy())}, {2, 3, 7.5, 9}} {
			if d := worst(Shrink(tu, a, 9, 11), Shrink(flat, a, 9, 11)); d > 1 {
				t.Errorf("orientation %d, %v: off by %d", v, a, d)
			}
		}
	}
	// The meaning of the numbers: where the stored first pixel is seen.
	for v, at := range map[int]image.Point{
		1: {0, 0}, 2: {23, 0}, 3: {23, 16}, 4: {0, 16}, 5: {0, 0}, 6: {16, 0}, 7: {16, 23}, 8: {0, 23},
	} {
		tu := Upright(img, v)
		if tu.At(at.X, at.Y) != img.At(0, 0) {
			t.Errorf("orientation %d: the first pixel is not at %v", v, at)
		}
	}
}
