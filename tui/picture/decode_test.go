package picture

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"imagine-tui/api/media"
)

// chunk is one chunk of a PNG file.
func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// bomb is a small PNG file of w × h gray pixels.
func bomb(tb testing.TB, w, h int) []byte {
	tb.Helper()
	return claim(tb, w, h, h)
}

// claim is a PNG file that says it has h rows and has some of them.
func claim(tb testing.TB, w, h, some int) []byte {
	tb.Helper()
	head := binary.BigEndian.AppendUint32(nil, uint32(w))
	head = binary.BigEndian.AppendUint32(head, uint32(h))
	head = append(head, 1, 0, 0, 0, 0) // one bit, gray
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	if err != nil {
		tb.Fatal(err)
	}
	row := make([]byte, 1+(w+7)/8)
	for range some {
		if _, err := z.Write(row); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	out := []byte("\x89PNG\r\n\x1a\n")
	out = append(out, chunk("IHDR", head)...)
	out = append(out, chunk("IDAT", packed.Bytes())...)
	return append(out, chunk("IEND", nil)...)
}

// withOrientation puts an EXIF segment at the start of a JPEG file.
func withOrientation(jpg []byte, v byte, order binary.AppendByteOrder, mark string) []byte {
	exif := []byte("Exif\x00\x00" + mark)
	exif = order.AppendUint32(exif, 8)
	exif = order.AppendUint16(exif, 2)
	for _, e := range [][2]uint16{{0x010F, 7}, {0x0112, uint16(v)}} {
		exif = order.AppendUint16(exif, e[0])
		exif = order.AppendUint16(exif, 3)
		exif = order.AppendUint32(exif, 1)
		exif = order.AppendUint16(exif, e[1])
		exif = append(exif, 0, 0)
	}
	seg := append([]byte{0xFF, 0xD8, 0xFF, 0xE1}, 0, 0)
	binary.BigEndian.PutUint16(seg[4:], uint16(len(exif)+2))
	return append(append(seg, exif...), jpg[2:]...)
}

// withChunkOrientation puts an EXIF chunk behind the pixels of a PNG file.
func withChunkOrientation(pic []byte, v byte) []byte {
	exif := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(rune(v)) + "\x00\x00\x00\x00\x00\x00\x00")
	end := len(pic) - len(chunk("IEND", nil))
	return append(append(bytes.Clone(pic[:end]), chunk("eXIf", exif)...), pic[end:]...)
}

// lossyWebP is a picture of one pixel.
const lossyWebP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA="

func TestDecodeFormats(t *testing.T) {
	img := photo(40, 30)
	web, err := base64.StdEncoding.DecodeString(lossyWebP)
	if err != nil {
		t.Fatal(err)
	}
	var anim bytes.Buffer
	frame := image.NewPaletted(image.Rect(5, 5, 15, 15), color.Palette{color.Transparent, color.NRGBA{255, 0, 0, 255}})
	for i := range frame.Pix {
		frame.Pix[i] = 1
	}
	err = gif.EncodeAll(&anim, &gif.GIF{
		Image: []*image.Paletted{frame, frame}, Delay: []int{10, 10},
		Config: image.Config{Width: 40, Height: 30},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		w, h int
	}{
		"jpeg":                 {jpegOf(t, img), 40, 30},
		"png":                  {pngOf(t, img), 40, 30},
		"png, 16 bit":          {pngOf(t, kinds(40, 30)["NRGBA64"]), 40, 30},
		"png, gray 16 bit":     {pngOf(t, kinds(40, 30)["Gray16"]), 40, 30},
		"png, palette":         {pngOf(t, kinds(40, 30)["Paletted"]), 40, 30},
		"png, gray":            {pngOf(t, kinds(40, 30)["Gray"]), 40, 30},
		"png, one bit":         {bomb(t, 40, 30), 40, 30},
		"jpeg, gray":           {jpegOf(t, kinds(40, 30)["Gray"]), 40, 30},
		"jpeg, lying down":     {withOrientation(jpegOf(t, img), 6, binary.LittleEndian, "II*\x00"), 30, 40},
		"webp":                 {web, 1, 1},
		"gif, first of two":    {anim.Bytes(), 40, 30},
		"at the edge of sizes": {bomb(t, MaxSide, 3), MaxSide, 3},
	} {
		got, err := DecodeBytes(c.data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if b := got.Bounds(); b.Dx() != c.w || b.Dy() != c.h {
			t.Errorf("%s: %v, want %d×%d", name, b, c.w, c.h)
		}
		r, err := RenderBytes(t.Context(), c.data, 20, 10, Options{Mode: ModeSextant})
		if err != nil || r.Width != c.w || r.Height != c.h {
			t.Errorf("%s: drawn as %d×%d, %v", name, r.Width, r.Height, err)
			continue
		}
		checkLines(t, r, ModeSextant, 20, 10)
	}
}

func TestGIFKeepsItsPlaceOnTheCanvas(t *testing.T) {
	var b bytes.Buffer
	frame := image.NewPaletted(image.Rect(20, 0, 40, 20), color.Palette{color.NRGBA{255, 0, 0, 255}})
	err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame}, Delay: []int{0}, Config: image.Config{Width: 40, Height: 20}})
	if err != nil {
		t.Fatal(err)
	}
	img, err := DecodeBytes(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, a := img.At(5, 5).RGBA(); a != 0 {
		t.Error("what the frame does not cover is not transparent")
	}
	if r, _, _, _ := img.At(30, 5).RGBA(); r != 0xFFFF {
		t.Error("the frame is not where it belongs")
	}
}

