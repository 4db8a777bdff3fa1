package contactsheet

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
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
	got, err := scaled(t.Context(), file(t, filepath.Join(t.TempDir(), "stripes.png"), m), 100)
	if err != nil || got.Bounds().Dx() != 100 || got.Bounds().Dy() != 100 {
		t.Fatalf("%v, %v", got.Bounds(), err)
	}
	for x := 5; x < 95; x++ {
		if c := got.RGBAAt(x, 50); c.R < 115 || c.R > 140 {
			t.Fatalf("pixel %d is %v", x, c)
		}
	}
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
		m, err := scaled(t.Context(), path, 24)
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

// TestWebPColours: black and white of a lossy WebP are black and white on a
// sheet.
func TestWebPColours(t *testing.T) {
	t.Parallel()
	m, err := scaled(t.Context(), "../pixels/webp/testdata/bars.webp", 32)
	if err != nil {
		t.Fatal(err)
	}
	if black, white := m.RGBAAt(4, 8), m.RGBAAt(12, 8); black.R > 6 || white.R < 249 {
		t.Errorf("%v: %v and %v", m.Rect, black, white)
	}
}

func BenchmarkScaled(b *testing.B) {
	path := file(b, filepath.Join(b.TempDir(), "a.jpg"), paint(1344, 756, colourOf(2)))
	for b.Loop() {
		if _, err := scaled(b.Context(), path, htmlThumb); err != nil {
			b.Fatal(err)
		}
	}
}
