package webp

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"slices"
	"testing"

	standard "golang.org/x/image/webp"

	"imagine-tui/api/media"
)

// shown compares what is shown of a cut picture with the whole: how many rows
// are there, of which the last few may be smoother in the whole one. Below
// them, nothing may be but gray.
func shown(tb testing.TB, whole, part image.Image) int {
	tb.Helper()
	b := whole.Bounds()
	if part.Bounds() != b {
		tb.Fatalf("%v, want %v", part.Bounds(), b)
	}
	rows := b.Dy()
	for rows > 0 && missing(part, rows-1) {
		rows--
	}
	const smoothed = 8
	for y := range rows - smoothed {
		for x := range b.Dx() {
			want := whole.At(x, y)
			if sheer, ok := want.(color.NYCbCrA); ok {
				want = sheer.YCbCr
			}
			if part.At(x, y) != want {
				tb.Fatalf("%v at %d,%d of %d rows, want %v", part.At(x, y), x, y, rows, want)
			}
		}
	}
	return rows
}

func missing(m image.Image, y int) bool {
	for x := range m.Bounds().Dx() {
		if m.At(x, y) != (color.YCbCr{Y: 128, Cb: 128, Cr: 128}) {
			return false
		}
	}
	return true
}

// A file that is cut anywhere shows the rows that are there, the more the more
// of it there is, and nothing that is not in it.
func TestCut(t *testing.T) {
	for name, half := range map[string]int{"unfiltered": 48, "segments": 48, "coarse": 32, "narrow": 64, "alpha": 16, "bars": 0, "partitions": 16} {
		data := sample(t, name)
		whole, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		rows, step := 0, max(1, len(data)/60)
		for n := 0; n < len(data)-1; n += step {
			part := DecodeCut(t.Context(), data[:n])
			if part == nil {
				if rows > 0 {
					t.Errorf("%s: %d bytes show less than %d", name, n, n-step)
				}
				continue
			}
			now := shown(t, whole, part)
			if now < rows && name != "partitions" { // what is missing of one is missing everywhere
				t.Errorf("%s: %d rows of %d bytes, %d of fewer", name, now, n, rows)
			}
			rows = now
			if n > len(data)/2 && rows < half {
				t.Errorf("%s: %d rows of %d of %d bytes", name, rows, n, len(data))
			}
		}
		if name != "bars" && rows < whole.Bounds().Dy()*2/3 && name != "partitions" {
			t.Errorf("%s: %d rows of nearly all of it", name, rows)
		}
	}
}

// Also the first picture of an animation that breaks off in it.
func TestCutAnimation(t *testing.T) {
	still := sample(t, "unfiltered")
	whole, err := Decode(still)
	if err != nil {
		t.Fatal(err)
	}
	data := animated(173, 131, still, still)
	part := DecodeCut(t.Context(), data[:len(still)*2/3])
	if part == nil || shown(t, whole, part) < 64 {
		t.Errorf("%v", part)
	}
}

func TestNothingToShow(t *testing.T) {
	lossy := sample(t, "segments")
	wrong := bytes.Clone(lossy)
	wrong[23] = 0 // of what every frame begins with
	for name, data := range map[string][]byte{
		"nothing": nil, "a text": []byte("RIFF: what it is about"), "only a start": lossy[:12], "half a header": lossy[:25],
		"nothing but modes": lossy[:300], "no frame": wrong[:len(wrong)*2/3], "of no size": file("VP8 ", string(append(bytes.Clone(lossy[20:26]), make([]byte, 400)...))),
		"of another size than the file": file("VP8X", "\x00\x00\x00\x00\x08\x00\x00\x08\x00\x00", "VP8 ", string(lossy[20:len(lossy)*2/3])),
		"lossless, a start":             file("VP8L", "\x2f\x00\x00\x00")[:22], "an empty animation": file("VP8X", "\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
	} {
		if m := DecodeCut(t.Context(), data); m != nil {
			t.Errorf("%s: %v", name, m.Bounds())
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if m := DecodeCut(ctx, lossy[:len(lossy)*2/3]); m != nil {
		t.Error("it was given up and shown")
	}
}

func FuzzDecodeCut(f *testing.F) {
	for _, name := range []string{"unfiltered", "partitions", "narrow", "pixel", "segments", "coarse", "alpha"} {
		data := sample(f, name)
		f.Add(data)
		f.Add(data[:len(data)*2/3])
	}
	f.Add(animated(173, 131, sample(f, "narrow"))[:900])
	for _, name := range losslessSamples {
		data := sample(f, name)
		f.Add(data)
		f.Add(data[:len(data)*2/3])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Config(data)
		if err != nil || c.Width*c.Height > 1<<18 {
			return
		}
		m := DecodeCut(t.Context(), data)
		if m == nil {
			return
		}
		if b := m.Bounds(); b.Dx()*b.Dy() > 1<<28 {
			t.Fatal(b)
		}
		// What is whole is seen whole.
		whole, err := standard.Decode(bytes.NewReader(media.FirstFrame(data)))
		if err != nil {
			return
		}
		if lossless, ok := whole.(*image.NRGBA); ok {
			if head, _ := readLosslessHeader(losslessFrame(media.FirstFrame(data))); !head.sheer {
				opaque(lossless.Pix)
			}
			if got, ok := m.(*image.NRGBA); !ok || !bytes.Equal(got.Pix, lossless.Pix) {
				t.Error("a whole lossless picture is not seen as it is")
			}
			return
		}
		planes, ok := whole.(*image.YCbCr)
		if !ok {
			return
		}
		widen(planes)
		if !slices.Equal(planes.Y[:planes.Rect.Dx()], m.(*image.YCbCr).Y[:planes.Rect.Dx()]) {
			t.Error("a whole picture is not seen as it is")
		}
	})
}
