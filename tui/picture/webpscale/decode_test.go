package webpscale

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/webp"
)

// file returns one of the pictures that cwebp made of a painted scene with
// edges, slopes, noise and stripes:
//
//	unfiltered  173 × 131, one segment, no loop filter
//	partitions  the same in eight partitions and four segments
//	narrow      17 × 200, no loop filter, few modes
//	pixel       1 × 1
//	segments    173 × 131, four segments, a strong loop filter
//	coarse      the same with the simple filter, few bits
//	alpha       64 × 48 with transparency
func file(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".webp"))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// standard is what the standard decoder makes of a file.
func standard(tb testing.TB, data []byte) *image.YCbCr {
	tb.Helper()
	img, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		tb.Fatal(err)
	}
	return img.(*image.YCbCr)
}

// unscaled decodes a file without scaling.
func unscaled(tb testing.TB, data []byte) *image.YCbCr {
	tb.Helper()
	body, err := riff(data)
	if err != nil {
		tb.Fatal(err)
	}
	f, err := readFrame(body)
	if err != nil {
		tb.Fatal(err)
	}
	img := image.NewYCbCr(image.Rect(0, 0, f.mw*16, f.mh*16), image.YCbCrSubsampleRatio420)
	r := newRebuilder(f)
	r.done = func(x, y int, luma *[17 * stride]uint8, chroma *[9 * stride]uint8) {
		for i := range 16 {
			copy(img.Y[(y*16+i)*img.YStride+x*16:][:16], luma[lumaAt+i*stride:])
		}
		for i := range 8 {
			copy(img.Cb[(y*8+i)*img.CStride+x*8:][:8], chroma[blueAt+i*stride:])
			copy(img.Cr[(y*8+i)*img.CStride+x*8:][:8], chroma[redAt+i*stride:])
		}
	}
	if rows := decodeRows(tb.Context(), f, r.row); rows != f.mh {
		tb.Fatalf("%d rows of %d", rows, f.mh)
	}
	return img
}

// Every pixel, chroma too, is the same where no loop filter comes after.
func TestExact(t *testing.T) {
	for _, name := range []string{"unfiltered", "partitions", "narrow", "pixel"} {
		data := file(t, name)
		want, got := standard(t, data), unscaled(t, data)
		b := want.Bounds()
		for y := range b.Dy() {
			for x := range b.Dx() {
				if want.YCbCrAt(x, y) != got.YCbCrAt(x, y) {
					t.Fatalf("%s: %v at %d,%d, want %v", name, got.YCbCrAt(x, y), x, y, want.YCbCrAt(x, y))
				}
			}
		}
	}
}

// squares gives the means of the squares of a plane, as a plane.
func squares(pix []uint8, stride, w, h int, shift uint) []uint8 {
	var out []uint8
	n := 1 << shift
	for y := 0; y+n <= h; y += n {
		for x := 0; x+n <= w; x += n {
			sum := n * n / 2
			for v := range n {
				for u := range n {
					sum += int(pix[(y+v)*stride+x+u])
				}
			}
			out = append(out, uint8(sum/(n*n)))
		}
	}
	return out
}

// distance compares the whole squares of a picture with its scaled form: the
// greatest difference of a pixel and the ratio of signal to noise.
func distance(full, small *image.YCbCr, shift uint) (most int, psnr float64) {
	b := full.Bounds()
	sum, count := 0, 0
	compare := func(table *[256]uint8, want, got []uint8, stride, w int) {
		if w == 0 {
			return
		}
		for i, v := range want {
			d := int(table[v]) - int(got[i/w*stride+i%w])
			most = max(most, d, -d)
			sum, count = sum+d*d, count+1
		}
	}
	compare(&ranges().luma, squares(full.Y, full.YStride, b.Dx(), b.Dy(), shift), small.Y, small.YStride, b.Dx()>>shift)
	half := shift - min(1, shift)
	cw, ch := b.Dx()/2, b.Dy()/2
	compare(&ranges().chroma, squares(full.Cb, full.CStride, cw, ch, half), small.Cb, small.CStride, cw>>half)
	compare(&ranges().chroma, squares(full.Cr, full.CStride, cw, ch, half), small.Cr, small.CStride, cw>>half)
	if sum == 0 {
		return most, math.Inf(1)
	}
	return most, 10 * math.Log10(255*255*float64(count)/float64(sum))
}

func TestMeans(t *testing.T) {
	for name, least := range map[string]float64{
		"unfiltered": math.Inf(1), "partitions": math.Inf(1), "narrow": math.Inf(1), "pixel": math.Inf(1),
		// Here the loop filter makes a difference, of which less is left the
		// more is scaled.
		"segments": 42, "coarse": 33,
	} {
		data := file(t, name)
		full := standard(t, data)
		w, h := full.Bounds().Dx(), full.Bounds().Dy()
		for shift := uint(0); shift <= MaxShift; shift++ {
			small, complete, err := Decode(t.Context(), data, w, h, shift)
			if err != nil || !complete {
				t.Fatalf("%s: %v, complete %v", name, err, complete)
			}
			n := 1 << shift
			if b := small.Bounds(); b.Dx() != (w+n-1)/n || b.Dy() != (h+n-1)/n {
				t.Errorf("%s to 1/%d: %v", name, n, b)
			}
			most, psnr := distance(full, small, shift)
			t.Logf("%s to 1/%d: %.1f dB, at most %d", name, n, psnr, most)
			if psnr < least {
				t.Errorf("%s to 1/%d: %.1f dB, want %.1f", name, n, psnr, least)
			}
		}
	}
}

