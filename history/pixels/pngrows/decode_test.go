package pngrows

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
)

func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func pack(tb testing.TB, data []byte, level int) []byte {
	tb.Helper()
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, level)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := z.Write(data); err != nil {
		tb.Fatal(err)
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// build writes a PNG file of any kind: raw holds the filtered rows.
func build(tb testing.TB, w, h, depth, colour int, raw []byte, level int, between ...[]byte) []byte {
	tb.Helper()
	head := binary.BigEndian.AppendUint32(nil, uint32(w))
	head = binary.BigEndian.AppendUint32(head, uint32(h))
	head = append(head, byte(depth), byte(colour), 0, 0, 0)
	out := []byte("\x89PNG\r\n\x1a\n")
	out = append(out, chunk("IHDR", head)...)
	for _, c := range between {
		out = append(out, c...)
	}
	// Data in uneven pieces, as some programs write it.
	for data, n := pack(tb, raw, level), 1; len(data) > 0; n = n*3 + 1 {
		n := min(n, len(data))
		out = append(out, chunk("IDAT", data[:n])...)
		data = data[n:]
	}
	return append(out, chunk("IEND", nil)...)
}

// decoded is a picture made of rows.
type decoded struct {
	Info
	pix  []byte
	rows int
}

func decode(data []byte) (d decoded, err error) {
	d.rows, err = Decode(data, func(i Info) { d.Info = i }, func(y int, pix []byte) {
		if y*d.Width*d.Kind.Bytes() != len(d.pix) {
			panic("rows out of order")
		}
		d.pix = append(d.pix, pix[:d.Width*d.Kind.Bytes()]...)
	})
	return d, err
}

func (d decoded) at(x, y int) color.NRGBA {
	n := d.Kind.Bytes()
	p := d.pix[(y*d.Width+x)*n:]
	switch d.Kind {
	case Gray:
		return color.NRGBA{p[0], p[0], p[0], 255}
	case RGB:
		return color.NRGBA{p[0], p[1], p[2], 255}
	default:
		return color.NRGBA{p[0], p[1], p[2], p[3]}
	}
}

// plain gives the eight bits of each channel, without going through colours
// multiplied by alpha where the picture has others.
func plain(c color.Color) color.NRGBA {
	switch c := c.(type) {
	case color.NRGBA:
		return c
	case color.NRGBA64:
		return color.NRGBA{uint8(c.R >> 8), uint8(c.G >> 8), uint8(c.B >> 8), uint8(c.A >> 8)}
	}
	r, g, b, a := c.RGBA()
	return color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}
}

// same holds the rows against what the standard library makes of the file.
func same(tb testing.TB, data []byte) error {
	tb.Helper()
	want, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		tb.Fatal(err)
	}
	got, err := decode(data)
	if err != nil {
		return err
	}
	b := want.Bounds()
	if got.Width != b.Dx() || got.Height != b.Dy() || got.rows != b.Dy() {
		return fmt.Errorf("%d×%d, %d rows for %v", got.Width, got.Height, got.rows, b)
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			w, g := plain(want.At(x, y)), got.at(x, y)
			if w.A == 0 && g.A == 0 {
				continue
			}
			if w != g {
				return fmt.Errorf("pixel %d,%d is %v, want %v", x, y, g, w)
			}
		}
	}
	return nil
}

// TestEveryKind decodes random bytes under every filter as every kind of file.
func TestEveryKind(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	palette := make([]byte, 3*256)
	for i := range palette {
		palette[i] = byte(rnd.IntN(256))
	}
	for colour, depths := range map[int][]int{0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}} {
		for _, depth := range depths {
			for _, size := range [][2]int{{1, 1}, {3, 5}, {37, 21}, {8, 300}} {
				for _, marked := range []bool{false, true} {
					w, h := size[0], size[1]
					var between [][]byte
					if colour == 3 {
						between = append(between, chunk("PLTE", palette[:3<<depth]))
					}
					switch {
					case !marked:
					case colour == 3:
						between = append(between, chunk("tRNS", []byte{0, 99}))
					case colour == 0:
						between = append(between, chunk("tRNS", []byte{0, 1}))
					case colour == 2:
						between = append(between, chunk("tRNS", []byte{0, 1, 0, 1, 0, 1}))
					}
					f := &file{w: w, h: h, depth: depth, colour: colour}
					raw := make([]byte, h*(1+f.rowBytes()))
					for i := range raw {
						raw[i] = byte(rnd.IntN(3))
						if rnd.IntN(3) == 0 {
							raw[i] = byte(rnd.IntN(256))
						}
						if i%(1+f.rowBytes()) == 0 {
							raw[i] = byte(rnd.IntN(5))
						}
					}
					data := build(t, w, h, depth, colour, raw, rnd.IntN(11)-2, between...)
					if err := same(t, data); err != nil {
						t.Errorf("colour type %d, depth %d, %d×%d, marked %v: %v", colour, depth, w, h, marked, err)
					}
				}
			}
		}
	}
}

func picture(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	seed := uint32(5)
	for i := range img.Pix {
		seed = seed*1664525 + 1013904223
		img.Pix[i] = uint8(i/4%w/4+i/4/w/4) + uint8(seed>>28)
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

func encoded(tb testing.TB, img image.Image, level png.CompressionLevel) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: level}).Encode(&b, img); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestRealFiles(t *testing.T) {
	for _, level := range []png.CompressionLevel{png.NoCompression, png.BestSpeed, png.DefaultCompression, png.BestCompression} {
		if err := same(t, encoded(t, picture(300, 151), level)); err != nil {
			t.Errorf("level %d: %v", level, err)
		}
	}
}

