package pngpack_test

import (
	"bytes"
	"image"
	"image/png"
	"math/rand/v2"
	"testing"

	"imagine-tui/history/pixels/pngpack"
)

// drawings are pixels of all kinds.
var drawings = map[string]func(x, y, c int) uint8{
	"flat":    func(_, _, _ int) uint8 { return 77 },
	"black":   func(_, _, _ int) uint8 { return 0 },
	"ramp":    func(x, y, c int) uint8 { return uint8(x*(c+1) + y) },
	"noise":   func(x, y, c int) uint8 { return uint8(rand.New(rand.NewPCG(uint64(x), uint64(3*y+c))).Uint32()) },
	"soft":    func(x, y, c int) uint8 { return uint8(x/3 + y/5 + (x*7+y*3+c)%5) },
	"stripes": func(x, _, _ int) uint8 { return uint8(x / 40 % 2 * 255) },
	"lines":   func(_, y, c int) uint8 { return uint8(y * (50 + c)) },
	"one bit": func(x, y, _ int) uint8 { return uint8((x*x + y*y*y) >> 4 & 1) },
	"few":     func(x, y, c int) uint8 { return uint8((x/9+y/7)%3*80 + c) },
	"fibonacci": func(x, y, _ int) uint8 { // counts that ask for the longest codes
		n, a, b := y*61+x, 1, 2
		for v := uint8(0); ; v++ {
			if n < a {
				return v * 3
			}
			n -= a
			a, b = b, a+b
		}
	},
}

// What is packed is read again as it was, by another decoder.
func TestEncode(t *testing.T) {
	t.Parallel()
	for name, at := range drawings {
		for _, size := range []image.Point{{1, 1}, {2, 1}, {1, 9}, {3, 3}, {61, 40}, {300, 200}, {40000, 2}, {257, 700}} {
			data := pngpack.Encode(size.X, size.Y, func(y int, to []byte) {
				for i := range to {
					to[i] = at(i/3, y, i%3)
				}
			})
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%s of %v: %v", name, size, err)
			}
			got, is := img.(*image.RGBA)
			if !is || got.Rect.Size() != size {
				t.Fatalf("%s of %v: %T of %v", name, size, img, img.Bounds())
			}
			for i, v := range got.Pix {
				if c := i % 4; c < 3 && v != at(i/4%size.X, i/4/size.X, c) {
					t.Fatalf("%s of %v: byte %d is %d", name, size, i, v)
				}
			}
		}
	}
}

// What is even becomes short, what is noise hardly longer than it is.
func TestEncodeIsShort(t *testing.T) {
	t.Parallel()
	const w, h = 640, 480
	for name, most := range map[string]int{"flat": 6000, "stripes": 20000, "lines": 6000, "few": 60000, "soft": w * h * 3 / 2, "noise": w*h*3 + 6000} {
		data := pngpack.Encode(w, h, func(y int, to []byte) {
			for i := range to {
				to[i] = drawings[name](i/3, y, i%3)
			}
		})
		if len(data) > most {
			t.Errorf("%s: %d bytes, at most %d", name, len(data), most)
		}
		t.Log(name, len(data))
	}
}

// A photograph of a screen's size, and a drawing.
func BenchmarkEncode(b *testing.B) {
	const w, h = 800, 800
	for _, name := range []string{"soft", "noise", "few"} {
		pix := make([]byte, w*h*3)
		for i := range pix {
			pix[i] = drawings[name](i/3%w, i/3/w, i%3)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(pix)))
			for b.Loop() {
				pngpack.Encode(w, h, func(y int, to []byte) { copy(to, pix[y*w*3:]) })
			}
		})
	}
}
