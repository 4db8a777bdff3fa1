package media

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// told is what a walker says of a file from part to part, and how it ends.
func told(next func() (string, error)) string {
	var parts []string
	for {
		part, err := next()
		if errors.Is(err, io.EOF) {
			return strings.Join(append(parts, "end"), " ")
		}
		if err != nil {
			return strings.Join(append(parts, err.Error()), " ")
		}
		parts = append(parts, part)
	}
}

func toldJPEG(src io.Reader) string {
	walk := NewSegments(src)
	return told(func() (string, error) {
		s, err := walk.Next()
		text := fmt.Sprintf("%x@%d+%d", s.Marker, s.Start, s.Size)
		if s.Stray {
			text += "!"
		}
		return text, err
	})
}

func toldChunks(next func() (Chunk, error)) string {
	return told(func() (string, error) {
		c, err := next()
		return fmt.Sprintf("%s@%d+%d", strings.TrimSpace(c.Kind), c.Start, c.Size), err
	})
}

// Files as they should be and files of somebody who means no good are walked
// over the same way, whether they can seek or only be read.
func TestWalks(t *testing.T) {
	const soon = "unexpected EOF"
	long := strings.Repeat("x", 10_000)
	jfif := segment(APP0, "ab")
	for _, c := range []struct {
		name string
		walk func(io.Reader) string
		data []byte
		want string
	}{
		{"JPEG", toldJPEG, jpegOf(jfif), "e0@2+2 da@8+1 d9@20+0 end"},
		{"JPEG, long segment", toldJPEG, jpegOf(segment(COM, long)), "fe@2+10000 da@10006+1 d9@10018+0 end"},
		{"JPEG with a thumbnail", toldJPEG, jpegOf(segment(APP1, string(jpegOf(jfif)))), "e1@2+22 da@28+1 d9@40+0 end"},
		{"JPEG, fill bytes", toldJPEG, jpegOf([]byte{0xFF, 0xFF}, jfif), "e0@4+2 da@10+1 d9@22+0 end"},
		{"JPEG, two scans", toldJPEG, jpegOf(segment(SOS, "\x01"), []byte("packed"), segment(DHT, "t")), "da@2+1 c4@13+1 da@18+1 d9@30+0 end"},
		{"JPEG, restart in front", toldJPEG, jpegOf([]byte{0xFF, RST0}), "d0@2+0 da@4+1 d9@16+0 end"},
		{"JPEG, garbage between", toldJPEG, jpegOf(jfif, []byte("garbage"), jfif), "e0@2+2 e0@15+2! da@21+1 d9@33+0 end"},
		{"JPEG, stuffing in front", toldJPEG, jpegOf([]byte{0xFF, 0}, jfif), "e0@4+2! da@10+1 d9@22+0 end"},
		{"JPEG, what follows it", toldJPEG, append(jpegOf(), "more\xff\xd8"...), "da@2+1 d9@14+0 end"},
		{"JPEG, nothing but garbage", toldJPEG, []byte("\xff\xd8garbage"), "a marker is missing"},
		{"JPEG, nothing", toldJPEG, nil, soon},
		{"JPEG, only a start", toldJPEG, []byte{0xFF, SOI}, soon},
		{"JPEG, cut marker", toldJPEG, []byte{0xFF, SOI, 0xFF}, soon},
		{"JPEG, cut length", toldJPEG, []byte{0xFF, SOI, 0xFF, APP0, 0}, soon},
		{"JPEG, length of itself", toldJPEG, []byte{0xFF, SOI, 0xFF, APP0, 0, 2, 0xFF, EOI}, "e0@2+0 d9@6+0 end"},
		{"JPEG, length below itself", toldJPEG, []byte{0xFF, SOI, 0xFF, APP0, 0, 1, 0xFF, EOI}, "a segment is too short"},
		{"JPEG, cut data", toldJPEG, []byte{0xFF, SOI, 0xFF, APP0, 0xFF, 0xFF, 1}, "e0@2+65533 " + soon},
		{"JPEG, cut scan", toldJPEG, jpegOf()[:8], "da@2+1 " + soon},
		{"JPEG that is a PNG", toldJPEG, pngOf(), "it does not start like a JPEG"},

		{"PNG", toldPNG, pngOf(pngChunk("IHDR", "13"), pngChunk("IDAT", "")), "IHDR@16+2 IDAT@30+0 IEND@42+0 end"},
		{"PNG, long chunk", toldPNG, pngOf(pngChunk("tEXt", long)), "tEXt@16+10000 IEND@10028+0 end"},
		{"PNG, what follows it", toldPNG, append(pngOf(), "more"...), "IEND@16+0 end"},
		{"PNG, longest chunk", toldPNG, []byte(PNGMagic + "\x7f\xff\xff\xffIDATx"), "IDAT@16+2147483647 " + soon},
		{"PNG, chunk too long", toldPNG, []byte(PNGMagic + "\x80\x00\x00\x00IDATx"), "a chunk is too long"},
		{"PNG, cut head", toldPNG, []byte(PNGMagic + "\x00\x00\x00\x00IDA"), soon},
		{"PNG, cut checksum", toldPNG, pngOf()[:19], "IEND@16+0 " + soon},
		{"PNG, no end", toldPNG, pngOf()[:8], soon},
		{"PNG, nothing", toldPNG, nil, soon},
		{"PNG that is a JPEG", toldPNG, jpegOf(), "it does not start like a PNG"},

		{"WebP", toldWebP, webpOf(webpChunk("VP8 ", "12"), webpChunk("EXIF", "123")), "VP8@20+2 EXIF@30+3 end"},
		{"WebP, odd and long", toldWebP, webpOf(webpChunk("ICCP", "1"+long), webpChunk("VP8L", "")), "ICCP@20+10001 VP8L@10030+0 end"},
		{"WebP, what follows it", toldWebP, append(webpOf(webpChunk("VP8 ", "12")), "VP8L\x00\x00\x00\x00"...), "VP8@20+2 end"},
		{"WebP, empty", toldWebP, webpOf(), "end"},
		{"WebP, cut data", toldWebP, webpOf(webpChunk("VP8 ", long), webpChunk("EXIF", ""))[:60], "VP8@20+10000 " + soon},
		{"WebP, chunk longer than it", toldWebP, webpOf([]byte("VP8 \xff\xff\xff\xffxx")), "VP8@20+4294967295 " + soon},
		{"WebP, cut head", toldWebP, webpOf([]byte("VP8 ")), soon},
		{"WebP, nothing", toldWebP, nil, soon},
		{"WebP that is a WAVE", toldWebP, []byte("RIFF\x04\x00\x00\x00WAVEfmt "), "it does not start like a WebP"},
	} {
		for how, src := range map[string]io.Reader{"seeking": bytes.NewReader(c.data), "reading": reading(c.data)} {
			got := c.walk(src)
			if got != c.want {
				t.Errorf("%s, %s: %s, want %s", c.name, how, got, c.want)
			}
		}
	}
}

