package media

import (
	"bytes"
	"encoding/binary"
	"testing"
)

var (
	bigEndian    = binary.BigEndian
	littleEndian = binary.LittleEndian
)

// Every kind of file says in its own place how it is to be turned, in either
// byte order.
func TestTurn(t *testing.T) {
	for turn := range uint16(12) {
		want := Upright
		if turn >= 1 && turn <= 8 {
			want = int(turn)
		}
		for _, exif := range [][]byte{tiff(bigEndian, turn, TypeShort), tiff(littleEndian, turn, TypeShort)} {
			for name, data := range map[string][]byte{
				"JPEG":               jpegOf(segment(APP0, "JFIF"), segment(APP1, "http://ns.adobe.com/"), segment(APP1, ExifMagic+string(exif))),
				"JPEG, two of them":  jpegOf(segment(APP1, ExifMagic+string(exif)), segment(APP1, ExifMagic+string(tiff(bigEndian, 5, TypeShort)))),
				"PNG, in front":      pngOf(pngChunk("IHDR", "x"), pngChunk("eXIf", string(exif)), pngChunk("IDAT", "x")),
				"PNG, behind":        pngOf(pngChunk("IHDR", "x"), pngChunk("IDAT", "x"), pngChunk("eXIf", string(exif))),
				"WebP":               webpOf(webpChunk("VP8X", "0123456789"), webpChunk("VP8 ", "x"), webpChunk("EXIF", string(exif))),
				"WebP as in a JPEG":  webpOf(webpChunk("VP8X", "0123456789"), webpChunk("VP8 ", "x"), webpChunk("EXIF", ExifMagic+string(exif))),
				"PNG cut behind it":  pngOf(pngChunk("IHDR", "x"), pngChunk("eXIf", string(exif)))[:8+13+12+len(exif)],
				"WebP cut behind it": webpOf(webpChunk("EXIF", string(exif)), webpChunk("VP8 ", "x"))[:12+8+len(exif)],
			} {
				if got := Turn(bytes.NewReader(data)); got != want {
					t.Errorf("%s, %d: %d", name, turn, got)
				}
			}
		}
	}
}

// EXIF of somebody who means no good turns nothing.
func TestHostileExif(t *testing.T) {
	good := string(tiff(bigEndian, 6, TypeShort))
	for name, exif := range map[string]string{
		"nothing":               "",
		"only a mark":           good[:4],
		"no directory":          good[:8],
		"another mark":          "MM\x00+" + good[4:],
		"a mark cut short":      "II",
		"a directory outside":   good[:4] + "\x7f\xff\xff\xff" + good[8:],
		"a directory at -1":     good[:4] + "\xff\xff\xff\xff" + good[8:],
		"a directory at itself": good[:4] + "\x00\x00\x00\x04" + good[8:],
		"more fields than room": good[:8] + "\xff\xff" + "\x00\x01" + good[12:22],
		"a field cut short":     good[:18],
		"of another type":       string(tiff(bigEndian, 6, TypeLong)),
		"two values":            good[:14] + "\x00\x00\x00\x02" + good[18:],
	} {
		if got := TurnOf([]byte(exif)); got != Upright {
			t.Errorf("%s: %d", name, got)
		}
		for kind, data := range map[string][]byte{
			"JPEG": jpegOf(segment(APP1, ExifMagic+exif)), "PNG": pngOf(pngChunk("eXIf", exif)), "WebP": webpOf(webpChunk("EXIF", exif)),
		} {
			if got := Turn(bytes.NewReader(data)); got != Upright {
				t.Errorf("%s, %s: %d", kind, name, got)
			}
		}
	}
	for n := range good {
		if got := TurnOf([]byte(good[:n])); got != Upright && n < 22 {
			t.Errorf("cut to %d bytes: %d", n, got)
		}
	}
	if got := Turn(bytes.NewReader(pngOf(pngChunk("eXIf", good+string(make([]byte, MaxExif)))))); got != Upright {
		t.Errorf("more EXIF than is read: %d", got)
	}
	for _, data := range []string{"", "GIF89a", "text", "\xff\xd8\xff", PNGMagic, "RIFF\x00\x00\x00\x00WEBP"} {
		if got := Turn(bytes.NewReader([]byte(data))); got != Upright {
			t.Errorf("%q: %d", data, got)
		}
	}
}

func TestFields(t *testing.T) {
	// A directory of three fields: bytes of its own, bytes elsewhere, bytes outside.
	data := []byte("II*\x00\x08\x00\x00\x00\x03\x00" +
		"\x01\x00\x07\x00\x04\x00\x00\x00abcd" +
		"\x02\x00\x07\x00\x05\x00\x00\x00\x32\x00\x00\x00" +
		"\x03\x00\x07\x00\x06\x00\x00\x00\x32\x00\x00\x00" +
		"\x00\x00\x00\x00elseH")
	tiff, ok := ReadTIFF(data)
	if !ok || tiff.First() != 8 {
		t.Fatal(ok)
	}
	for tag, want := range map[uint16]string{1: "abcd", 2: "elseH", 3: ""} {
		if f, ok := tiff.Field(tiff.First(), tag); !ok || string(f.Bytes()) != want || f.Type != TypeUndefined {
			t.Errorf("%d: %q, %v", tag, f.Bytes(), ok)
		}
	}
	if _, ok := tiff.Field(tiff.First(), 4); ok {
		t.Error("a field that is not there")
	}
	if _, ok := tiff.Field(-5, 1); ok {
		t.Error("a directory in front of it all")
	}
}

// The first picture of an animation stands as a file of its own.
func TestFirstFrame(t *testing.T) {
	const place = "\x00\x00\x00\x00\x00\x00\x08\x00\x00\x06\x00\x00\x00\x00\x00\x00" // 9 × 7 at 0, 0
	x := webpChunk("VP8X", "\x02\x00\x00\x00\x08\x00\x00\x06\x00\x00")
	frame := func(chunks string) []byte { return webpChunk("ANMF", place+chunks) }
	vp8 := string(webpChunk("VP8 ", "odd"))
	still := webpOf(webpChunk("VP8 ", "odd"))
	sheer := webpOf(webpChunk("VP8X", "\x10\x00\x00\x00\x08\x00\x00\x06\x00\x00"), webpChunk("ALPH", "a"), webpChunk("VP8 ", "odd"))
	for name, c := range map[string]struct{ data, want []byte }{
		"a still picture":         {still, still},
		"an animation":            {webpOf(x, webpChunk("ANIM", "123456"), frame(vp8), frame("another")), still},
		"with transparency":       {webpOf(x, frame(string(webpChunk("ALPH", "a"))+vp8)), sheer},
		"cut in its first frame":  {webpOf(x, frame(string(webpChunk("VP8 ", "oddly"))))[:12+18+8+16+8+3], still},
		"a frame without picture": {webpOf(x, frame("")), nil},
		"no frame":                {webpOf(x), nil},
		"a short frame":           {webpOf(x, webpChunk("ANMF", "short")), nil},
		"a short header":          {webpOf(webpChunk("VP8X", "\x02\x00")), nil},
		"a JPEG":                  {jpegOf(), nil},
		"nothing":                 {nil, nil},
	} {
		want := c.want
		if want == nil {
			want = c.data
		}
		if got := FirstFrame(c.data); !bytes.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
