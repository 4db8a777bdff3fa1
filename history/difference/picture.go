package difference

import (
	"image"
	"math"
)

// Picture draws where two pictures differ: black where they do not, brighter
// the more they do, amplified so that small differences are seen. It is at
// most side pixels wide and high (0: as large as the smaller of the two).
// Where the sizes differ, both are brought to one.
func Picture(a, b image.Image, side int) *image.NRGBA {
	a, b = sameSize(a, b, side)
	out := image.NewNRGBA(image.Rectangle{Max: a.Bounds().Size()})
	each(a, b, func(y int, one, two []byte) {
		row := out.Pix[y*out.Stride:]
		for i := 0; i < len(one); i += 4 {
			fade := apart(one[i+3], two[i+3])
			for c := i; c < i+3; c++ {
				row[c] = amplified[max(apart(one[c], two[c]), fade)]
			}
			row[i+3] = 255
		}
	})
	return out
}

// amplified makes differences visible: a square root lifts the small ones
// most, and leaves room above for the large.
var amplified = func() (table [256]byte) {
	for d := range table {
		table[d] = byte(math.Round(255 * math.Sqrt(float64(d)/255)))
	}
	return table
}()
