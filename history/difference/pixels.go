package difference

import (
	"fmt"
	"image"
	"math"

	"imagine-tui/history/pixels"
)

// Pixels is how two pictures compare, whatever their files look like.
type Pixels struct {
	// A and B are the sizes. Where they differ, the other numbers compare the
	// pictures brought to the smaller of the widths and heights.
	A, B image.Point
	// Share is how many of the pixels differ at all, 0 to 1.
	Share float64
	// Mean is the average difference of a channel over all pixels, Max the
	// largest of all; both 0 to 1. Transparency is a channel where it differs.
	Mean, Max float64
	// PSNR is the peak signal to noise ratio in decibels, +Inf where no pixel
	// differs: above 40 hardly anybody sees a difference, below 20 the
	// pictures show different things.
	PSNR float64
}

// Same tells whether the pictures are equal pixel by pixel.
func (p Pixels) Same() bool { return p.A == p.B && p.Share == 0 }

// String says it in a few words: "same pixels", or by how much they differ.
func (p Pixels) String() string {
	if p.Same() {
		return "same pixels"
	}
	text := "differs: "
	if p.A != p.B {
		text += fmt.Sprintf("%d×%d became %d×%d", p.A.X, p.A.Y, p.B.X, p.B.Y)
		if p.Share == 0 {
			return text
		}
		text += ", at one size "
	}
	return text + fmt.Sprintf("%s of the pixels, by %s on average, %s at most (PSNR %.1f dB)",
		percent(p.Share), percent(p.Mean), percent(p.Max), p.PSNR)
}

// percent writes a share so that a small one does not look like none.
func percent(share float64) string {
	if share < 0.001 {
		return "less than 0.1 %"
	}
	return fmt.Sprintf("%.1f %%", share*100)
}

// Compare compares two pictures pixel by pixel, transparency included. Beside
// the pictures it needs memory for a few rows; where their sizes differ, for
// copies in the smaller size.
func Compare(a, b image.Image) Pixels {
	p := Pixels{A: a.Bounds().Size(), B: b.Bounds().Size(), PSNR: math.Inf(1)}
	a, b = sameSize(a, b, 0)
	w, h := a.Bounds().Dx(), a.Bounds().Dy()
	if w == 0 || h == 0 {
		return p
	}
	var differing, sum, squares uint64
	most, channels := 0, 3.0 // and the fourth where transparency differs
	each(a, b, func(_ int, one, two []byte) {
		for i := 0; i < len(one); i += 4 {
			if [4]byte(one[i:i+4]) == [4]byte(two[i:i+4]) {
				continue
			}
			differing++
			if one[i+3] != two[i+3] {
				channels = 4
			}
			for c := i; c < i+4; c++ {
				d := apart(one[c], two[c])
				sum += uint64(d)
				squares += uint64(d * d)
				most = max(most, d)
			}
		}
	})
	area := float64(w) * float64(h)
	p.Share = float64(differing) / area
	p.Mean = float64(sum) / (255 * channels * area)
	p.Max = float64(most) / 255
	if squares > 0 {
		p.PSNR = 10 * math.Log10(255*255*channels*area/float64(squares))
	}
	return p
}

func apart(a, b byte) int {
	if a > b {
		return int(a) - int(b)
	}
	return int(b) - int(a)
}

// sameSize brings two pictures to one size: the smaller of the widths and of
// the heights, and no side longer than limit unless that is 0. Pictures that
// have it come back as they are.
func sameSize(a, b image.Image, limit int) (image.Image, image.Image) {
	sizeA, sizeB := a.Bounds().Size(), b.Bounds().Size()
	w, h := min(sizeA.X, sizeB.X), min(sizeA.Y, sizeB.Y)
	if longest := max(w, h); limit > 0 && longest > limit {
		w, h = max(1, w*limit/longest), max(1, h*limit/longest)
	}
	if w <= 0 || h <= 0 {
		empty := image.NewNRGBA(image.Rectangle{})
		return empty, empty
	}
	return scaled(a, w, h), scaled(b, w, h)
}

// scaled returns m with w × h pixels: each is the mean of those it covers, so
// that no small difference falls between.
func scaled(m image.Image, w, h int) image.Image {
	if m.Bounds().Size() == image.Pt(w, h) {
		return m
	}
	return pixels.Straight(m, w, h)
}
