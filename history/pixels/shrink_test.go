package pixels

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"
)

// photo paints soft slopes, hard edges and noise. It is the same every time.
func photo(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	rng := rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			c := color.NRGBA{uint8(40 + 150*y/h), uint8(70 + 120*x/w), uint8(160 - 100*y/h), 255}
			if x*5/w == 2 && y*7/h%2 == 1 {
				c.R += 40
			}
			c.G += uint8(rng.IntN(32))
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

// slowShrink averages areas the obvious way.
func slowShrink(img image.Image, a Area, w, h int) Scaled {
	b := img.Bounds()
	out := Scaled{W: w, H: h, Pix: make([]uint8, w*h*4)}
	for y := range h {
		for x := range w {
			x0, x1 := a.X+a.W*float64(x)/float64(w), a.X+a.W*float64(x+1)/float64(w)
			y0, y1 := a.Y+a.H*float64(y)/float64(h), a.Y+a.H*float64(y+1)/float64(h)
			var sum [4]float64
			for v := int(y0); float64(v) < y1 && v < b.Dy(); v++ {
				for u := int(x0); float64(u) < x1 && u < b.Dx(); u++ {
					weight := (min(x1, float64(u+1)) - max(x0, float64(u))) * (min(y1, float64(v+1)) - max(y0, float64(v)))
					r, g, bl, al := img.At(b.Min.X+u, b.Min.Y+v).RGBA()
					for i, c := range []uint32{r, g, bl, al} {
						sum[i] += weight * float64(c) / 257
					}
				}
			}
			for i := range sum {
				out.Pix[(y*w+x)*4+i] = uint8(math.Round(sum[i] / ((x1 - x0) * (y1 - y0))))
			}
		}
	}
	return out
}

// kinds gives the same picture in every kind of image that is read specially.
func kinds(w, h int) map[string]image.Image {
	rect := image.Rect(3, 5, 3+w, 5+h) // bounds need not start at 0
	src := photo(w, h)
	seeThrough := image.NewNRGBA(rect)
	copied := func(dst draw.Image) draw.Image {
		draw.Draw(dst, rect, src, image.Point{}, draw.Src)
		return dst
	}
	for y := range h {
		for x := range w {
			c := src.NRGBAAt(x, y)
			c.A = uint8(x * 255 / w)
			seeThrough.SetNRGBA(3+x, 5+y, c)
		}
	}
	cmyk := image.NewCMYK(rect)
	draw.Draw(cmyk, rect, src, image.Point{}, draw.Src)
	palette := color.Palette{}
	for i := range 64 {
		palette = append(palette, color.NRGBA{uint8(i % 4 * 85), uint8(i / 4 % 4 * 85), uint8(i / 16 * 85), uint8(255 - i)})
	}
	deep := image.NewNRGBA64(rect)
	draw.Draw(deep, rect, seeThrough, rect.Min, draw.Src)
	deepAlpha := image.NewRGBA64(rect)
	draw.Draw(deepAlpha, rect, seeThrough, rect.Min, draw.Src)
	three := &Packed{W: w, H: h, Pix: make([]uint8, 3*w*h)}
	for i := range three.Pix {
		three.Pix[i] = src.Pix[i/3*4+i%3]
	}
	return map[string]image.Image{
		"packed":            three,
		"NRGBA":             copied(image.NewNRGBA(rect)),
		"RGBA":              copied(image.NewRGBA(rect)),
		"Gray":              copied(image.NewGray(rect)),
		"Gray16":            copied(image.NewGray16(rect)),
		"CMYK":              cmyk,
		"NRGBA see-through": seeThrough,
		"Paletted":          copied(image.NewPaletted(rect, palette)),
		"NRGBA64":           deep,
		"RGBA64":            deepAlpha,
		"sub-image":         copied(image.NewRGBA(rect)).(*image.RGBA).SubImage(image.Rect(8, 11, 1+w, 2+h)),
		"Alpha":             copied(image.NewAlpha(rect)),
	}
}

func TestShrinkIsTheExactMean(t *testing.T) {
	for name, img := range kinds(70, 50) {
		b := img.Bounds()
		w, h := float64(b.Dx()), float64(b.Dy())
		for _, a := range []Area{{0, 0, w, h}, {10.5, 3.25, 31.5, 17.75}} {
			for _, size := range [][2]int{{1, 1}, {13, 7}, {7, 40}, {100, 90}, {500, 2}} {
				got, want := Shrink(img, a, size[0], size[1]), slowShrink(img, a, size[0], size[1])
				if d := worst(got, want); d > 2 {
					t.Errorf("%s %v to %v: off by %d", name, a, size, d)
				}
			}
		}
	}
}

func worst(a, b Scaled) int {
	if len(a.Pix) != len(b.Pix) {
		return 1000
	}
	d := 0
	for i := range a.Pix {
		d = max(d, int(a.Pix[i])-int(b.Pix[i]), int(b.Pix[i])-int(a.Pix[i]))
	}
	return d
}

func TestShrinkYCbCr(t *testing.T) {
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		for _, size := range [][2]int{{67, 51}, {64, 64}, {1, 1}} {
			img := image.NewYCbCr(image.Rect(0, 0, size[0], size[1]), ratio)
			src := photo(size[0], size[1])
			for y := range size[1] {
				for x := range size[0] {
					c := src.NRGBAAt(x, y)
					// Calm colours: where they are clipped, means before and
					// after the conversion honestly differ.
					yy, cb, cr := color.RGBToYCbCr(64+c.R/2, 64+c.G/2, 64+c.B/2)
					img.Y[img.YOffset(x, y)], img.Cb[img.COffset(x, y)], img.Cr[img.COffset(x, y)] = yy, cb, cr
				}
			}
			a := Area{0, 0, float64(size[0]), float64(size[1])}
			if d := worst(Shrink(img, a, 16, 8), slowShrink(img, a, 16, 8)); d > 6 {
				t.Errorf("%v %v: off by %d", ratio, size, d)
			}
		}
	}
}

func TestScaleInTwoHalvesIsTheSame(t *testing.T) {
	img := photo(900, 700) // large enough for a second goroutine
	a := Area{11.5, 3, 860.25, 650}
	got := Shrink(img, a, 160, 33)
	r := rowsOf(img)
	b := newMeans(r.kind, spans(a.X, a.W, 160, r.w), spans(a.Y, a.H, 33, r.h), make([]uint8, 160*33*3))
	for y := range r.h {
		b.Add(y, r.at(y, nil))
	}
	if d := worst(got, unpack(r.kind, b.out, 160, 33)); d != 0 || !b.done() {
		t.Errorf("off by %d", d)
	}
}

func TestSpansCoverEverythingOnce(t *testing.T) {
	for _, c := range []struct {
		at, length float64
		n, limit   int
	}{{0, 1024, 80, 1024}, {0, 1, 80, 1}, {0, 1, 3000, 1}, {0, 16384, 1, 16384}, {0.5, 99.25, 7, 100}, {3.9, 0.001, 5, 4}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			ss := spans(c.at, c.length, c.n, c.limit)
			total := uint64(0)
			for _, s := range ss {
				if s.lo < 0 || s.hi > c.limit || s.lo >= s.hi || s.first == 0 || s.first > 256 || s.last > 256 {
					t.Fatalf("span %+v", s)
				}
				total += s.first + s.last
				if inner := s.hi - s.lo - 2; inner > 0 {
					total += uint64(inner) * 256
				}
			}
			if want := c.length * 256; math.Abs(float64(total)-want) > float64(c.n) {
				t.Errorf("weights of %d in all, want %v", total, want)
			}
		})
	}
}
