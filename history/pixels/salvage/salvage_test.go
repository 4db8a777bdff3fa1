package salvage

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// scene is a picture of which no two rows are alike.
func scene() *image.NRGBA {
	const w, h = 48, 40
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, color.NRGBA{uint8(x*5 + y), uint8(y * 7), uint8(x ^ y), 255})
		}
	}
	return m
}

func pngOf(tb testing.TB, m image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// interlaced stores a picture in seven passes.
func interlaced(tb testing.TB, m *image.NRGBA) []byte {
	tb.Helper()
	var raw bytes.Buffer
	z := zlib.NewWriter(&raw)
	size := m.Rect.Size()
	for _, p := range [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		for y := p[1]; y < size.Y; y += p[3] {
			row := []byte{0} // no filter
			for x := p[0]; x < size.X; x += p[2] {
				c := m.NRGBAAt(x, y)
				row = append(row, c.R, c.G, c.B, c.A)
			}
			if _, err := z.Write(row); err != nil {
				tb.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(size.X)), uint32(size.Y))
	out := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range [][2]string{{"IHDR", string(head) + "\x08\x06\x00\x00\x01"}, {"IDAT", raw.String()}, {"IEND", ""}} {
		out = binary.BigEndian.AppendUint32(out, uint32(len(c[1])))
		out = append(out, c[0]+c[1]...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(c[0]+c[1])))
	}
	return out
}

func gifOf(tb testing.TB, m *image.Paletted) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{m}, Delay: []int{0}, Config: image.Config{Width: 40, Height: 30}}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// dots is a picture of 64 colours that lies within the screen of its file.
func dots() *image.Paletted {
	colours := color.Palette{}
	for i := range 64 {
		colours = append(colours, color.RGBA{uint8(4 * i), uint8(255 - 4*i), uint8(i * i), 255})
	}
	m := image.NewPaletted(image.Rect(5, 3, 37, 27), colours)
	for i := range m.Pix {
		m.Pix[i] = uint8(i * 7 % 61)
	}
	return m
}

func samples(tb testing.TB) map[string][]byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scene(), nil); err != nil {
		tb.Fatal(err)
	}
	files := map[string][]byte{"PNG": pngOf(tb, scene()), "interlaced": interlaced(tb, scene()), "JPEG": b.Bytes(), "GIF": gifOf(tb, dots())}
	for _, name := range []string{"unfiltered", "lossless-scene"} {
		data, err := os.ReadFile("../webp/testdata/" + name + ".webp")
		if err != nil {
			tb.Fatal(err)
		}
		files[name] = data
	}
	return files
}

// Of a file that is cut nothing is called whole, a picture has the size that the
// file says, and the more there is the more is shown.
func TestCut(t *testing.T) {
	t.Parallel()
	for name, data := range samples(t) {
		whole, _, err := Decode(t.Context(), data, 0)
		if err != nil {
			t.Fatal(name, err)
		}
		shown := 0
		for n := 0; n < len(data)*17/20; n += 1 + len(data)/50 {
			part, all, err := Decode(t.Context(), data[:n], 0)
			switch {
			case err != nil && part != nil, err == nil && part == nil:
				t.Errorf("%s, %d bytes: %v, %v", name, n, part, err)
			case err != nil && shown > 0:
				t.Errorf("%s, %d bytes: %v", name, n, err)
			case err == nil && (all || part.Bounds() != whole.Bounds()):
				t.Errorf("%s, %d of %d bytes: whole %v, %v", name, n, len(data), all, part.Bounds())
			case err == nil:
				shown++
			}
		}
		if shown < 8 {
			t.Errorf("%s: shown %d times", name, shown)
		}
	}
}

// alike compares the upper rows of two pictures.
func alike(a, b image.Image, rows int) bool {
	for y := range rows {
		for x := range a.Bounds().Dx() {
			p, q := color.NRGBAModel.Convert(a.At(x, y)), color.NRGBAModel.Convert(b.At(x, y))
			if p != q {
				return false
			}
		}
	}
	return true
}