// Whatever kind of file says so, a picture is seen the way up that it says,
// also where it is not decoded for the terminal.
func TestOrientationIsRead(t *testing.T) {
	jpg, pic := jpegOf(t, photo(24, 16)), pngOf(t, photo(24, 16))
	for v := byte(0); v < 12; v++ {
		want := 1
		if v >= 1 && v <= 8 {
			want = int(v)
		}
		for name, data := range map[string][]byte{
			"JPEG": withOrientation(jpg, v, binary.LittleEndian, "II*\x00"),
			"PNG":  withChunkOrientation(pic, v),
		} {
			h, err := readHeader(data)
			if err != nil || h.turn != want {
				t.Errorf("%s, %d: %d, %v", name, v, h.turn, err)
			}
			for _, mode := range []Mode{ModeKitty, ModeITerm2} {
				src, err := open(t.Context(), data, request{cols: 80, rows: 40, o: Options{Mode: mode}})
				if err != nil || want > 4 && (src.w != 16 || src.h != 24) || want > 1 && src.file != nil {
					t.Errorf("%s, %d, %v: %+v, %v", name, v, mode, src, err)
				}
			}
		}
	}
}

func TestRefused(t *testing.T) {
	jpg, pic := jpegOf(t, photo(64, 64)), pngOf(t, photo(64, 64))
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"nothing":           {nil, "empty"},
		"text":              {[]byte("<html>no picture</html>"), "not a JPEG"},
		"only a signature":  {pic[:8], "cut short"},
		"png cut":           {pic[:len(pic)/2], "the PNG picture is"},
		"jpeg cut":          {jpg[:200], "cut short"},
		"png, wrong bytes":  {bytes.Replace(pic, []byte("IDAT"), []byte("IDAX"), 1), "damaged"},
		"jpeg, zero bytes":  {append(bytes.Clone(jpg[:20]), make([]byte, 400)...), "the JPEG picture is"},
		"wide":              {bomb(t, MaxSide+1, 1), "16385×1 pixels"},
		"high":              {bomb(t, 1, MaxSide+1), "1×16385 pixels"},
		"many":              {claim(t, 7100, 7100, 1), "7100×7100 pixels"},
		"riff without webp": {[]byte("RIFF\x10\x00\x00\x00WEBPVP8 \x00\x00\x00\x00"), "WebP"},
	} {
		_, err := DecodeBytes(c.data)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want something about %q", name, err, c.says)
		}
		if _, err := RenderBytes(t.Context(), c.data, 80, 40, Options{Mode: ModeHalf}); err == nil && name != "png cut" {
			t.Errorf("%s is drawn", name)
		}
	}
}

