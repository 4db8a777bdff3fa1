package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// photo paints something with what photographs have: soft sky, hard edges,
// fine texture and noise. It is the same every time.
func photo(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	seed := uint32(1)
	for y := range h {
		for x := range w {
			u, v := float64(x)/float64(w), float64(y)/float64(h)
			r, g, b := 40+150*v, 70+80*v, 160-60*v
			if d := math.Hypot(u-0.7, v-0.3); d < 0.12 {
				r, g, b = 250, 220-400*d, 120
			}
			if ridge := 0.62 + 0.08*math.Sin(9*u) + 0.03*math.Sin(31*u+1); v > ridge {
				t := 25 * math.Sin(220*u+60*v*v) * math.Sin(170*v)
				r, g, b = 60+t+60*(v-ridge), 90+t, 50+t/2
			}
			if u > 0.2 && u < 0.26 && v > 0.25 && v < 0.75 {
				r, g, b = 225, 215, 205
				if int(v*40)%4 == 0 {
					r, g, b = 190, 40, 40
				}
			}
			seed = seed*1664525 + 1013904223
			n := float64(seed>>24)/16 - 8
			img.SetNRGBA(x, y, color.NRGBA{byteOf(r + n), byteOf(g + n), byteOf(b + n), 255})
		}
	}
	return img
}

func byteOf(v float64) uint8 { return uint8(max(0, min(255, v))) }

// kinds gives the test picture as the kinds of image that PNG files are
// written from.
func kinds(w, h int) map[string]image.Image {
	src := photo(w, h)
	copied := func(dst draw.Image) draw.Image {
		draw.Draw(dst, dst.Bounds(), src, image.Point{}, draw.Src)
		return dst
	}
	seeThrough := photo(w, h)
	for i := 3; i < len(seeThrough.Pix); i += 4 {
		seeThrough.Pix[i] = uint8(i / 4 % w * 255 / w)
	}
	palette := color.Palette{}
	for i := range 64 {
		palette = append(palette, color.NRGBA{uint8(i % 4 * 85), uint8(i / 4 % 4 * 85), uint8(i / 16 * 85), uint8(255 - i)})
	}
	deep := image.NewNRGBA64(src.Rect)
	draw.Draw(deep, deep.Rect, seeThrough, image.Point{}, draw.Src)
	return map[string]image.Image{
		"NRGBA see-through": seeThrough,
		"NRGBA64":           deep,
		"Gray":              copied(image.NewGray(src.Rect)),
		"Gray16":            copied(image.NewGray16(src.Rect)),
		"Paletted":          copied(image.NewPaletted(src.Rect, palette)),
	}
}

func pngOf(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 88}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// saved writes data into a file of its own and returns its path.
func saved(tb testing.TB, name string, data []byte) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}
