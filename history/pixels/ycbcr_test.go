package pixels

import (
	"image"
	"testing"
)

// What JPEG files say of their planes is what an image.YCbCr calls it, whichever
// numbers say it; what it cannot hold is told.
func TestSubsampling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		y, cb, cr Plane
		want      image.YCbCrSubsampleRatio
		ok        bool
	}{
		{Plane{1, 1}, Plane{1, 1}, Plane{1, 1}, image.YCbCrSubsampleRatio444, true},
		{Plane{2, 2}, Plane{2, 2}, Plane{2, 2}, image.YCbCrSubsampleRatio444, true},
		{Plane{2, 1}, Plane{1, 1}, Plane{1, 1}, image.YCbCrSubsampleRatio422, true},
		{Plane{2, 2}, Plane{1, 2}, Plane{1, 2}, image.YCbCrSubsampleRatio422, true},
		{Plane{2, 2}, Plane{1, 1}, Plane{1, 1}, image.YCbCrSubsampleRatio420, true},
		{Plane{2, 2}, Plane{2, 1}, Plane{2, 1}, image.YCbCrSubsampleRatio440, true},
		{Plane{4, 1}, Plane{1, 1}, Plane{1, 1}, image.YCbCrSubsampleRatio411, true},
		{Plane{4, 2}, Plane{1, 1}, Plane{1, 1}, image.YCbCrSubsampleRatio410, true},
		{Plane{2, 2}, Plane{1, 1}, Plane{1, 2}, 0, false},
		{Plane{3, 1}, Plane{2, 1}, Plane{2, 1}, 0, false},
		{Plane{1, 1}, Plane{2, 1}, Plane{2, 1}, 0, false},
		{Plane{1, 4}, Plane{1, 1}, Plane{1, 1}, 0, false},
		{Plane{1, 1}, Plane{}, Plane{}, 0, false},
	} {
		if got, ok := Subsampling(c.y, c.cb, c.cr); ok != c.ok || ok && got != c.want {
			t.Errorf("%v: %v, %v, want %v", c, got, ok, c.want)
		}
	}
	for _, c := range []struct {
		transform int
		names     string
		want      bool
	}{{-1, "RGB", true}, {-1, "\x01\x02\x03", false}, {0, "\x01\x02\x03", true}, {1, "RGB", false}, {2, "RGB", false}} {
		if got := IsRGB(c.transform, c.names); got != c.want {
			t.Errorf("%v: %v", c, got)
		}
	}
}
