package api

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"io"
	"runtime"
	"testing"

	"imagine-tui/api/media"
)

// wholePictures are all the forms a picture may come in.
func wholePictures(tb testing.TB) map[string][]byte {
	tb.Helper()
	m := scene(40, 30)
	paletted := image.NewPaletted(image.Rect(0, 0, 21, 9), color.Palette{color.Black, color.White, color.Transparent})
	thumbnail := segment(0xE1, append([]byte("Exif\x00\x00"), jpegSample(tb, 8, 8)...)...)
	anim := riffChunk("ANMF", append(make([]byte, 16), lossless(9, 7)...))
	return map[string][]byte{
		"rgba.png":         pngSample(tb, m),
		"grey.png":         pngSample(tb, image.NewGray(image.Rect(0, 0, 5, 3))),
		"deep.png":         pngSample(tb, image.NewNRGBA64(image.Rect(0, 0, 5, 3))),
		"indexed.png":      pngSample(tb, paletted),
		"interlaced.png":   interlacedPNG(),
		"pieces.png":       rawPNG(3, 2, 8, 0, 0, make([]byte, 8), 1),
		"text.png":         rawPNG(3, 2, 8, 0, 0, make([]byte, 8), 99, chunk("tEXt", []byte("a\x00IEND")), chunk("acTL", make([]byte, 8))),
		"huge.png":         hugePNG(),
		"baseline.jpg":     jpegSample(tb, 40, 30),
		"progressive.jpg":  rawJPEG(media.SOF2, 8, 8, 8, 1),
		"cmyk.jpg":         rawJPEG(media.SOF0, 8, 8, 8, 4, adobe()),
		"thumbnail.jpg":    rawJPEG(media.SOF0, 8, 8, 8, 3, thumbnail, []byte{0xFF}, segment(0xFE)),
		"arithmetic.jpg":   rawJPEG(0xC9, 8, 8, 8, 1),
		"deep.jpg":         rawJPEG(0xC1, 12, 8, 8, 3),
		"unknown cmyk.jpg": rawJPEG(media.SOF0, 8, 8, 8, 4),
		"huge.jpg":         rawJPEG(media.SOF0, 8, 60000, 60000, 3),
		"lossless.webp":    riff(lossless(9, 7)),
		"lossy.webp":       riff(lossy(33, 17)),
		"extended.webp":    riff(extended(0, 33, 17), riffChunk("ICCP", []byte("odd")), lossy(33, 17), riffChunk("EXIF", []byte("exif"))),
		"animated.webp":    riff(extended(2, 9, 7), riffChunk("ANIM", make([]byte, 6)), anim, anim),
		"huge.webp":        riff(largestWebP()),
	}
}

func TestWholePictures(t *testing.T) {
	t.Parallel()
	size := map[string][2]int{
		"rgba.png": {40, 30}, "huge.png": {20000, 20000}, "interlaced.png": {9, 5}, "baseline.jpg": {40, 30},
		"huge.jpg": {60000, 60000}, "lossy.webp": {33, 17}, "lossless.webp": {9, 7}, "animated.webp": {9, 7},
	}
	for name, data := range wholePictures(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for what, bytesOf := range map[string][]byte{"alone": data, "followed": append(bytes.Clone(data), "trailing"...)} {
				info, err := CheckPicture(bytes.NewReader(bytesOf), int64(len(bytesOf)))
				if err != nil {
					t.Fatalf("%s: %v", what, err)
				}
				if want, ok := size[name]; ok && want != [2]int{info.Width, info.Height} {
					t.Errorf("%d × %d, want %v", info.Width, info.Height, want)
				}
				if ext := name[bytes.LastIndexByte([]byte(name), '.'):]; info.Ext != ext {
					t.Errorf("extension %s", info.Ext)
				}
			}
		})
	}
}

