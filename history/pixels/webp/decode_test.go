package webp

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"

	standard "golang.org/x/image/webp"
)

// sample returns one of the pictures that cwebp made, of bars of black, white,
// red and blue or of a painted scene with edges, slopes, noise and stripes:
//
//	bars        64 × 32
//	unfiltered  173 × 131, one segment, no loop filter
//	partitions  the same in eight partitions and four segments
//	narrow      17 × 200, no loop filter, few modes
//	pixel       1 × 1
//	segments    173 × 131, four segments, a strong loop filter
//	coarse      the same with the simple filter, few bits
//	alpha       64 × 48 with transparency
func sample(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".webp"))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// file makes a WebP of chunks, kind and data in turn.
func file(chunks ...string) []byte {
	body := []byte("WEBP")
	for i := 0; i < len(chunks); i += 2 {
		body = binary.LittleEndian.AppendUint32(append(body, chunks[i]...), uint32(len(chunks[i+1])))
		body = append(append(body, chunks[i+1]...), make([]byte, len(chunks[i+1])&1)...)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// animated makes an animation whose frames are each the chunk of a file.
func animated(w, h int, frames ...[]byte) []byte {
	size := string([]byte{byte(w - 1), byte((w - 1) >> 8), 0, byte(h - 1), byte((h - 1) >> 8), 0})
	chunks := []string{"VP8X", "\x02\x00\x00\x00" + size, "ANIM", "\x00\x00\x00\x00\x00\x00"}
	for _, f := range frames {
		chunks = append(chunks, "ANMF", "\x00\x00\x00\x00\x00\x00"+size+"\x00\x00\x00\x00"+string(f[12:]))
	}
	return file(chunks...)
}

// What lossy files call black and white are black and white, and colours are
// as strong as they were.
func TestColours(t *testing.T) {
	m, err := Decode(sample(t, "bars"))
	if err != nil {
		t.Fatal(err)
	}
	b := m.Bounds()
	for i, want := range []color.RGBA{{0, 0, 0, 255}, {255, 255, 255, 255}, {255, 0, 0, 255}, {0, 0, 255, 255}} {
		same(t, m.At((2*i+1)*b.Dx()/8, b.Dy()/2), want, 6)
	}
}

func same(tb testing.TB, got color.Color, want color.RGBA, most int) {
	tb.Helper()
	r, g, b, _ := got.RGBA()
	for _, d := range [3]int{int(r>>8) - int(want.R), int(g>>8) - int(want.G), int(b>>8) - int(want.B)} {
		if d < -most || d > most {
			tb.Errorf("%v, want %v", got, want)
			return
		}
	}
}

func TestFullRange(t *testing.T) {
	for from, want := range map[color.YCbCr]color.RGBA{
		{Y: 16, Cb: 128, Cr: 128}:  {0, 0, 0, 255},
		{Y: 126, Cb: 128, Cr: 128}: {128, 128, 128, 255},
		{Y: 235, Cb: 128, Cr: 128}: {255, 255, 255, 255},
		{Y: 0, Cb: 128, Cr: 128}:   {0, 0, 0, 255},
		{Y: 255, Cb: 128, Cr: 128}: {255, 255, 255, 255},
		{Y: 81, Cb: 90, Cr: 240}:   {255, 0, 0, 255},
		{Y: 145, Cb: 54, Cr: 34}:   {0, 255, 0, 255},
		{Y: 41, Cb: 240, Cr: 110}:  {0, 0, 255, 255},
	} {
		for _, m := range []image.Image{
			image.NewYCbCr(image.Rect(0, 0, 1, 1), image.YCbCrSubsampleRatio444),
			image.NewNYCbCrA(image.Rect(0, 0, 1, 1), image.YCbCrSubsampleRatio444),
		} {
			planes := func() *image.YCbCr {
				if p, ok := m.(*image.NYCbCrA); ok {
					p.A[0] = 255
					return &p.YCbCr
				}
				return m.(*image.YCbCr)
			}()
			planes.Y[0], planes.Cb[0], planes.Cr[0] = from.Y, from.Cb, from.Cr
			same(t, fullRange(m).At(0, 0), want, 2)
		}
	}
	lossless := image.NewNRGBA(image.Rect(0, 0, 1, 1))
	lossless.SetNRGBA(0, 0, color.NRGBA{16, 16, 16, 255})
	same(t, fullRange(lossless).At(0, 0), color.RGBA{16, 16, 16, 255}, 0)
}

// Apart from the contrast, pictures are what the standard decoder makes of
// them; of an animation it is the first one.
func TestDecode(t *testing.T) {
	for _, name := range []string{"unfiltered", "partitions", "narrow", "pixel", "segments", "coarse", "alpha", "bars"} {
		data := sample(t, name)
		want, err := standard.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		want = fullRange(want)
		b := want.Bounds()
		files := map[string][]byte{"alone": data}
		if name != "alpha" { // whose frame would be two chunks
			files["animated"] = animated(b.Dx(), b.Dy(), data, sample(t, "pixel"))
		}
		for how, data := range files {
			got, err := Decode(data)
			if err != nil {
				t.Errorf("%s, %s: %v", name, how, err)
				continue
			}
			for y := range b.Dy() {
				for x := range b.Dx() {
					if got.At(x, y) != want.At(x, y) {
						t.Fatalf("%s, %s: %v at %d,%d, want %v", name, how, got.At(x, y), x, y, want.At(x, y))
					}
				}
			}
			if c, err := Config(data); err != nil || c.Width != b.Dx() || c.Height != b.Dy() {
				t.Errorf("%s, %s: %d×%d, %v", name, how, c.Width, c.Height, err)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("RIFF: what it is about"), "only a start": sample(t, "segments")[:12],
		"no picture": file(), "no frame": file("VP8X", "\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00"), "zeros": file("VP8 ", string(make([]byte, 60))),
	} {
		if m, err := Decode(data); err == nil {
			t.Errorf("%s: %v", name, m.Bounds())
		}
		if _, err := Config(data); err == nil && name != "no frame" {
			t.Errorf("%s has a size", name)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	data := sample(b, "unfiltered")
	b.SetBytes(173 * 131)
	for b.Loop() {
		if _, err := Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}