// The files are what they are for.
func TestKinds(t *testing.T) {
	for name, parts := range map[string]int{"unfiltered": 1, "partitions": 8, "segments": 1} {
		body, err := riff(file(t, name))
		if err != nil {
			t.Fatal(err)
		}
		f, err := readFrame(body)
		if err != nil || len(f.parts) != parts || f.segments != (name == "segments" || name == "partitions") {
			t.Errorf("%s: %d partitions, segments %v, %v", name, len(f.parts), f.segments, err)
		}
	}
}

func TestNotForThis(t *testing.T) {
	whole := file(t, "segments")
	chunk := append(binary.LittleEndian.AppendUint32([]byte("RIFF\x00\x00\x00\x00WEBPVP8L"), 4), 0x2f, 0, 0, 0)
	inter := bytes.Clone(whole)
	inter[20] |= 1
	for name, c := range map[string]struct {
		data  []byte
		w, h  int
		shift uint
		want  error
	}{
		"transparency":       {file(t, "alpha"), 64, 48, 1, ErrUnsupported},
		"lossless":           {chunk, 1, 1, 1, ErrUnsupported},
		"no key frame":       {inter, 173, 131, 1, ErrUnsupported},
		"scaled too much":    {whole, 173, 131, 5, ErrUnsupported},
		"another size":       {whole, 173, 132, 1, errDamaged},
		"nothing":            {nil, 1, 1, 1, errDamaged},
		"a text":             {[]byte("RIFF: what it is about"), 1, 1, 1, errDamaged},
		"only a start":       {whole[:12], 173, 131, 1, errDamaged},
		"half a header":      {whole[:25], 173, 131, 1, errDamaged},
		"nothing but modes":  {whole[:300], 173, 131, 1, errDamaged},
		"no pixels at all":   {append(bytes.Clone(whole[:26]), make([]byte, 400)...), 0, 0, 1, errDamaged},
		"a part of a header": {whole[:40], 173, 131, 1, errDamaged},
	} {
		if img, _, err := Decode(t.Context(), c.data, c.w, c.h, c.shift); !errors.Is(err, c.want) || img != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// A file cut short gives the part that is there, and gray.
func TestCutShort(t *testing.T) {
	for _, name := range []string{"unfiltered", "partitions"} {
		data := file(t, name)
		full := standard(t, data)
		small, complete, err := Decode(t.Context(), data[:len(data)*3/4], 173, 131, 0)
		if err != nil || complete {
			t.Fatalf("%s: %v, complete %v", name, err, complete)
		}
		FullRange(full)
		want := squares(full.Y, full.YStride, 173, 8, 0)
		got := squares(small.Y, small.YStride, 173, 8, 0)
		if !bytes.Equal(got, want) {
			t.Errorf("%s: the first rows differ", name)
		}
		if at := small.YOffset(40, 130); small.Y[at] != 130 || small.Cb[small.COffset(40, 130)] != 128 {
			t.Errorf("%s: the missing part is not gray", name)
		}
	}
}

func TestGivenUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Decode(ctx, file(t, "segments"), 173, 131, 1); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, name := range []string{"unfiltered", "partitions", "narrow", "pixel", "segments", "coarse", "alpha"} {
		f.Add(file(f, name), uint(1))
	}
	f.Fuzz(func(t *testing.T, data []byte, shift uint) {
		body, err := riff(data)
		if err != nil {
			return
		}
		h, err := readFrame(body)
		if err != nil || h.w*h.h > 1<<18 {
			return
		}
		shift %= MaxShift + 1
		img, complete, err := Decode(t.Context(), data, h.w, h.h, shift)
		if (err == nil) != (img != nil) || complete && err != nil {
			t.Fatal(img, complete, err)
		}
		// What the standard decoder takes is complete here, and the other way
		// round it need not be.
		if _, err := webp.Decode(bytes.NewReader(data)); err == nil && !complete {
			t.Fatal("incomplete here only")
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	data := file(b, "unfiltered")
	b.SetBytes(173 * 131)
	for b.Loop() {
		if _, _, err := Decode(b.Context(), data, 173, 131, 2); err != nil {
			b.Fatal(err)
		}
	}
}

// Black, white and the primary colours come out as such.
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
		img := image.NewYCbCr(image.Rect(0, 0, 1, 1), image.YCbCrSubsampleRatio444)
		img.Y[0], img.Cb[0], img.Cr[0] = from.Y, from.Cb, from.Cr
		FullRange(img)
		r, g, b, _ := img.At(0, 0).RGBA()
		for i, d := range [3]int{int(r>>8) - int(want.R), int(g>>8) - int(want.G), int(b>>8) - int(want.B)} {
			if d < -2 || d > 2 {
				t.Errorf("%v: channel %d of %v is off by %d", from, i, want, d)
			}
		}
	}
}