// TestTurnedPictures: EXIF may turn a picture of any kind.
func TestTurnedPictures(t *testing.T) {
	t.Parallel()
	const exif = "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	for name, c := range map[string]struct {
		data []byte
		want bool
	}{
		"JPEG":         {lying(t, 6), true},
		"upright JPEG": {lying(t, 1), false},
		"plain JPEG":   {jpegSample(t, 40, 30), false},
		"PNG":          {rawPNG(3, 2, 8, 0, 0, make([]byte, 8), 99, chunk("eXIf", []byte(exif))), true},
		"plain PNG":    {pngSample(t, scene(9, 9)), false},
		"WebP":         {riff(extended(0, 33, 17), lossy(33, 17), riffChunk("EXIF", []byte(exif))), true},
		"plain WebP":   {riff(lossy(33, 17)), false},
	} {
		info, err := CheckPicture(bytes.NewReader(c.data), int64(len(c.data)))
		if err != nil || info.Turned != c.want {
			t.Errorf("%s: turned %v, %v", name, info.Turned, err)
		}
	}
}

// TestCutPictures cuts every sample at every place: none may pass as whole.
func TestCutPictures(t *testing.T) {
	t.Parallel()
	for name, data := range wholePictures(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			step := max(1, len(data)/3000)
			for n := 0; n < len(data); n += step {
				_, err := CheckPicture(bytes.NewReader(data[:n]), int64(n))
				switch {
				case err == nil:
					t.Fatalf("%d of %d bytes pass as whole", n, len(data))
				case n >= media.MagicLen && !errors.Is(err, ErrPictureCut):
					t.Fatalf("%d of %d bytes: %v", n, len(data), err)
				}
			}
			n := len(data) - 1
			if _, err := CheckPicture(bytes.NewReader(data), int64(n)); !errors.Is(err, ErrPictureCut) {
				t.Errorf("with the size limited to %d: %v", n, err)
			}
		})
	}
}

// TestUnknownJPEG gives a JPEG that package jpeg does not know how to decode,
// which shows only after its header: its end must still be there.
func TestUnknownJPEG(t *testing.T) {
	t.Parallel()
	data := rawJPEG(media.SOF0, 8, 8, 8, 3)
	frame := bytes.Index(data, []byte{0xFF, media.SOF0})
	data[frame+11] = 0x31 // three samples of the first colour to one of the others
	info, err := CheckPicture(bytes.NewReader(data), int64(len(data)))
	if err != nil || info.Ext != ".jpg" {
		t.Errorf("%+v, %v", info, err)
	}
	if _, err := CheckPicture(bytes.NewReader(data), int64(len(data)-1)); !errors.Is(err, ErrPictureCut) {
		t.Errorf("cut: %v", err)
	}
}

// TestLargePicturesTakeTurns decodes a picture that counts as large.
func TestLargePicturesTakeTurns(t *testing.T) {
	t.Parallel()
	data := rawJPEG(media.SOF0, 8, 4096, 4096, 1)
	if _, err := CheckPicture(bytes.NewReader(data), int64(len(data))); !errors.Is(err, ErrPictureDamaged) {
		t.Errorf("a picture without most of its pixels: %v", err)
	}
	if !large.TryLock() {
		t.Fatal("the turn is not given back")
	}
	large.Unlock()
}