func toldPNG(src io.Reader) string  { return toldChunks(NewChunks(src).Next) }
func toldWebP(src io.Reader) string { return toldChunks(NewRIFF(src).Next) }

// What a part holds is read to its end and no further, and what is not read of
// it is skipped.
func TestReading(t *testing.T) {
	long := strings.Repeat("0123456789", 1000)
	for name, walk := range map[string]chunked{
		"PNG":         NewChunks(bytes.NewReader(pngOf(pngChunk("tEXt", long), pngChunk("iTXt", "after")))),
		"summed PNG":  NewSummedChunks(bytes.NewReader(pngOf(pngChunk("tEXt", long), pngChunk("iTXt", "after")))),
		"WebP":        NewRIFF(bytes.NewReader(webpOf(webpChunk("ICCP", long), webpChunk("XMP ", "after")))),
		"WebP stream": NewRIFF(reading(webpOf(webpChunk("ICCP", long), webpChunk("XMP ", "after")))),
	} {
		if _, err := walk.Next(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		some := make([]byte, 4321)
		if _, err := io.ReadFull(walk, some); err != nil || string(some) != long[:len(some)] {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := walk.Next(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if rest, err := io.ReadAll(walk); err != nil || string(rest) != "after" {
			t.Errorf("%s: %q, %v", name, rest, err)
		}
	}
}

func TestChecksums(t *testing.T) {
	whole := pngOf(pngChunk("IHDR", "some data"), pngChunk("IDAT", "more"))
	if got := toldChunks(NewSummedChunks(bytes.NewReader(whole)).Next); !strings.HasSuffix(got, "end") {
		t.Errorf("a whole file: %s", got)
	}
	for at := range whole {
		data := bytes.Clone(whole)
		data[at] ^= 0x10
		if got := toldChunks(NewSummedChunks(bytes.NewReader(data)).Next); strings.HasSuffix(got, "end") {
			t.Errorf("byte %d changed: %s", at, got)
		}
		if got := toldChunks(NewSummedChunks(bytes.NewReader(whole[:at])).Next); !strings.HasSuffix(got, "unexpected EOF") {
			t.Errorf("cut to %d bytes: %s", at, got)
		}
	}
}

// failing reads so far and then fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// A disk that fails is neither an end that comes too soon nor a wrong form.
func TestFailedReads(t *testing.T) {
	broken := errors.New("the disk is gone")
	for name, walk := range map[string]func(io.Reader) string{"JPEG": toldJPEG, "PNG": toldPNG, "WebP": toldWebP} {
		data := map[string][]byte{"JPEG": jpegOf(segment(APP0, "abc")), "PNG": pngOf(pngChunk("IHDR", "abc")), "WebP": webpOf(webpChunk("VP8 ", "abc"))}[name]
		for n := range len(data) - 1 {
			if got := walk(io.MultiReader(bytes.NewReader(data[:n]), failing{broken})); !strings.HasSuffix(got, broken.Error()) {
				t.Errorf("%s, %d bytes: %s", name, n, got)
			}
		}
	}
}

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		head string
		want Format
		ext  string
		kind string
		api  bool
	}{
		{string(jpegOf()), JPEG, ".jpg", "image/jpeg", true},
		{PNGMagic, PNG, ".png", "image/png", true},
		{string(webpOf()), WebP, ".webp", "image/webp", true},
		{"GIF89a", GIF, ".gif", "image/gif", false},
		{"GIF87a", GIF, ".gif", "image/gif", false},
		{"RIFF\x04\x00\x00\x00WAVE", None, "", "", false},
		{"RIFF\x04\x00\x00\x00WEB", None, "", "", false},
		{"\xff\xd8", None, "", "", false},
		{"", None, "", "", false},
	} {
		got := Sniff([]byte(c.head))
		if got != c.want || got.Ext() != c.ext || got.MediaType() != c.kind || got.ByAPI() != c.api {
			t.Errorf("%q: %v %q %q", c.head, got, got.Ext(), got.MediaType())
		}
	}
}

// FuzzWalk lets files be anything: walkers end, go forward only, and say the
// same of a file that can seek and of one that cannot.
func FuzzWalk(f *testing.F) {
	f.Add(jpegOf(segment(APP1, ExifMagic+string(tiff(bigEndian, 6, TypeShort))), []byte{0xFF}))
	f.Add(pngOf(pngChunk("IHDR", "x"), pngChunk("eXIf", string(tiff(littleEndian, 3, TypeShort)))))
	f.Add(webpOf(webpChunk("VP8X", "\x02123456789"), webpChunk("ANMF", strings.Repeat("f", 16)+string(webpChunk("ALPH", "a"))+string(webpChunk("VP8 ", "v")))))
	f.Add([]byte(PNGMagic + "\x7f\xff\xff\xff"))
	f.Add(webpOf([]byte("VP8 \xff\xff\xff\xff")))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00ABCDEF!\xfe\x05hello\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00;"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00!\xff\x0bXMP DataXMP<x/>" + strings.Repeat("\x00", 258)))
	f.Add([]byte("\x00\x00\x00\x14ftypisom\x00\x00\x00\x00isom\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x10\x00\x00\x00\x00moov"))
	f.Fuzz(func(t *testing.T, data []byte) {
		at := int64(0)
		forward := func(start, size int64) {
			if start <= at && at > 0 || start > int64(len(data)) || size < 0 {
				t.Fatalf("a part at %d of %d bytes, after %d", start, len(data), at)
			}
			at = start
		}
		for walk := NewSegments(bytes.NewReader(data)); ; {
			s, err := walk.Next()
			if err != nil {
				break
			}
			forward(s.Start, s.Size)
			_ = s.In(data)
		}
		for _, walk := range []chunked{NewChunks(bytes.NewReader(data)), NewSummedChunks(reading(data)), NewRIFF(bytes.NewReader(data)), NewRIFF(reading(data))} {
			at = 0
			for {
				c, err := walk.Next()
				if err != nil {
					break
				}
				forward(c.Start, c.Size)
				_ = c.In(data)
			}
		}
		at = 0
		for walk := NewBoxes(bytes.NewReader(data), 0, int64(len(data))); ; {
			b, err := walk.Next()
			if err != nil {
				break
			}
			forward(b.Start, b.Size)
			if b.End() > int64(len(data)) {
				t.Fatalf("a box ends at %d of %d", b.End(), len(data))
			}
		}
		left := len(data)
		for walk := NewBlocks(data); ; {
			b, ok := walk.Next()
			if !ok {
				break
			}
			if left -= 2 + len(b.Data); left < 0 || len(b.Joined()) > len(b.Data) || len(b.XMP()) > len(b.Data) {
				t.Fatalf("blocks of more bytes than there are")
			}
		}
		if a, b := toldJPEG(bytes.NewReader(data)), toldJPEG(reading(data)); a != b {
			t.Errorf("seeking: %s, reading: %s", a, b)
		}
		if turn := Turn(bytes.NewReader(data)); turn < Upright || turn > 8 {
			t.Errorf("turn %d", turn)
		}
		if first := FirstFrame(data); !bytes.Equal(first, data) && Sniff(first) != WebP {
			t.Errorf("a frame that is no WebP: %q", first)
		}
	})
}