// The rows that are there of a PNG and a GIF are those of the whole.
func TestRows(t *testing.T) {
	t.Parallel()
	want := scene()
	data := pngOf(t, want)
	part, whole, err := Decode(t.Context(), data[:len(data)*2/3], 0)
	if err != nil || whole || !alike(want, part, 20) {
		t.Errorf("PNG: whole %v, %v", whole, err)
	}
	wrong := bytes.Clone(data)
	wrong[len(wrong)-20] ^= 0xFF // its checksum is wrong then
	if part, whole, err = Decode(t.Context(), wrong, 0); err != nil || !alike(want, part, 20) {
		t.Errorf("PNG with a mistake near its end: whole %v, %v", whole, err)
	}
	screen := gifOf(t, dots())
	all, err := gif.Decode(bytes.NewReader(screen))
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := Decode(t.Context(), screen[:len(screen)*9/10], 0)
	if err != nil {
		t.Fatal(err)
	}
	for y := 3; y < 8; y++ {
		for x := 5; x < 37; x++ {
			if color.NRGBAModel.Convert(m.At(x, y)) != color.NRGBAModel.Convert(all.At(x, y)) {
				t.Fatalf("GIF: %v at %d,%d, want %v", m.At(x, y), x, y, all.At(x, y))
			}
		}
	}
}

// An interlaced GIF is painted in its four passes.
func TestInterlacedGIF(t *testing.T) {
	t.Parallel()
	m := dots()
	lines := *m
	lines.Pix = nil
	for _, pass := range [][2]int{{0, 8}, {4, 8}, {2, 4}, {1, 2}} {
		for y := pass[0]; y < 24; y += pass[1] {
			lines.Pix = append(lines.Pix, m.Pix[y*m.Stride:(y+1)*m.Stride]...)
		}
	}
	data := gifOf(t, &lines)
	at := bytes.IndexByte(data[13+3*64:], 0x2C) + 13 + 3*64 // behind the colours, if they stand in front
	if data[10]&0x80 == 0 {
		at = bytes.Index(data, []byte{0x2C, 5, 0, 3, 0, 32, 0, 24, 0})
	}
	data[at+9] |= 0x40
	want, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := Decode(t.Context(), data, 0)
	if err != nil {
		t.Fatal(err)
	}
	for y := 3; y < 27; y++ {
		for x := 5; x < 37; x++ {
			if color.NRGBAModel.Convert(got.At(x, y)) != color.NRGBAModel.Convert(want.At(x, y)) {
				t.Fatalf("%v at %d,%d, want %v", got.At(x, y), x, y, want.At(x, y))
			}
		}
	}
}

// What cannot be shown is told, and takes no memory for what it says it is.
func TestNothing(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"nothing": "", "a text": "hello", "a GIF of nothing": "GIF89a\x01\x00\x01\x00\x00\x00\x00;",
		"a GIF that is huge": "GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x08\x01\x00\x00;",
		"a GIF cut short":    "GIF89a\x01", "no codes": "GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;",
		"codes of no size": "GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x0d\x02\x44\x01\x00;",
		"AVIF":             "\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1", "an empty PNG": "\x89PNG\r\n\x1a\n",
		"a JPEG of nothing": "\xff\xd8\xff\xd9",
	} {
		if m, whole, err := Decode(t.Context(), []byte(data), 0); err == nil || m != nil || whole {
			t.Errorf("%s: %v, %v", name, m, err)
		}
	}
	if _, _, err := Decode(t.Context(), []byte("hello"), 0); !errors.Is(err, ErrNothing) || !strings.Contains(err.Error(), "nothing of the picture") {
		t.Error(err)
	}
}

// FuzzDecode looks for panics, and for pictures of another size than the files
// say.
func FuzzDecode(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil || c.Width*c.Height > 1<<18 {
			return
		}
		m, _, err := Decode(t.Context(), data, 0)
		if err == nil && m.Bounds().Size() != image.Pt(c.Width, c.Height) {
			t.Errorf("%v, want %d×%d", m.Bounds(), c.Width, c.Height)
		}
		if standard, _, err := image.Decode(bytes.NewReader(data)); err == nil && m == nil {
			t.Errorf("%v is whole and nothing of it is shown", standard.Bounds())
		}
	})
}
