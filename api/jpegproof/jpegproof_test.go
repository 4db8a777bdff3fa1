package jpegproof

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"imagine-tui/api/media"
)

// photo is a JPEG with something in every block.
func photo(tb testing.TB, w, h, quality int) []byte {
	tb.Helper()
	rng := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(x*5 + rng.IntN(40)), uint8(y*3 + rng.IntN(60)), uint8(rng.IntN(256)), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func gray(tb testing.TB, w, h int) []byte {
	tb.Helper()
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(i * 7)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// flat makes JPEGs by hand: each code word is one bit, and each block the same, so
// that planes, scans and restarts can be anything.
type flat struct {
	frame, precision byte
	w, h             int
	sampling         []byte
	scans            [][]int // planes of each
	restart          int
	before           [][]byte // segments in front of the frame
}

func segment(marker byte, data ...byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(data)+2)), data...)
}

func (f flat) bytes() []byte {
	out := []byte{0xFF, media.SOI}
	for _, s := range f.before {
		out = append(out, s...)
	}
	out = append(out, segment(media.DQT, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)...)
	frame := []byte{f.precision, byte(f.h >> 8), byte(f.h), byte(f.w >> 8), byte(f.w), byte(len(f.sampling))}
	for i, s := range f.sampling {
		frame = append(frame, byte(i+1), s, 0)
	}
	out = append(out, segment(f.frame, frame...)...)
	one := append([]byte{1}, make([]byte, 15)...)
	out = append(out, segment(media.DHT, append(append(append([]byte{0}, one...), 0), append(append([]byte{0x10}, one...), 0)...)...)...)
	if f.restart > 0 {
		out = append(out, segment(media.DRI, byte(f.restart>>8), byte(f.restart))...)
	}
	for _, planes := range f.scans {
		head := []byte{byte(len(planes))}
		for _, p := range planes {
			head = append(head, byte(p+1), 0)
		}
		out = append(append(out, segment(media.SOS, append(head, 0, 63, 0)...)...), f.packed(planes)...)
	}
	return append(out, 0xFF, media.EOI)
}

// packed are the data of a scan.
func (f flat) packed(planes []int) []byte {
	h0, v0 := int(f.sampling[0]>>4), int(f.sampling[0]&15)
	if len(f.sampling) == 1 {
		h0, v0 = 1, 1
	}
	across, down := (f.w+8*h0-1)/(8*h0), (f.h+8*v0-1)/(8*v0)
	blocks := 0
	for _, p := range planes {
		blocks += int(f.sampling[p]>>4) * int(f.sampling[p]&15)
	}
	every := f.restart
	if every == 0 || every > across*down {
		every = across * down
	}
	var out []byte
	for unit := 0; unit < across*down; unit += every {
		if unit > 0 {
			out = append(out, 0xFF, media.RST0+byte(unit/every-1)%8)
		}
		out = append(out, make([]byte, (min(every, across*down-unit)*blocks*2+7)/8)...)
	}
	return out
}

