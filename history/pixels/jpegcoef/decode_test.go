package jpegcoef

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api/media"
)

// scene is a picture with slopes, edges and stripes.
func scene(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(255 * x / w), uint8(255 * y / h), 90, 255}
			if x/16%3 == 0 && y > h/2 {
				c.R, c.B = 240, 20
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func encode(tb testing.TB, m image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 90}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// sample returns one of the files of the package that decodes what most files
// are: restart.jpg has restart markers, 440.jpg tall pixels of colour.
func sample(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("..", "jpegscale", "testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// farthest is the largest difference of a colour between two pictures, from a
// row to a row.
func farthest(a, b image.Image, from, to int) int {
	if a.Bounds() != b.Bounds() {
		return 1 << 10
	}
	most := 0
	for y := from; y < to; y++ {
		for x := range a.Bounds().Dx() {
			p, _ := color.RGBAModel.Convert(a.At(x, y)).(color.RGBA)
			q, _ := color.RGBAModel.Convert(b.At(x, y)).(color.RGBA)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B)} {
				most = max(most, d, -d)
			}
		}
	}
	return most
}

func decoded(tb testing.TB, data []byte, wantWhole bool) image.Image {
	tb.Helper()
	m, whole, err := Decode(context.Background(), data, 0)
	if err != nil || whole != wantWhole {
		tb.Fatalf("whole %v, %v", whole, err)
	}
	return m
}

// What others decode is decoded the same, and to parts of its size to the means
// of that.
func TestLikeOthers(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"colour": encode(t, scene(101, 67)), "gray": encode(t, image.NewGray(image.Rect(0, 0, 9, 70))),
		"restarts": sample(t, "restart.jpg"), "440": sample(t, "440.jpg"),
	} {
		want, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		b := want.Bounds()
		whole := decoded(t, data, true)
		if d := farthest(want, whole, 0, b.Dy()); d > 3 {
			t.Errorf("%s: %d", name, d)
		}
		for shift := uint(1); shift <= 3; shift++ {
			m, _, err := Decode(t.Context(), data, shift)
			round := 1<<shift - 1
			if err != nil || m.Bounds() != image.Rect(0, 0, (b.Dx()+round)>>shift, (b.Dy()+round)>>shift) {
				t.Errorf("%s, 1/%d: %v", name, 1<<shift, err)
				continue
			}
			// The middle, where no square reaches over the edge.
			x, y := m.Bounds().Dx()/2, m.Bounds().Dy()/2
			sum := 0
			for j := range 1 << shift {
				for i := range 1 << shift {
					g, _ := color.GrayModel.Convert(whole.At(x<<shift+i, y<<shift+j)).(color.Gray)
					sum += int(g.Y)
				}
			}
			g, _ := color.GrayModel.Convert(m.At(x, y)).(color.Gray)
			if d := int(g.Y) - sum>>(2*shift); d > 6 || d < -6 {
				t.Errorf("%s, 1/%d: off by %d", name, 1<<shift, d)
			}
		}
	}
}

// segmentAt finds a segment and tells where it begins and ends.
func segmentAt(tb testing.TB, data []byte, marker byte) (from, to int) {
	tb.Helper()
	for walk := media.NewSegments(bytes.NewReader(data)); ; {
		s, err := walk.Next()
		if err != nil {
			tb.Fatalf("%x: %v", marker, err)
		}
		if s.Marker == marker {
			return int(s.Start), int(s.End())
		}
	}
}

// without takes the segments of a marker out.
func without(tb testing.TB, data []byte, marker byte) []byte {
	tb.Helper()
	for {
		at := bytes.Index(data, []byte{0xFF, marker})
		scan := bytes.Index(data, []byte{0xFF, media.SOS})
		if at < 0 || at > scan {
			return data
		}
		n := 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		data = append(bytes.Clone(data[:at]), data[at+n:]...)
	}
}

// Odd files are decoded as what they are.
func TestOddKinds(t *testing.T) {
	t.Parallel()
	m := scene(64, 48)
	plain := encode(t, m)
	want, err := jpeg.Decode(bytes.NewReader(plain))
	if err != nil {
		t.Fatal(err)
	}
	sof, _ := segmentAt(t, plain, media.SOF0)

	// The encoder uses the usual tables, which may be left out.
	bare := without(t, plain, media.DHT)
	if len(bare) == len(plain) {
		t.Fatal("there was no table to leave out")
	}
	if d := farthest(want, decoded(t, bare, true), 0, 48); d > 3 {
		t.Errorf("without tables: %d", d)
	}

	// The height behind the scan.
	late := bytes.Clone(plain)
	late[sof+5], late[sof+6] = 0, 0
	end := len(late) - 2
	late = append(append(bytes.Clone(late[:end]), 0xFF, markerDNL, 0, 4, 0, 48), late[end:]...)
	if d := farthest(want, decoded(t, late, true), 0, 48); d > 3 {
		t.Errorf("a late height: %d", d)
	}
	if h, err := Config(late); err != nil || h.Height != 48 {
		t.Errorf("a late height: %+v, %v", h, err)
	}

	// Red, green and blue.
	rgb := append(append(bytes.Clone(plain[:2]), 0xFF, media.APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0), plain[2:]...)
	wantRGB, err := jpeg.Decode(bytes.NewReader(rgb))
	if err != nil {
		t.Fatal(err)
	}
	if d := farthest(wantRGB, decoded(t, rgb, true), 0, 48); d > 3 {
		t.Errorf("RGB: %d", d)
	}

	// A sampling that divides nothing: the first plane has 3 × 1 for the 1 × 1 of
	// the others. Its data are those of another file, so that only the form is right.
	odd := bytes.Clone(plain)
	odd[sof+11] = 0x31
	if m, _, err := Decode(t.Context(), odd, 0); err != nil || m.Bounds() != image.Rect(0, 0, 64, 48) {
		t.Errorf("odd sampling: %v", err)
	}
}

