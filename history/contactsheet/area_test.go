package contactsheet

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

func TestScaledKeepsTheAverage(t *testing.T) {
	t.Parallel()
	// Fine stripes become grey, not stripes of another kind.
	m := image.NewGray(image.Rect(0, 0, 1000, 1000))
	for y := range 1000 {
		for x := range 1000 {
			if x%2 == 0 {
				m.SetGray(x, y, color.Gray{255})
			}
		}
	}
	got, err := scaled(file(t, filepath.Join(t.TempDir(), "stripes.png"), m), 100)
	if err != nil || got.Bounds().Dx() != 100 || got.Bounds().Dy() != 100 {
		t.Fatalf("%v, %v", got.Bounds(), err)
	}
	for x := 5; x < 95; x++ {
		if c := got.RGBAAt(x, 50); c.R < 115 || c.R > 140 {
			t.Fatalf("pixel %d is %v", x, c)
		}
	}
}

// TestShrinkAgainstTheSum compares with the plain definition: the sum over all
// pixels, by the share of each that a pixel covers.
func TestShrinkAgainstTheSum(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 6))
	for range 60 {
		from, to := image.Pt(1+rng.IntN(30), 1+rng.IntN(30)), image.Point{}
		to.X, to.Y = 1+rng.IntN(from.X), 1+rng.IntN(from.Y)
		src := image.NewRGBA(image.Rect(7, 9, 7+from.X, 9+from.Y))
		for i := range src.Pix {
			src.Pix[i] = uint8(rng.IntN(256))
		}
		dst := image.NewRGBA(image.Rectangle{Max: to})
		shrink(dst, src)
		for y := range to.Y {
			for x := range to.X {
				for c := range 4 {
					want := covered(src, x, y, to, c)
					if got := float64(dst.Pix[y*dst.Stride+4*x+c]); got < want-1.2 || got > want+1.2 {
						t.Fatalf("%v to %v at %d,%d: %v, want %.2f", from, to, x, y, got, want)
					}
				}
			}
		}
	}
}

func covered(src *image.RGBA, x, y int, to image.Point, channel int) float64 {
	from := src.Rect.Size()
	share := func(p, i, from, to int) float64 { // of pixel p that part i covers
		begin, end := float64(i*from)/float64(to), float64((i+1)*from)/float64(to)
		return max(min(end, float64(p+1))-max(begin, float64(p)), 0) / (end - begin)
	}
	sum := 0.0
	for sy := range from.Y {
		for sx := range from.X {
			sum += float64(src.Pix[sy*src.Stride+4*sx+channel]) * share(sx, x, from.X, to.X) * share(sy, y, from.Y, to.Y)
		}
	}
	return sum
}

// TestTurned: a picture that EXIF turns looks on a sheet as it does elsewhere.
func TestTurned(t *testing.T) {
	t.Parallel()
	// A corner is red, the next one to the right green.
	corners := image.NewRGBA(image.Rect(0, 0, 48, 32))
	for y := range 32 {
		for x := range 48 {
			c := color.RGBA{0, 0, 0, 255}
			switch {
			case x < 16 && y < 16:
				c.R = 255
			case x >= 32 && y < 16:
				c.G = 255
			}
			corners.SetRGBA(x, y, c)
		}
	}
	for turn, want := range map[int][2]image.Point{ // where red and green go, in halves
		1: {{0, 0}, {1, 0}}, 2: {{1, 0}, {0, 0}}, 3: {{1, 1}, {0, 1}}, 4: {{0, 1}, {1, 1}},
		5: {{0, 0}, {0, 1}}, 6: {{1, 0}, {1, 1}}, 7: {{1, 1}, {1, 0}}, 8: {{0, 1}, {0, 0}},
	} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, corners, nil); err != nil {
			t.Fatal(err)
		}
		exif := "\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(turn)) + "\x00\x00\x00\x00\x00\x00"
		path := filepath.Join(t.TempDir(), "a.jpg")
		if err := os.WriteFile(path, append(append(b.Bytes()[:2:2], exif...), b.Bytes()[2:]...), 0o644); err != nil {
			t.Fatal(err)
		}
		m, err := scaled(path, 24)
		width, height, sizeErr := readSize(path)
		if err != nil || sizeErr != nil || (width > height) != (turn < 5) || (m.Rect.Dx() > m.Rect.Dy()) != (turn < 5) {
			t.Fatalf("turn %d: %d×%d, %v, %v, %v", turn, width, height, m.Rect, err, sizeErr)
		}
		at := func(p image.Point) color.RGBA { return m.RGBAAt(3+p.X*(m.Rect.Dx()-7), 3+p.Y*(m.Rect.Dy()-7)) }
		if red, green := at(want[0]), at(want[1]); red.R < 200 || red.G > 60 || green.G < 200 || green.R > 60 {
			t.Errorf("turn %d: %v and %v", turn, red, green)
		}
	}
}

func BenchmarkScaled(b *testing.B) {
	path := file(b, filepath.Join(b.TempDir(), "a.jpg"), paint(1344, 756, colourOf(2)))
	for b.Loop() {
		if _, err := scaled(path, htmlThumb); err != nil {
			b.Fatal(err)
		}
	}
}
