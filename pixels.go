package main

import (
	"fmt"
	"image"
	"image/draw"

	"imagine-tui/tui/picture"
)

// pixelDifference is how two pictures compare, whatever their files look like.
type pixelDifference struct {
	a, b    image.Point // sizes
	share   float64     // of the pixels that differ at all, 0 … 1
	average float64     // difference of a channel over all pixels, 0 … 1
}

// String says it in a few words.
func (d pixelDifference) String() string {
	switch {
	case d.a != d.b:
		return fmt.Sprintf("differs: %d×%d became %d×%d", d.a.X, d.a.Y, d.b.X, d.b.Y)
	case d.share == 0:
		return "same pixels"
	}
	return fmt.Sprintf("differs: %s of the pixels, by %s on average", percent(d.share), percent(d.average))
}

// percent writes a share so that a small one does not look like none.
func percent(share float64) string {
	if share < 0.001 {
		return "less than 0.1 %"
	}
	return fmt.Sprintf("%.1f %%", share*100)
}

// comparePictures decodes two files and compares them pixel by pixel.
func comparePictures(pathA, pathB string) (pixelDifference, error) {
	a, err := picture.Decode(pathA)
	if err != nil {
		return pixelDifference{}, fmt.Errorf("%s: %w", pathA, err)
	}
	b, err := picture.Decode(pathB)
	if err != nil {
		return pixelDifference{}, fmt.Errorf("%s: %w", pathB, err)
	}
	return compareImages(a, b), nil
}

func compareImages(a, b image.Image) pixelDifference {
	d := pixelDifference{a: a.Bounds().Size(), b: b.Bounds().Size()}
	if d.a != d.b || d.a.X*d.a.Y == 0 {
		return d
	}
	one, two := flat(a), flat(b)
	differing, sum := 0, 0
	for i := 0; i < len(one.Pix); i += 4 {
		before := sum
		for c := range 4 {
			sum += abs(int(one.Pix[i+c]) - int(two.Pix[i+c]))
		}
		if sum != before {
			differing++
		}
	}
	d.share = float64(differing) / float64(d.a.X*d.a.Y)
	d.average = float64(sum) / (255 * float64(len(one.Pix)))
	return d
}

// flat brings a picture of any kind into one form.
func flat(m image.Image) *image.NRGBA {
	out := image.NewNRGBA(image.Rectangle{Max: m.Bounds().Size()})
	draw.Draw(out, out.Bounds(), m, m.Bounds().Min, draw.Src)
	return out
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
