package jpegscale

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"testing"

	"imagine-tui/api/media"
)

// scene paints something with edges, slopes and noise.
func scene(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	seed := uint32(7)
	for y := range h {
		for x := range w {
			seed = seed*1664525 + 1013904223
			n := int(seed>>26) - 32
			r, g, b := 60+x*120/w+n/2, 90+y*80/h+n/2, 150-x*60/w+n/2
			if (x-w/2)*(x-w/2)+(y-h/2)*(y-h/2) < w*h/16 {
				r, g, b = 200+n/2, 90+n/3, 60
			}
			img.SetRGBA(x, y, color.RGBA{uint8(r), uint8(g), uint8(b), 255})
		}
	}
	return img
}

func encode(tb testing.TB, img image.Image, quality int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// plane gives one plane of a picture: 0 for brightness, 1 and 2 for colour.
func plane(tb testing.TB, img image.Image, i int) (pix []uint8, stride, w, h int) {
	tb.Helper()
	b := img.Bounds()
	switch p := img.(type) {
	case *image.Gray:
		return p.Pix, p.Stride, b.Dx(), b.Dy()
	case *image.YCbCr:
		if i == 0 {
			return p.Y, p.YStride, b.Dx(), b.Dy()
		}
		cw, ch := b.Dx(), b.Dy()
		switch p.SubsampleRatio {
		case image.YCbCrSubsampleRatio420:
			cw, ch = (cw+1)/2, (ch+1)/2
		case image.YCbCrSubsampleRatio422:
			cw = (cw + 1) / 2
		case image.YCbCrSubsampleRatio440:
			ch = (ch + 1) / 2
		default:
		}
		if i == 1 {
			return p.Cb, p.CStride, cw, ch
		}
		return p.Cr, p.CStride, cw, ch
	}
	tb.Fatalf("%T", img)
	return nil, 0, 0, 0
}

// mostOff compares a scaled plane with the means of the full one, where the
// full one has all the pixels of a mean.
func mostOff(tb testing.TB, full, scaled image.Image, shift uint, i int) (worst, mean float64) {
	tb.Helper()
	f, fs, fw, fh := plane(tb, full, i)
	s, ss, sw, sh := plane(tb, scaled, i)
	k := 1 << shift
	n := 0
	for y := range sh {
		for x := range sw {
			if (x+1)*k > fw || (y+1)*k > fh {
				continue
			}
			sum := 0
			for v := range k {
				for u := range k {
					sum += int(f[(y*k+v)*fs+x*k+u])
				}
			}
			d := math.Abs(float64(sum)/float64(k*k) - float64(s[y*ss+x]))
			worst, mean, n = max(worst, d), mean+d, n+1
		}
	}
	return worst, mean / float64(max(1, n))
}

func TestMeans(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 101, 67))
	for i := range gray.Pix {
		gray.Pix[i] = uint8(40 + i%101 + i/300)
	}
	for name, data := range map[string][]byte{
		"colour, 4:2:0":         encode(t, scene(160, 120), 90),
		"sizes that do not fit": encode(t, scene(161, 123), 75),
		"one pixel":             encode(t, scene(1, 1), 75),
		"one row":               encode(t, scene(300, 1), 75),
		"coarse":                encode(t, scene(200, 200), 20),
		"gray":                  encode(t, gray, 95),
		"restarts":              file(t, "testdata/restart.jpg"),
		"4:4:4":                 file(t, "testdata/444.jpg"),
		"4:2:2":                 file(t, "testdata/422.jpg"),
		"4:4:0":                 file(t, "testdata/440.jpg"),
		"optimized":             file(t, "testdata/optimized.jpg"),
	} {
		full, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(name, err)
		}
		for shift := range uint(4) {
			got, complete, err := Decode(data, shift)
			if err != nil || !complete {
				t.Errorf("%s, 1/%d: %v, complete %v", name, 1<<shift, err, complete)
				continue
			}
			want := image.Pt((full.Bounds().Dx()+1<<shift-1)>>shift, (full.Bounds().Dy()+1<<shift-1)>>shift)
			if got.Bounds().Size() != want {
				t.Errorf("%s, 1/%d: %v, want %v", name, 1<<shift, got.Bounds(), want)
			}
			planes := 3
			if _, ok := full.(*image.Gray); ok {
				planes = 1
			}
			for i := range planes {
				// The full decoder rounds each pixel and cuts what is under 0
				// or over 255, the means are made before that.
				if worst, mean := mostOff(t, full, got, shift, i); worst > 3 || mean > 0.5 {
					t.Errorf("%s, 1/%d, plane %d: off by %.2f, %.3f on average", name, 1<<shift, i, worst, mean)
				}
			}
		}
	}
}