// TestCutFilesShowWhatThereIs: a preview of a damaged file shows what could be
// decoded of it, and says so.
func TestCutFilesShowWhatThereIs(t *testing.T) {
	img := photo(120, 120)
	for name, data := range map[string][]byte{"jpeg": jpegOf(t, img), "png": pngOf(t, img), "clear png": pngOf(t, kinds(120, 120)["NRGBA see-through"])} {
		for _, room := range [][2]int{{10, 5}, {20, 10}, {80, 40}} { // decoded to a part, and whole
			o := Options{Mode: ModeHalf}
			whole, err := RenderBytes(t.Context(), data, room[0], room[1], o)
			if err != nil || whole.Partial {
				t.Fatalf("%s: %v, partial %v", name, err, whole.Partial)
			}
			cut, err := RenderBytes(t.Context(), data[:len(data)*2/3], room[0], room[1], o)
			if err != nil || !cut.Partial {
				t.Errorf("%s in %v: %v, partial %v", name, room, err, cut.Partial)
				continue
			}
			a, b := read(t, whole, 1, 2), read(t, cut, 1, 2)
			upper := a.w * a.h / 3
			if p := psnr(grid{w: 1, h: upper, px: a.px[:upper]}, grid{w: 1, h: upper, px: b.px[:upper]}); p < 25 {
				t.Errorf("%s in %v: the upper third is not there: %.1f dB", name, room, p)
			}
			if p := psnr(a, b); p > 33 {
				t.Errorf("%s in %v: nothing is missing: %.1f dB", name, room, p)
			}
		}
	}
}

// TestBombIsRefusedBeforeItGrows: a few KB that would be 381 MB of pixels. Who
// starts to decode them allocates from the first row on.
func TestBombIsRefusedBeforeItGrows(t *testing.T) {
	path := saved(t, "bomb.png", claim(t, 20000, 20000, 1000))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := Decode(path)
	_, err2 := NewCache(1<<20).Load(t.Context(), Key{Path: path, Cols: 80, Rows: 40, Mode: ModeKitty})
	runtime.ReadMemStats(&after)
	for _, err := range []error{err, err2} {
		var large *TooLargeError
		if !errors.As(err, &large) || large.Width != 20000 || !strings.Contains(err.Error(), "20000×20000") {
			t.Errorf("%v", err)
		}
		if !strings.Contains(err.Error(), "bomb.png") {
			t.Errorf("%q does not name the file", err)
		}
	}
	if grew := after.TotalAlloc - before.TotalAlloc; grew > 4<<20 {
		t.Errorf("%d KB were allocated", grew>>10)
	}
}

func TestDecodeFiles(t *testing.T) {
	dir := t.TempDir()
	if _, err := Decode(dir); err == nil || !strings.Contains(err.Error(), "is not a file") {
		t.Error(err)
	}
	if _, err := Decode(filepath.Join(dir, "gone.png")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	big := filepath.Join(dir, "big.png")
	f, err := os.Create(big)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(MaxFile + 1); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if _, err := Decode(big); err == nil || !strings.Contains(err.Error(), "257 MB") && !strings.Contains(err.Error(), "256 MB") {
		t.Error(err)
	}
	// Names come from anywhere: what a terminal would act on stays out of errors.
	evil := filepath.Join(dir, "a\x1b]52;c;AAAA\x07\nb\u202e.png")
	if err := os.WriteFile(evil, []byte("no"), 0o600); err != nil {
		t.Skip(err)
	}
	_, err = Decode(evil)
	if err == nil || strings.ContainsAny(err.Error(), "\x1b\x07\n\u202e") {
		t.Errorf("%q", err)
	}
}

func TestCancelledReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	path := saved(t, "a.png", pngOf(t, photo(8, 8)))
	if _, err := RenderFile(ctx, path, 8, 8, Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func FuzzDecode(f *testing.F) {
	img := photo(20, 14)
	f.Add(pngOf(f, img))
	f.Add(jpegOf(f, img))
	f.Add(pngOf(f, kinds(9, 9)["Paletted"]))
	f.Add(withOrientation(jpegOf(f, img), 6, binary.BigEndian, "MM\x00*"))
	f.Add(claim(f, 30000, 30000, 1))
	web, _ := base64.StdEncoding.DecodeString(lossyWebP)
	f.Add(web)
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := readHeader(data)
		if err == nil && (h.w > MaxSide || h.h > MaxSide || h.w*h.h > MaxPixels || h.w < 1 || h.h < 1) {
			t.Fatalf("%d×%d pixels let through", h.w, h.h)
		}
		if err == nil && h.w*h.h > 1<<20 {
			return // allowed, but too slow to try many of
		}
		for _, m := range []Mode{ModeSextant, ModeKitty} {
			r, err := RenderBytes(t.Context(), data, 12, 7, Options{Mode: m})
			if err == nil {
				checkLines(t, r, m, 12, 7)
			}
		}
	})
}

