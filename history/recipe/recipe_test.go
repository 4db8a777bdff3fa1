package recipe

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api/media"
)

func picture() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 20, 10))
	for i := range m.Pix {
		m.Pix[i] = byte(i * 7)
	}
	m.Set(0, 0, color.NRGBA{1, 2, 3, 4})
	return m
}

func pngSample(tb testing.TB) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// jpegSample has the JFIF segment that Go's encoder leaves out.
func jpegSample(tb testing.TB, segments ...[]byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(), nil); err != nil {
		tb.Fatal(err)
	}
	data := b.Bytes()
	out := append([]byte{}, data[:2]...)
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, data[2:]...)
}

func segmentBytes(marker byte, data []byte) []byte {
	var b bytes.Buffer
	writeSegment(&b, marker, data)
	return b.Bytes()
}

var jfif = segmentBytes(media.APP0, []byte("JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"))

func sample(prompt string) Recipe {
	return Recipe{
		Parameters: Parameters{Prompt: prompt, Seed: 812, Width: 1024, Height: 768, Model: "anime", AspectRatio: "4:3", Version: "imagine-tui 0.1.0"},
		JSON:       []byte(`{"schema":1,"request":{"prompt":"` + strings.ReplaceAll(prompt, "\n", `\n`) + `"}}`),
	}
}

// embed puts a recipe in as the library does.
func embed(tb testing.TB, data []byte, r Recipe) []byte {
	tb.Helper()
	at, insert, err := Insertion(bytes.NewReader(data), r)
	if err != nil {
		tb.Fatal(err)
	}
	out := append([]byte{}, data[:at]...)
	return append(append(out, insert...), data[at:]...)
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"png": pngSample(t), "jpeg": jpegSample(t, jfif), "bare jpeg": jpegSample(t)} {
		for _, prompt := range []string{
			"fog over the harbour", "two\nlines", "café ñ ü", "夜の街 🌃", "commas, colons: and \"quotes\"",
			strings.Repeat("long ", 20_000) + "end", strings.Repeat("🌃", 100_000), strings.Repeat("ab\n", 30_000) + "x",
		} {
			want := sample(prompt)
			file := embed(t, data, want)
			got, err := Read(bytes.NewReader(file))
			if err != nil || !bytes.Equal(got.JSON, want.JSON) {
				t.Errorf("%s, %.20q: the JSON has %d bytes of %d, %v", name, prompt, len(got.JSON), len(want.JSON), err)
			}
			p := got.Parameters
			if cut, isCut := strings.CutSuffix(p.Prompt, "…"); isCut && strings.HasPrefix(prompt, cut) && name != "png" {
				if len(cut) < 30_000 {
					t.Errorf("%s, %.20q: cut to %d bytes", name, prompt, len(cut))
				}
				p.Prompt = want.Parameters.Prompt // too long for EXIF
			}
			if p != want.Parameters {
				t.Errorf("%s: parameters %+.200v", name, p)
			}
			before, format, err := image.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			after, format2, err := image.Decode(bytes.NewReader(file))
			if err != nil || format != format2 || !samePixels(before, after) {
				t.Errorf("%s, %.20q: the pixels changed, %v", name, prompt, err)
			}
		}
	}
}

func samePixels(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

func TestText(t *testing.T) {
	t.Parallel()
	p := sample("fog\nand rain").Parameters
	const want = "fog\nand rain\nSteps: 0, Seed: 812, Size: 1024x768, Model: anime, Aspect ratio: \"4:3\", Version: imagine-tui 0.1.0"
	if got := p.Text(); got != want {
		t.Errorf("got %q", got)
	}
	p.Sandbox, p.Model, p.Seed = true, `my "own", model: 2`, 0
	got, ok := ParseParameters(p.Text())
	if !ok || got != p {
		t.Errorf("%+v became %+v", p, got)
	}
}

func TestParametersOfOthers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		want Parameters
		ok   bool
	}{
		{
			"a cat, best\nNegative prompt: dog,\nbad\nSteps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 2179987202, Size: 768x512, Model hash: 93b79e09ed, Model: any-v4.5, Clip skip: 2",
			Parameters{Prompt: "a cat, best", Seed: 2179987202, Width: 768, Height: 512, Model: "any-v4.5"},
			true,
		},
		{"Negative prompt: x\nSteps: 20, Seed: -1, Size: 0x7", Parameters{}, true},
		{"Steps: 20", Parameters{}, true},
		{"just words", Parameters{}, false},
		{"", Parameters{}, false},
		{"p\x1b[2J\nSteps: 1, Model: \"a\x07b\"", Parameters{Prompt: "p", Model: "ab"}, true},
	} {
		if got, ok := ParseParameters(tt.text); got != tt.want || ok != tt.ok {
			t.Errorf("%.30q: %+v, %v", tt.text, got, ok)
		}
	}
}