func file(tb testing.TB, path string) []byte {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestFolding(t *testing.T) {
	for shift := range uint(4) {
		n := 8 >> shift
		for m := range n {
			for u := range 8 {
				want := 0.0
				for x := m << shift; x < (m+1)<<shift; x++ {
					want += math.Cos(float64(2*x+1)*float64(u)*math.Pi/16) / 2 / float64(int(1)<<shift)
				}
				if u == 0 {
					want /= math.Sqrt2
				}
				to, f := folded(u, shift)
				got := f * math.Cos(float64(2*m+1)*float64(to)*math.Pi/float64(2*n))
				if n == 2*to { // that cosine is in the factor
					got = math.Copysign(f, got)
				}
				if math.Abs(got-want) > 1e-9 {
					t.Errorf("1/%d, point %d, coefficient %d: %v, want %v", 1<<shift, m, u, got, want)
				}
			}
		}
	}
}

func TestCutShort(t *testing.T) {
	data := encode(t, scene(160, 160), 85)
	whole, _, err := Decode(data, 1)
	if err != nil {
		t.Fatal(err)
	}
	img, complete, err := Decode(data[:len(data)/2], 1)
	if err != nil || complete {
		t.Fatalf("%v, complete %v", err, complete)
	}
	a, b := whole.(*image.YCbCr), img.(*image.YCbCr)
	if !bytes.Equal(a.Y[:a.YStride*16], b.Y[:b.YStride*16]) {
		t.Error("the first rows are not what they are in the whole file")
	}
	if b.Y[len(b.Y)-1] != 128 || b.Cb[len(b.Cb)-1] != 128 {
		t.Error("what is missing is not gray")
	}
}

func TestNotThisKind(t *testing.T) {
	good := encode(t, scene(16, 16), 85)
	sof := bytes.Index(good, []byte{0xFF, media.SOF0})
	change := func(at int, v byte) []byte {
		b := bytes.Clone(good)
		b[at] = v
		return b
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"progressive": {change(sof+1, 0xC2), ErrUnsupported},
		"arithmetic":  {change(sof+1, 0xC9), ErrUnsupported},
		"12 bits":     {change(sof+4, 12), ErrUnsupported},
		"odd factors": {change(sof+11, 0x31), ErrUnsupported},
		"RGB":         {append(append(bytes.Clone(good[:2]), adobe(0)...), good[2:]...), ErrUnsupported},
		"no start":    {good[2:], errDamaged},
		"nothing":     {nil, errDamaged},
		"only start":  {good[:2], errDamaged},
		"no scan":     {good[:sof], errDamaged},
		"no height":   {change(sof+6, 0), ErrUnsupported},
	} {
		if _, _, err := Decode(c.data, 1); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, complete, err := Decode(append(append(bytes.Clone(good[:2]), adobe(1)...), good[2:]...), 1); err != nil || !complete {
		t.Error("an Adobe file in YCbCr is an ordinary one:", err)
	}
	if _, _, err := Decode(good, 4); !errors.Is(err, ErrUnsupported) {
		t.Error(err)
	}
}

func adobe(transform byte) []byte {
	b := []byte{0xFF, media.APP14, 0, 14}
	return append(append(b, "Adobe"...), 0, 100, 0, 0, 0, 0, transform)
}

func FuzzDecode(f *testing.F) {
	good := encode(f, scene(40, 24), 60)
	f.Add(good, uint(1))
	f.Add(good[:len(good)*2/3], uint(2))
	f.Add(file(f, "testdata/restart.jpg"), uint(3))
	f.Add(file(f, "testdata/440.jpg"), uint(2))
	f.Add(good, uint(0))
	f.Fuzz(func(t *testing.T, data []byte, shift uint) {
		// The caller refuses such sizes before.
		if i := bytes.Index(data, []byte{0xFF, media.SOF0}); i >= 0 && i+9 < len(data) {
			if int(binary.BigEndian.Uint16(data[i+5:]))*int(binary.BigEndian.Uint16(data[i+7:])) > 1<<20 {
				return
			}
		}
		img, _, err := Decode(data, shift)
		if err != nil {
			return
		}
		b := img.Bounds()
		img.At(b.Max.X-1, b.Max.Y-1)
	})
}

func BenchmarkDecode(b *testing.B) {
	data := encode(b, scene(1024, 1024), 88)
	for shift := range uint(4) {
		b.Run(map[uint]string{0: "whole", 1: "half", 2: "quarter", 3: "eighth"}[shift], func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, _, err := Decode(data, shift); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("whole, image/jpeg", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