// webpSample is one of the pictures that decoding WebP is tested with.
func webpSample(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile("../../history/pixels/webp/testdata/" + name + ".webp")
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// What lossy WebP calls white and black are white and black at any size.
func TestWebPColours(t *testing.T) {
	data := webpSample(t, "bars")
	for _, cols := range []int{4, 8, 64} {
		r, err := RenderBytes(t.Context(), data, cols, cols, Options{Mode: ModeHalf})
		if err != nil {
			t.Fatal(err)
		}
		g := read(t, r, 1, 2)
		for i, want := range []rgb{{0, 0, 0}, {255, 255, 255}, {255, 0, 0}, {0, 0, 255}} {
			p := g.px[g.h/2*g.w+(2*i+1)*g.w/8]
			for _, d := range [3]int{int(p.r) - int(want.r), int(p.g) - int(want.g), int(p.b) - int(want.b)} {
				if d < -6 || d > 6 {
					t.Errorf("%d columns, bar %d: %v, want %v", cols, i, p, want)
				}
			}
		}
	}
}

// A WebP picture cut short shows what there is of it at any size, and says that a
// part is missing; who needs the whole is told.
func TestWebPCutShort(t *testing.T) {
	for name, c := range map[string]struct {
		w, h    int
		missing rgb     // gray, or what stands behind transparency
		near    float64 // in dB: of a smaller picture a cell may stand for rows above and below
	}{"unfiltered": {173, 131, rgb{128, 128, 128}, 40}, "lossless-scene": {61, 47, rgb{58, 58, 68}, 30}} {
		data := webpSample(t, name)
		cut := data[:len(data)*3/4]
		for _, cols := range []int{10, 80} {
			whole, err := RenderBytes(t.Context(), data, cols, cols/2, Options{Mode: ModeHalf})
			if err != nil || whole.Partial {
				t.Fatal(whole.Partial, err)
			}
			r, err := RenderBytes(t.Context(), cut, cols, cols/2, Options{Mode: ModeHalf})
			if err != nil || !r.Partial || r.Width != c.w || r.Height != c.h {
				t.Fatalf("%s, %d columns: %d×%d, partial %v, %v", name, cols, r.Width, r.Height, r.Partial, err)
			}
			a, b := read(t, whole, 1, 2), read(t, r, 1, 2)
			upper := a.w * a.h / 2
			if p := psnr(grid{w: 1, h: upper, px: a.px[:upper]}, grid{w: 1, h: upper, px: b.px[:upper]}); p < c.near {
				t.Errorf("%s, %d columns: the upper half is not there: %.1f dB", name, cols, p)
			}
			if last := b.px[len(b.px)-1]; last != c.missing {
				t.Errorf("%s, %d columns: what is missing is %v", name, cols, last)
			}
		}
		if _, err := DecodeBytes(cut); err == nil || !strings.Contains(err.Error(), "cut short") {
			t.Error(name, err)
		}
	}
}

// How much memory a WebP takes goes by its first picture, wherever in the file
// that is.
func TestWebPMemory(t *testing.T) {
	lossy, alpha := webpSample(t, "segments"), webpSample(t, "alpha")
	profile := append([]byte("ICCP\x64\x00\x00\x00"), make([]byte, 100)...)
	for name, c := range map[string]struct {
		data []byte
		want bool
	}{
		"lossy": {lossy, false}, "lossy, animated": {animatedWebP(t, lossy), false}, "transparent": {alpha, true},
		"transparent, with a profile": {append(append(bytes.Clone(alpha[:30]), profile...), alpha[30:]...), true},
		"lossless, animated":          {animatedWebP(t, media.StillWebP("VP8L", []byte{0x2f})), true},
	} {
		binary.LittleEndian.PutUint32(c.data[4:], uint32(len(c.data)-8))
		if got := hasLossless(c.data); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What is decoded at once and is too large to keep is made smaller.
func TestLargeIsKeptSmaller(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 4000, 3001))
	if got := kept(m, 3).Bounds(); got != image.Rect(0, 0, 1334, 1001) {
		t.Error(got)
	}
	if m := image.NewGray(image.Rect(0, 0, 4000, 3000)); kept(m, 3) != image.Image(m) {
		t.Error("what is small enough is scaled")
	}
}