// What nobody here decodes is named, and never called damaged.
func TestUnsupported(t *testing.T) {
	t.Parallel()
	plain := encode(t, scene(16, 16))
	sof, _ := segmentAt(t, plain, media.SOF0)
	with := func(at int, v byte) []byte {
		b := bytes.Clone(plain)
		b[at] = v
		return b
	}
	for want, data := range map[string][]byte{
		"not supported: arithmetic coding":             with(sof+1, 0xC9),
		"not supported: lossless coding":               with(sof+1, 0xC3),
		"not supported: hierarchical coding":           with(sof+1, 0xC5),
		"not supported: 12 bits a colour":              with(sof+4, 12),
		"not supported: a height that is said nowhere": append(with(sof+6, 0)[:sof+5], append([]byte{0, 0}, plain[sof+7:]...)...),
	} {
		for _, err := range []error{second(Config(data)), third(Decode(t.Context(), data, 1))} {
			var unsupported *UnsupportedError
			if !errors.As(err, &unsupported) || err.Error() != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
	}
	for name, data := range map[string][]byte{"nothing": nil, "only a start": plain[:2], "no scan": plain[:sof+10], "text": []byte("text")} {
		if _, _, err := Decode(t.Context(), data, 0); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second(_ Header, err error) error             { return err }
func third(_ image.Image, _ bool, err error) error { return err }

// Of a file that is cut, what is above the cut is seen; of one with restart
// markers, what is around the damage.
func TestDamage(t *testing.T) {
	t.Parallel()
	plain := encode(t, scene(160, 160))
	want := decoded(t, plain, true)
	_, scan := segmentAt(t, plain, media.SOS)
	cut := decoded(t, plain[:scan+(len(plain)-scan)/2], false)
	if d := farthest(want, cut, 0, 32); d > 0 {
		t.Errorf("cut: the start differs by %d", d)
	}
	if c, _ := color.RGBAModel.Convert(cut.At(80, 159)).(color.RGBA); c != (color.RGBA{128, 128, 128, 255}) {
		t.Errorf("cut: the end is %v", c)
	}
	// One of which only the end mark is missing is whole for all that.
	decoded(t, plain[:len(plain)-2], true)

	marked := sample(t, "restart.jpg")
	want = decoded(t, marked, true)
	b := want.Bounds()
	_, scan = segmentAt(t, marked, media.SOS)
	broken := bytes.Clone(marked)
	hit := scan + (len(marked)-scan)/3
	for i := range 20 {
		broken[hit+i] = byte(0xA5 * (i + 1))
	}
	after := decoded(t, broken, false)
	if d := farthest(want, after, b.Dy()*3/4, b.Dy()); d > 0 {
		t.Errorf("damaged: below the damage it differs by %d", d)
	}
	// A whole stretch between markers is gone.
	first := bytes.Index(marked[scan:], []byte{0xFF, media.RST0 + 1}) + scan
	next := bytes.Index(marked[first+2:], []byte{0xFF, media.RST0 + 2}) + first + 2
	gone := append(bytes.Clone(marked[:first]), marked[next:]...)
	if d := farthest(want, decoded(t, gone, false), b.Dy()*3/4, b.Dy()); d > 0 {
		t.Errorf("a stretch is gone: below it differs by %d", d)
	}
}

// A progressive file that is cut is seen whole, but coarse.
func TestCutProgressive(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "progressive.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	b := want.Bounds()
	if d := farthest(want, decoded(t, data, true), 0, b.Dy()); d > 3 {
		t.Errorf("whole: %d", d)
	}
	cut := decoded(t, data[:len(data)*2/3], false)
	if d := farthest(want, cut, b.Dy()*3/4, b.Dy()); d > 200 {
		t.Errorf("cut: the lower part is not there (%d)", d)
	}
}

func FuzzDecode(f *testing.F) {
	plain := encode(f, scene(40, 24))
	f.Add(plain, uint(0))
	f.Add(plain[:len(plain)*2/3], uint(1))
	f.Add(sample(f, "restart.jpg"), uint(3))
	f.Add(sample(f, "440.jpg"), uint(2))
	f.Add(without(f, plain, media.DHT), uint(0))
	f.Fuzz(func(t *testing.T, data []byte, shift uint) {
		h, err := Config(data)
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Error("an error that says nothing")
			}
			return
		}
		if h.Width*h.Height > 1<<18 {
			return
		}
		m, _, err := Decode(t.Context(), data, shift%4)
		if err != nil {
			return
		}
		m.At(m.Bounds().Max.X-1, m.Bounds().Max.Y-1)
	})
}
