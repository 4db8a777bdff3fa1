package pixels

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// The mean colour of what is seen, to the last digit or two: what is clearer
// counts less, and nothing is lost where hardly anything is seen.
func TestStraight(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 40 {
		w, h := 1+rng.IntN(40), 1+rng.IntN(40)
		m := image.NewNRGBA(image.Rect(2, 3, 2+w, 3+h))
		most := 1 + rng.IntN(255)
		for i := range m.Pix {
			m.Pix[i] = uint8(rng.IntN(256))
			if i%4 == 3 {
				m.Pix[i] = uint8(rng.IntN(most + 1))
			}
		}
		toW, toH := 1+rng.IntN(w), 1+rng.IntN(h)
		got := Straight(m, toW, toH)
		for y := range toH {
			for x := range toW {
				want, seen := meanColour(m, x, y, toW, toH)
				c := got.NRGBAAt(x, y)
				if math.Abs(float64(c.A)-want[3]) > 1 {
					t.Fatalf("alpha %d, want %.2f", c.A, want[3])
				}
				for i, v := range [3]uint8{c.R, c.G, c.B} {
					// Of a colour that is hardly seen not all bits are there.
					if math.Abs(float64(v)-want[i]) > 2+1.5/seen {
						t.Fatalf("%d×%d to %d×%d: colour %v of %.4f seen, want %.2f", w, h, toW, toH, c, seen, want)
					}
				}
			}
		}
	}
	sheer := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	sheer.SetNRGBA(0, 0, color.NRGBA{200, 100, 0, 255})
	sheer.SetNRGBA(1, 0, color.NRGBA{0, 0, 255, 0})
	if got := Straight(sheer, 1, 1).NRGBAAt(0, 0); got != (color.NRGBA{200, 100, 0, 128}) {
		t.Errorf("half of it is not seen: %v", got)
	}
}

// meanColour is the definition: each pixel by its alpha and by the share that
// is covered. seen is the mean alpha.
func meanColour(m *image.NRGBA, x, y, w, h int) (mean [4]float64, seen float64) {
	size := m.Rect.Size()
	share := func(p, i, from, to int) float64 {
		begin, end := float64(i*from)/float64(to), float64((i+1)*from)/float64(to)
		return max(min(end, float64(p+1))-max(begin, float64(p)), 0) / (end - begin)
	}
	for v := range size.Y {
		for u := range size.X {
			c := m.NRGBAAt(m.Rect.Min.X+u, m.Rect.Min.Y+v)
			part := share(u, x, size.X, w) * share(v, y, size.Y, h) * float64(c.A)
			for i, channel := range [3]uint8{c.R, c.G, c.B} {
				mean[i] += part * float64(channel)
			}
			mean[3] += part
		}
	}
	if mean[3] > 0 {
		for i := range 3 {
			mean[i] /= mean[3]
		}
	}
	return mean, mean[3]
}

// Half is what Shrink makes, byte for byte.
func TestHalf(t *testing.T) {
	for _, m := range []image.Image{photo(64, 40), kinds(64, 40)["NRGBA see-through"]} {
		whole := Shrink(m, All(m), 64, 40).Image()
		for m := whole; m.Rect.Dx() > 1 && m.Rect.Dy() > 1; {
			half := Half(m)
			size := half.Rect.Size()
			want := Shrink(m, Whole(2*size.X, 2*size.Y), size.X, size.Y)
			if !bytes.Equal(half.Pix, want.Pix) {
				t.Errorf("%v: another picture", m.Rect)
			}
			m = half
		}
	}
}