func TestFormOfPNG(t *testing.T) {
	t.Parallel()
	for prompt, kinds := range map[string]string{"café": "IHDR tEXt iTXt IDAT IEND", "夜": "IHDR iTXt iTXt IDAT IEND"} {
		file := embed(t, pngSample(t), sample(prompt))
		var got []string
		for at := 8; at < len(file); {
			size := int(binary.BigEndian.Uint32(file[at:]))
			kind := file[at+4 : at+8]
			if sum := crc32.ChecksumIEEE(file[at+4 : at+8+size]); sum != binary.BigEndian.Uint32(file[at+8+size:]) {
				t.Errorf("%s: checksum", kind)
			}
			got = append(got, string(kind))
			at += 12 + size
		}
		if strings.Join(got, " ") != kinds {
			t.Errorf("chunks %v", got)
		}
	}
}

func TestFormOfJPEG(t *testing.T) {
	t.Parallel()
	foreignExif := segmentBytes(media.APP1, []byte(media.ExifMagic+"MM\x00\x2a\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00"))
	xmp := segmentBytes(media.APP1, []byte("http://ns.adobe.com/xap/1.0/\x00<x/>"))
	for _, tt := range []struct {
		name     string
		segments [][]byte
		want     []byte
	}{
		{"jfif", [][]byte{jfif}, []byte{media.APP0, media.APP1, media.APP9}},
		{"jfif and its extension", [][]byte{jfif, segmentBytes(media.APP0, []byte("JFXX\x00\x10"))}, []byte{media.APP0, media.APP0, media.APP1, media.APP9}},
		{"xmp", [][]byte{jfif, xmp}, []byte{media.APP0, media.APP1, media.APP9, media.APP1}},
		{"exif is kept", [][]byte{jfif, foreignExif}, []byte{media.APP0, media.APP9, media.APP1}},
		{"nothing", nil, []byte{media.APP1, media.APP9}},
	} {
		file := embed(t, jpegSample(t, tt.segments...), sample("fog"))
		var got []byte
		err := headers(bytes.NewReader(file), func(s media.Segment, _ io.Reader) error {
			if s.Marker >= media.APP0 && s.Marker <= 0xef {
				got = append(got, s.Marker)
			}
			return nil
		})
		if err != nil || !bytes.Equal(got, tt.want) {
			t.Errorf("%s: segments %x, %v", tt.name, got, err)
		}
		if r, err := Read(bytes.NewReader(file)); err != nil || r.JSON == nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestSplitOverSegments(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1, media.MaxSegment - len(ourMagic) - 2, media.MaxSegment - len(ourMagic) - 1, 500_000} {
		r := sample("fog")
		r.JSON = bytes.Repeat([]byte("x"), size)
		got, err := Read(bytes.NewReader(embed(t, jpegSample(t, jfif), r)))
		if err != nil || !bytes.Equal(got.JSON, r.JSON) {
			t.Errorf("%d bytes: %d came back, %v", size, len(got.JSON), err)
		}
	}
	r := sample("fog")
	r.JSON = make([]byte, 17<<20)
	if _, insert, err := Insertion(bytes.NewReader(jpegSample(t)), r); err == nil || insert != nil {
		t.Errorf("17 MB: %d bytes, %v", len(insert), err)
	}
}

func TestOursComesFirst(t *testing.T) {
	t.Parallel()
	foreign := sample("not this")
	png := embed(t, embed(t, pngSample(t), foreign), sample("fog"))
	jpeg := embed(t, embed(t, jpegSample(t, jfif), foreign), sample("fog"))
	for _, file := range [][]byte{png, jpeg} {
		r, err := Read(bytes.NewReader(file))
		if err != nil || r.Parameters.Prompt != "fog" && len(file) == len(png) || !bytes.Contains(r.JSON, []byte("fog")) {
			t.Errorf("%+v, %v", r, err)
		}
	}
}

func TestNothingToRead(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"empty": nil, "short": []byte("abc"), "text": []byte("just some text that is long enough"), "png": pngSample(t), "jpeg": jpegSample(t),
		"only part 2 of 2": jpegSample(t, segmentBytes(media.APP9, []byte(ourMagic+"\x02\x02{}"))),
		"only part 1 of 2": jpegSample(t, segmentBytes(media.APP9, []byte(ourMagic+"\x01\x02{}"))),
		"part 0 of 0":      jpegSample(t, segmentBytes(media.APP9, []byte(ourMagic+"\x00\x00{}"))),
	} {
		if r, err := Read(bytes.NewReader(data)); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	// Of what is cut nobody can tell.
	for name, data := range map[string][]byte{
		"cut png": pngSample(t)[:40], "cut jpeg": jpegSample(t, jfif)[:15], "webp": []byte("RIFF\x10\x00\x00\x00WEBPVP8 "), "gif": []byte("GIF89a and more"),
	} {
		var unknown *UnknownError
		if r, err := Read(bytes.NewReader(data)); !errors.As(err, &unknown) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	for name, data := range map[string][]byte{"text": []byte("just some text that is long enough"), "webp": []byte("RIFF\x10\x00\x00\x00WEBPVP8 ")} {
		if _, insert, err := Insertion(bytes.NewReader(data), sample("fog")); insert != nil || err != nil {
			t.Errorf("%s: %d bytes, %v", name, len(insert), err)
		}
	}
}

func TestCommentsOfOthers(t *testing.T) {
	t.Parallel()
	text := "a cat\nSteps: 20, Seed: 5, Size: 8x8"
	little := []byte("II\x2a\x00\x08\x00\x00\x00" + "\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\x1a\x00\x00\x00\x00\x00\x00\x00" +
		"\x01\x00\x86\x92\x07\x00")
	little = binary.LittleEndian.AppendUint32(little, uint32(8+2*len(text)))
	little = append(little, "\x2c\x00\x00\x00\x00\x00\x00\x00UNICODE\x00"...)
	for _, c := range text {
		little = binary.LittleEndian.AppendUint16(little, uint16(c))
	}
	if got := readComment(little); got != text {
		t.Errorf("little-endian: %q", got)
	}
	for i := range little { // cut anywhere it must not fail
		readComment(little[:i])
	}
	p := sample(strings.Repeat("x", 50_000)).Parameters
	if c := userComment(p); !bytes.Contains(c, []byte(charsetASCII)) {
		t.Error("a long ASCII prompt is not written in ASCII")
	}
}

// Other programs' readers agree, where there are any on this machine.
func TestOtherReaders(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("exiftool")
	if err != nil {
		t.Skip("exiftool is not installed")
	}
	for ext, data := range map[string][]byte{"png": pngSample(t), "jpg": jpegSample(t, jfif)} {
		path := filepath.Join(t.TempDir(), "x."+ext)
		if err := os.WriteFile(path, embed(t, data, sample("夜 fog")), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), tool, path).CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte("夜 fog")) {
			t.Errorf("%s: %s, %v", ext, out, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(embed(f, pngSample(f), sample("fog")))
	f.Add(embed(f, jpegSample(f, jfif), sample("夜 fog")))
	f.Add(jpegSample(f, segmentBytes(media.APP1, []byte(media.ExifMagic+"II\x2a\x00\x08\x00\x00\x00\xff\xff"))))
	f.Add([]byte(media.PNGMagic + "\x7f\xff\xff\xffiTXt"))
	for _, data := range others(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Read(bytes.NewReader(data))
		if err == nil && r.JSON == nil && r.Parameters == (Parameters{}) && r.Foreign == nil {
			t.Error("nothing was found and no error given")
		}
		at, insert, err := Insertion(bytes.NewReader(data), sample("fog"))
		if err != nil || insert == nil {
			return
		}
		if at > int64(len(data)) {
			t.Fatalf("insertion at %d of %d", at, len(data))
		}
		again, err := Read(bytes.NewReader(embed(t, data, sample("fog"))))
		if err != nil || !bytes.Equal(again.JSON, sample("fog").JSON) {
			t.Errorf("what was put into %q does not come back: %q, %v", data, again.JSON, err)
		}
	})
}

func FuzzParameters(f *testing.F) {
	f.Add("fog\nSteps: 0, Seed: 812, Model: \"a, b\"")
	f.Add(strings.Repeat("a: \"\\", 1000) + "Steps:")
	f.Fuzz(func(t *testing.T, text string) {
		p, ok := ParseParameters(text)
		if !ok {
			return
		}
		again, ok := ParseParameters(p.Text())
		if !ok || again.Seed != p.Seed || again.Width != p.Width {
			t.Errorf("%+v became %+v", p, again)
		}
	})
}