// samples are files of all the forms that are read.
func samples(tb testing.TB) map[string][]byte {
	tb.Helper()
	adobe := segment(media.APP14, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00")...)
	all := [][]int{{0, 1, 2}}
	files := map[string][]byte{
		"photo":          photo(tb, 70, 50, 90),
		"coarse photo":   photo(tb, 33, 17, 20),
		"finest photo":   photo(tb, 40, 40, 100),
		"large":          photo(tb, 130, 90, 95),
		"gray":           gray(tb, 31, 23),
		"restarts":       flat{media.SOF0, 8, 100, 60, []byte{0x22, 0x11, 0x11}, all, 3, nil}.bytes(),
		"many restarts":  flat{media.SOF0, 8, 300, 60, []byte{0x11, 0x11, 0x11}, all, 1, nil}.bytes(),
		"in scans":       flat{media.SOF0, 8, 100, 60, []byte{0x22, 0x11, 0x11}, [][]int{{0}, {1}, {2}}, 0, nil}.bytes(),
		"extended":       flat{media.SOF1, 8, 100, 60, []byte{0x21, 0x11, 0x11}, all, 0, nil}.bytes(),
		"odd sampling":   flat{media.SOF0, 8, 100, 60, []byte{0x42, 0x11, 0x11}, all, 0, nil}.bytes(),
		"four colours":   flat{media.SOF0, 8, 100, 60, []byte{0x11, 0x11, 0x11, 0x11}, [][]int{{0, 1, 2, 3}}, 0, [][]byte{adobe}}.bytes(),
		"gray, sampled":  flat{media.SOF0, 8, 20, 20, []byte{0x22}, [][]int{{0}}, 0, nil}.bytes(),
		"with a comment": flat{media.SOF0, 8, 20, 20, []byte{0x11, 0x11, 0x11}, all, 0, [][]byte{segment(media.COM, make([]byte, 60_000)...)}}.bytes(),
	}
	for _, name := range []string{"progressive-420", "progressive-444", "progressive-gray"} {
		data, err := os.ReadFile(filepath.Join("testdata", name+".jpg"))
		if err != nil {
			tb.Fatal(err)
		}
		files[name] = data
	}
	return files
}

// agree fails the test unless Check and a decoder say the same of a file, as far as
// that is promised.
func agree(t *testing.T, data []byte) {
	t.Helper()
	err := Check(bytes.NewReader(data))
	_, want := jpeg.Decode(bytes.NewReader(data))
	switch {
	case err == nil && want != nil:
		t.Errorf("whole, and a decoder says: %v", want)
	case err != nil && want == nil && !errors.Is(err, errTable):
		t.Errorf("%v, and a decoder takes it", err)
	}
}

// What is whole passes, and of what is cut anywhere, or has one byte wrong anywhere,
// a decoder says the same.
func TestCheckAgreesWithADecoder(t *testing.T) {
	t.Parallel()
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := Check(bytes.NewReader(data)); err != nil {
				t.Fatal(err)
			}
			if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
				t.Fatal(err)
			}
			if err := Check(bytes.NewReader(append(bytes.Clone(data), "what follows"...))); err != nil {
				t.Error(err)
			}
			step := max(1, len(data)/75)
			for n := 0; n < len(data); n += step {
				if err := Check(bytes.NewReader(data[:n])); !errors.Is(err, io.ErrUnexpectedEOF) {
					t.Fatalf("cut at %d: %v", n, err)
				}
				damaged := bytes.Clone(data)
				for _, b := range []byte{0, 0xFF, media.EOI, damaged[n] ^ 0x10} {
					damaged[n] = b
					agree(t, damaged)
				}
				agree(t, append(bytes.Clone(data[:n]), data[min(n+2, len(data)):]...))
			}
		})
	}
}