func TestDamaged(t *testing.T) {
	good := encoded(t, picture(300, 200), png.DefaultCompression)
	whole, err := decode(good)
	if err != nil {
		t.Fatal(err)
	}
	cut, err := decode(good[:len(good)/2])
	if err == nil || cut.rows < 50 || cut.rows > 150 {
		t.Errorf("half a file gives %d of 200 rows, %v", cut.rows, err)
	}
	if !bytes.Equal(cut.pix, whole.pix[:len(cut.pix)]) {
		t.Error("the first half differs")
	}
	filter := build(t, 2, 2, 8, 0, []byte{0, 1, 2, 9, 1, 2}, 6)
	if d, err := decode(filter); d.rows != 1 || err == nil || !strings.Contains(err.Error(), "no filter 9") {
		t.Errorf("%d rows, %v", d.rows, err)
	}
	few := build(t, 2, 3, 8, 0, []byte{0, 1, 2, 0, 1, 2}, 6)
	if d, err := decode(few); d.rows != 2 || !errors.Is(err, errCut) {
		t.Errorf("%d rows, %v", d.rows, err)
	}
	many := build(t, 2, 1, 8, 0, bytes.Repeat([]byte{0, 1, 2}, 400_000), 6)
	if d, err := decode(many); d.rows != 1 || err != nil {
		t.Errorf("%d rows, %v", d.rows, err)
	}
	interlaced := bytes.Clone(good)
	interlaced[28] = 1
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"interlaced":   {interlaced, ErrUnsupported},
		"no signature": {good[1:], errDamaged},
		"nothing":      {nil, errDamaged},
		"no data":      {good[:33], errDamaged},
		"odd depth":    {build(t, 2, 2, 3, 0, make([]byte, 4), 6), errDamaged},
		"odd colour":   {build(t, 2, 2, 8, 5, make([]byte, 4), 6), errDamaged},
		"no width":     {build(t, 0, 2, 8, 0, make([]byte, 4), 6), errDamaged},
		"bad zlib":     {bytes.Replace(good, []byte("IDAT\x78"), []byte("IDAT\x77"), 1), errDamaged},
	} {
		if _, err := decode(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// A panic of the receiver reaches the caller, and the other goroutine ends.
func TestReceiverPanics(t *testing.T) {
	defer func() {
		if p := recover(); p != "enough" {
			t.Errorf("recovered %v", p)
		}
	}()
	data := encoded(t, picture(400, 400), png.NoCompression)
	_, _ = Decode(data, func(Info) {}, func(y int, _ []byte) {
		if y == 10 {
			panic("enough")
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add(encoded(f, picture(20, 10), png.DefaultCompression))
	f.Add(encoded(f, picture(9, 9), png.NoCompression))
	f.Add(build(f, 7, 3, 4, 3, make([]byte, 15), 1, chunk("PLTE", make([]byte, 48)), chunk("tRNS", []byte{1, 2})))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 24 && (binary.BigEndian.Uint32(data[16:]) > 4096 || binary.BigEndian.Uint32(data[20:]) > 4096) {
			return // the caller refuses such sizes before
		}
		d, err := decode(data)
		if err == nil && d.rows != d.Height {
			t.Fatalf("%d rows of %d without an error", d.rows, d.Height)
		}
		if want, wantErr := png.Decode(bytes.NewReader(data)); wantErr == nil && !errors.Is(err, ErrUnsupported) {
			if err != nil {
				t.Fatalf("%v, but it is %v", err, want.Bounds())
			}
		}
	})
}

// FuzzInterlaced compares interlaced files with what the standard decoder makes of
// them, and looks for panics in those it refuses.
func FuzzInterlaced(f *testing.F) {
	for _, depth := range []byte{1, 2, 4, 8, 16} {
		for _, colour := range []byte{0, 2, 4, 6} {
			if depth < 8 && colour > 0 {
				continue
			}
			raw := make([]byte, 4000)
			for i := range raw {
				raw[i] = byte(i * 37)
			}
			data := build(f, 13, 11, int(depth), int(colour), raw, 6)
			data[28] = 1
			binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
			f.Add(data)
			f.Add(data[:len(data)*2/3])
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil || c.Width*c.Height > 1<<16 {
			return
		}
		m, whole, err := Interlaced(data)
		if err != nil {
			return
		}
		if m.Rect.Size() != image.Pt(c.Width, c.Height) {
			t.Fatalf("%v, want %d×%d", m.Rect, c.Width, c.Height)
		}
		want, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		if !whole {
			t.Error("it is whole")
		}
		for y := range c.Height {
			for x := range c.Width {
				if got, want := m.NRGBAAt(x, y), plain(want.At(x, y)); got != want {
					t.Fatalf("%v at %d,%d, want %v", got, x, y, want)
				}
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	data := encoded(b, picture(1024, 1024), png.DefaultCompression)
	b.Run("rows", func(b *testing.B) {
		b.SetBytes(1024 * 1024 * 3)
		for b.Loop() {
			if _, err := Decode(data, func(Info) {}, func(int, []byte) {}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("image/png", func(b *testing.B) {
		b.SetBytes(1024 * 1024 * 3)
		for b.Loop() {
			if _, err := png.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