func TestDamagedPictures(t *testing.T) {
	t.Parallel()
	flip := func(data []byte, at int) []byte {
		data = bytes.Clone(data)
		if at < 0 {
			at += len(data)
		}
		data[at] ^= 0x40
		return data
	}
	whole := pngSample(t, scene(40, 30))
	wrongSum := bytes.Clone(interlacedPNG())
	for name, data := range map[string][]byte{
		"png header":          flip(whole, 17),
		"png pixels":          flip(whole, len(whole)/2),
		"png end":             flip(whole, -1),
		"png without pixels":  append([]byte(media.PNGMagic), append(chunk("IHDR", []byte{0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0}), chunk("IEND", nil)...)...),
		"png of size zero":    rawPNG(0, 5, 8, 0, 0, nil, 9),
		"png too large":       rawPNG(1<<31, 5, 8, 0, 0, nil, 9),
		"png of no colour":    rawPNG(1, 1, 8, 5, 0, make([]byte, 2), 9),
		"png of odd depth":    rawPNG(1, 1, 4, 2, 0, make([]byte, 2), 9),
		"png no palette":      rawPNG(1, 1, 8, 3, 0, make([]byte, 2), 9),
		"png odd filter":      rawPNG(1, 1, 8, 0, 0, []byte{9, 0}, 9),
		"png too many pixels": rawPNG(1, 1, 8, 0, 0, make([]byte, 3), 9),
		"png pixels apart":    bytes.Replace(rawPNG(1, 1, 8, 0, 0, make([]byte, 2), 99), chunk("IEND", nil), append(chunk("tEXt", nil), append(chunk("IDAT", nil), chunk("IEND", nil)...)...), 1),
		"png not packed":      append(wrongSum[:33], append(chunk("IDAT", []byte("garbage")), chunk("IEND", nil)...)...),
		"jpeg without frame":  append([]byte(media.JPEGMagic), 0xFF, 0xFF, media.EOI, 0, 0, 0, 0, 0, 0),
		"jpeg of size zero":   rawJPEG(media.SOF0, 8, 0, 8, 1),
		"jpeg short segment":  append([]byte(media.JPEGMagic), 0xE0, 0, 1, 0, 0, 0, 0, 0, 0),
		"jpeg no marker":      append([]byte{0xFF, 0xD8}, append(segment(0xE0), make([]byte, 40)...)...),
		"webp frame":          riff(riffChunk("VP8 ", make([]byte, 40))),
		"webp lossless":       riff(riffChunk("VP8L", make([]byte, 40))),
		"webp short canvas":   riff(riffChunk("VP8X", make([]byte, 4)), lossy(9, 9)),
		"webp long chunk":     riff(binary.LittleEndian.AppendUint32([]byte("ICCP"), 1<<31-1)),
	} {
		_, err := CheckPicture(bytes.NewReader(data), int64(len(data)))
		if !errors.Is(err, ErrPictureDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, data := range map[string]string{
		"nothing": "", "html": "<!doctype html><p>no", "json": `{"status":"error"}`,
		"svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`, "gif": "GIF89a\x01\x00\x01\x00\x00\x00\x00",
		"elf": "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00", "mp4": "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00",
		"riff": "RIFF\x04\x00\x00\x00WAVEfmt ",
	} {
		if _, err := CheckPicture(bytes.NewReader([]byte(data)), int64(len(data))); !errors.Is(err, ErrNotPicture) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type failingSeeker struct {
	io.Reader
	seek error
}

func (f failingSeeker) Seek(int64, int) (int64, error) { return 0, f.seek }

func TestCheckPicturePassesReadErrorsOn(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is gone")
	half := io.MultiReader(bytes.NewReader(jpegSample(t, 40, 30)[:500]), &errReader{broken})
	if _, err := CheckPicture(failingSeeker{Reader: half}, 1<<20); !errors.Is(err, broken) || errors.Is(err, ErrPictureCut) {
		t.Errorf("a failed read: %v", err)
	}
	if _, err := CheckPicture(failingSeeker{seek: broken}, 1<<20); !errors.Is(err, broken) {
		t.Errorf("a failed seek: %v", err)
	}
}

type errReader struct{ err error }

func (r *errReader) Read([]byte) (int, error) { return 0, r.err }

// TestHugePicturesTakeNoMemory gives CheckPicture a picture of 400 megapixels.
func TestHugePicturesTakeNoMemory(t *testing.T) {
	data := hugePNG()
	t.Logf("%d bytes of file", len(data))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := CheckPicture(bytes.NewReader(data), int64(len(data))); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 4<<20 {
		t.Errorf("took %d MB", n>>20)
	}
}

func FuzzCheckPicture(f *testing.F) {
	for name, data := range wholePictures(f) {
		if len(data) < 10_000 && name != "huge.jpg" {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := CheckPicture(bytes.NewReader(data), int64(len(data)))
		if err == nil && (info.Ext == "" || info.Width < 1 || info.Height < 1) {
			t.Errorf("%+v passes as a picture", info)
		}
		if err != nil && !errors.Is(err, ErrNotPicture) && !errors.Is(err, ErrPictureCut) && !errors.Is(err, ErrPictureDamaged) {
			t.Errorf("an error of no kind: %v", err)
		}
	})
}

func BenchmarkCheckPicture(b *testing.B) {
	for name, data := range map[string][]byte{
		"jpeg 1024x1024":  jpegSample(b, 1024, 1024),
		"png 1024x1024":   pngSample(b, scene(1024, 1024)),
		"webp 1024x1024":  riff(lossless(1024, 1024)),
		"png 20000x20000": hugePNG(),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := CheckPicture(bytes.NewReader(data), int64(len(data))); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