// Each form of damage, and what finds it.
func TestWhatFindsDamage(t *testing.T) {
	t.Parallel()
	three := []byte{0x22, 0x11, 0x11}
	all := [][]int{{0, 1, 2}}
	plain := flat{media.SOF0, 8, 100, 60, three, all, 3, nil}
	with := func(before ...[]byte) []byte {
		f := plain
		f.before = before
		return f.bytes()
	}
	change := func(old, by []byte) []byte { return bytes.Replace(plain.bytes(), old, by, 1) }
	ones := append([]byte{0}, bytes.Repeat([]byte{255}, 16)...)
	full := append([]byte{0, 3}, append(make([]byte, 15), 1, 2, 3)...) // three codes of one bit
	photo, progressive := photo(t, 70, 50, 90), samples(t)["progressive-420"]
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"its end is missing":             {photo[:len(photo)-2], io.ErrUnexpectedEOF},
		"its second half is missing":     {photo[:len(photo)/2], io.ErrUnexpectedEOF},
		"its second half, but its end":   {append(bytes.Clone(photo[:len(photo)/2]), 0xFF, media.EOI), errMarker},
		"a restart is missing":           {change([]byte{0xFF, media.RST0 + 1}, nil), DamagedError("a restart marker is missing")},
		"restarts are exchanged":         {change([]byte{0xFF, media.RST0}, []byte{0xFF, media.RST0 + 3}), DamagedError("a restart marker is missing")},
		"a code that is none":            {change([]byte{0xFF, media.RST0}, []byte{0x80, 0xFF, media.RST0}), nil}, // bytes that belong to nothing
		"pixels of ones":                 {bytes.ReplaceAll(change([]byte{0xFF, media.RST0}, []byte{0xFF, media.RST0, 0xFE}), []byte{0xFE, 0}, []byte{0xFE, 0xFE}), DamagedError("a code is invalid")},
		"too many codes":                 {with(segment(media.DHT, ones...)), errTable},
		"codes that overlap":             {with(segment(media.DHT, full...)), errTable},
		"no codes":                       {with(segment(media.DHT, make([]byte, 17)...)), errTable},
		"a short segment":                {with([]byte{0xFF, media.COM, 0, 1}), DamagedError("a segment is too short")},
		"a short interval":               {with(segment(media.DRI, 1)), DamagedError("the restart interval has the wrong length")},
		"steps of a table that is none":  {with(segment(media.DQT, append([]byte{9}, make([]byte, 64)...)...)), DamagedError("a quantization table is invalid")},
		"half a table of steps":          {with(segment(media.DQT, make([]byte, 20)...)), DamagedError("a quantization table has the wrong length")},
		"a marker that is none":          {with(segment(0x42)), DamagedError("it has an invalid marker")},
		"a marker of another coding":     {with(segment(media.DAC)), UnsupportedError("a marker of a different encoding")},
		"two frames":                     {with(segment(media.SOF0, 8, 0, 1, 0, 1, 1, 1, 0x11, 0)), DamagedError("it has two frames")},
		"no frame":                       {change(plain.bytes()[71:90], nil), DamagedError("it has no frame")},
		"a scan of a plane that is none": {flat{media.SOF0, 8, 9, 9, three, nil, 0, nil}.scanOf(1, 7, 0, 0, 63, 0), DamagedError("a scan has an invalid colour")},
		"a scan of a plane twice":        {flat{media.SOF0, 8, 9, 9, three, nil, 0, nil}.scanOf(2, 1, 0, 1, 0, 0, 63, 0), DamagedError("a scan has the same colour twice")},
		"a table that is missing":        {flat{media.SOF0, 8, 9, 9, three, nil, 0, nil}.scanOf(1, 1, 0x11, 0, 63, 0), DamagedError("a table is missing")},
		"a table out of range":           {flat{media.SOF0, 8, 9, 9, three, nil, 0, nil}.scanOf(1, 1, 0x20, 0, 63, 0), DamagedError("a scan uses a table that does not exist")},
		"no pixels":                      {flat{media.SOF0, 8, 9, 9, three, nil, 0, nil}.bytes(), DamagedError("it has no pixels")},
		"a depth of twelve bits":         {flat{media.SOF1, 12, 9, 9, three, all, 0, nil}.bytes(), UnsupportedError("the depth of its colours")},
		"three to one":                   {flat{media.SOF0, 8, 9, 9, []byte{0x31, 0x11, 0x11}, all, 0, nil}.bytes(), errSampling},
		"two colours":                    {flat{media.SOF0, 8, 9, 9, []byte{0x11, 0x11}, [][]int{{0, 1}}, 0, nil}.bytes(), UnsupportedError("the number of its colours")},
		"a pass that is sequential":      {flat{media.SOF2, 8, 9, 9, three, all, 0, nil}.bytes(), DamagedError("a pass is over coefficients that are none")},
		"a pass back to front":           {flat{media.SOF2, 8, 9, 9, three, nil, 0, nil}.scanOf(1, 1, 0, 5, 4, 0), DamagedError("a pass is over coefficients that are none")},
		"a pass of too many":             {flat{media.SOF2, 8, 9, 9, three, nil, 0, nil}.scanOf(1, 1, 0, 5, 64, 0), DamagedError("a pass is over coefficients that are none")},
		"detail of several colours":      {flat{media.SOF2, 8, 9, 9, three, nil, 0, nil}.scanOf(2, 1, 0, 2, 0, 1, 63, 0), DamagedError("a pass over fine detail has several colours")},
		"a step too large":               {flat{media.SOF2, 8, 9, 9, three, nil, 0, nil}.scanOf(1, 1, 0, 1, 63, 0x31), DamagedError("a pass refines by a step that is none")},
		"detail without its table":       {flat{media.SOF2, 8, 9, 9, three, nil, 0, nil}.scanOf(1, 1, 1, 1, 63, 0), DamagedError("a table is missing")},
		"progressive, its end missing":   {progressive[:len(progressive)-2], io.ErrUnexpectedEOF},
		"progressive, a pass cut short":  {append(bytes.Clone(progressive[:len(progressive)-300]), 0xFF, media.EOI), errMarker},
		"a code of another pass":         {refining(0x02, 0x00), DamagedError("a code is none of its pass")},
		"more than a block takes":        {refining(0xF1, 0x00, 0x00, 0x00), DamagedError("a block has too many coefficients")},
		"not a JPEG":                     {[]byte("GIF89a"), DamagedError("it does not start like a JPEG")},
	} {
		if err := Check(bytes.NewReader(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		agree(t, c.data)
	}
}

// scanOf is a file whose only scan has a header.
func (f flat) scanOf(header ...byte) []byte {
	whole := f.bytes()
	return append(append(whole[:len(whole)-2], segment(media.SOS, header...)...), 0, 0, 0xFF, media.EOI)
}

// refining is a progressive file of one block whose only pass refines by codes of one
// bit, each of which is the symbol.
func refining(symbol byte, packed ...byte) []byte {
	f := flat{media.SOF2, 8, 8, 8, []byte{0x11}, nil, 0, nil}
	whole := f.bytes()
	one := append([]byte{0x11, 1}, make([]byte, 15)...)
	out := append(bytes.Clone(whole[:len(whole)-2]), segment(media.DHT, append(one, symbol)...)...)
	out = append(out, segment(media.SOS, 1, 1, 0x11, 1, 63, 0x10)...)
	return append(append(out, packed...), 0xFF, media.EOI)
}

// failing fails after some bytes.
type failing struct {
	data []byte
	err  error
}

func (f *failing) Read(p []byte) (int, error) {
	n := copy(p, f.data)
	f.data = f.data[n:]
	if n == 0 {
		return 0, f.err
	}
	return n, nil
}

// Why reading failed is passed on, wherever it does, and bytes may come one at a time.
func TestReadingFails(t *testing.T) {
	t.Parallel()
	broken := errors.New("the connection broke")
	data := samples(t)["photo"]
	for n := 0; n < len(data); n += 97 {
		if err := Check(&failing{data[:n], broken}); !errors.Is(err, broken) {
			t.Errorf("after %d: %v", n, err)
		}
	}
	one, w := io.Pipe()
	go func() {
		for i := range data {
			_, _ = w.Write(data[i : i+1])
		}
		_ = w.Close()
	}()
	if err := Check(one); err != nil {
		t.Error(err)
	}
}

// FuzzCheck: what passes a decoder takes, and what a decoder takes passes, but for
// code tables that cannot be any.
func FuzzCheck(f *testing.F) {
	for _, data := range samples(f) {
		if len(data) < 10_000 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := jpeg.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > 1<<18 {
			return
		}
		agree(t, data)
	})
}

func BenchmarkCheck(b *testing.B) {
	for name, data := range map[string][]byte{"sequential": photo(b, 1024, 1024, 92), "progressive": samples(b)["progressive-444"]} {
		b.Run(name+"/proof", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if err := Check(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/decoder", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
