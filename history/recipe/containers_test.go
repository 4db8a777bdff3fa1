package recipe

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"imagine-tui/api/media"
)

const foreignText = "a cat, 夜\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 4294967295, Size: 512x768, Version: v1.9.3"

// withChunks puts chunks behind the header of a PNG.
func withChunks(tb testing.TB, chunks ...[]byte) []byte {
	tb.Helper()
	p := pngSample(tb)
	return append(append(append([]byte{}, p[:media.PNGHead]...), bytes.Join(chunks, nil)...), p[media.PNGHead:]...)
}

func pngText(kind, data string) []byte {
	var b bytes.Buffer
	writeChunk(&b, kind, []byte(data))
	return b.Bytes()
}

func packed(text string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(text)) // a buffer takes everything
	_ = z.Close()
	return b.String()
}

// exifOf is EXIF of one text in a directory, in an order of bytes.
func exifOf(order binary.AppendByteOrder, sub bool, tag, kind uint16, value []byte) string {
	mark := "MM\x00*"
	if order == binary.LittleEndian {
		mark = "II*\x00"
	}
	b := order.AppendUint32([]byte(mark), 8)
	const directory = 2 + 12 + 4
	at := uint32(8 + directory)
	if sub {
		b = order.AppendUint16(b, 1)
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, media.TagExif), media.TypeLong), 1)
		b = order.AppendUint32(order.AppendUint32(b, at), 0)
		at += directory
	}
	b = order.AppendUint16(b, 1)
	b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, tag), kind), uint32(len(value)))
	b = order.AppendUint32(order.AppendUint32(b, at), 0)
	return string(append(b, value...))
}

// utf16Of is the recipe as UTF-16.
func utf16Of(order binary.AppendByteOrder) string {
	var b []byte
	for _, w := range utf16.Encode([]rune(foreignText)) {
		b = order.AppendUint16(b, w)
	}
	return string(b)
}

const xmpPacket = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/">
<exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">{&quot;c&quot;:&quot;a cat, 夜&quot;,&quot;uc&quot;:&quot;dog&quot;,&quot;seed&quot;:4294967295,&quot;steps&quot;:20}</rdf:li></rdf:Alt></exif:UserComment></rdf:Description></rdf:RDF></x:xmpmeta>`

// hidden puts a text behind the lowest bits of a picture, column by column.
func hidden(tb testing.TB, mark, text string, pack bool) []byte {
	tb.Helper()
	payload := []byte(text)
	if pack {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(payload) // a buffer takes everything
		_ = z.Close()
		payload = b.Bytes()
	}
	data := binary.BigEndian.AppendUint32([]byte(mark), uint32(8*len(payload)))
	data = append(data, payload...)
	bit := func(i int) uint8 {
		if i/8 >= len(data) {
			return 1
		}
		return data[i/8] >> (7 - i%8) & 1
	}
	m := image.NewNRGBA(image.Rect(0, 0, 60, 90))
	rgb := strings.Contains(mark, "rgb")
	for x := range 60 {
		for y := range 90 {
			c, i := color.NRGBA{10, 20, 30, 255}, x*90+y
			if rgb {
				c.R, c.G, c.B = 10|bit(3*i), 20|bit(3*i+1), 30|bit(3*i+2)
			} else {
				c.A = 254 | bit(i)
			}
			m.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// hiddenWebP are files that cwebp made of those that hidden makes.
func hiddenWebP(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/hidden/" + name + ".webp")
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// interlacedOf stores a picture in seven passes.
func interlacedOf(tb testing.TB, file []byte) []byte {
	tb.Helper()
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		tb.Fatal(err)
	}
	size := img.Bounds().Size()
	var raw strings.Builder
	for _, p := range [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		for y := p[1]; y < size.Y; y += p[3] {
			raw.WriteByte(0) // no filter
			for x := p[0]; x < size.X; x += p[2] {
				c, _ := img.At(x, y).(color.NRGBA)
				raw.Write([]byte{c.R, c.G, c.B, c.A})
			}
		}
	}
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(size.X)), uint32(size.Y))
	out := []byte(media.PNGMagic)
	out = append(out, pngText("IHDR", string(header)+"\x08\x06\x00\x00\x01")...)
	out = append(out, pngText("IDAT", packed(raw.String()))...)
	return append(out, pngText("IEND", "")...)
}

// Whatever file a recipe comes in, and however its text is encoded, it is read.
func TestWhereRecipesStand(t *testing.T) {
	t.Parallel()
	const unicode, ascii, undefined = charsetUnicode, charsetASCII, charsetUndefined
	big, little := binary.AppendByteOrder(binary.BigEndian), binary.AppendByteOrder(binary.LittleEndian)
	comment := func(order binary.AppendByteOrder, value string) string {
		return exifOf(order, true, media.TagUserComment, media.TypeUndefined, []byte(value))
	}
	plain := strings.ReplaceAll(foreignText, "夜", "night")
	files := map[string][]byte{
		"PNG, tEXt in UTF-8": withChunks(t, pngText("tEXt", "parameters\x00"+foreignText)),
		"PNG, iTXt":          withChunks(t, pngText("iTXt", "parameters\x00\x00\x00\x00\x00"+foreignText)),
		"PNG, packed iTXt":   withChunks(t, pngText("iTXt", "parameters\x00\x01\x00en\x00\x00"+packed(foreignText))),
		"PNG, zTXt":          withChunks(t, pngText("zTXt", "parameters\x00\x00"+packed(foreignText))),
		"PNG, eXIf":          withChunks(t, pngText("eXIf", comment(big, unicode+utf16Of(big)))),
		"PNG, raw profile":   withChunks(t, pngText("tEXt", "Raw profile type exif\x00\nexif\n  99\n"+hex.EncodeToString([]byte(media.ExifMagic+comment(big, unicode+utf16Of(big)))))),
		"PNG, XMP":           withChunks(t, pngText("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmpPacket)),
		"PNG, alpha":         hidden(t, hiddenPacked, foreignText, true),
		"PNG, alpha, plain":  hidden(t, hiddenPlain, foreignText, false),
		"PNG, colours":       hidden(t, packedRGB, foreignText, true),
		"PNG, colours, flat": hidden(t, hiddenRGB, foreignText, false),
		"PNG, interlaced":    interlacedOf(t, hidden(t, hiddenPacked, foreignText, true)),
		"WebP, alpha":        hiddenWebP(t, "alpha"),
		"WebP, lossy, alpha": hiddenWebP(t, "lossy-alpha"),
		"WebP, colours":      hiddenWebP(t, "colours"),
		"PNG, of ComfyUI":    withChunks(t, pngText(comfyChunk, "parameters\x00"+foreignText)),
		"JPEG, XMP":          jpegSample(t, jfif, segmentBytes(media.APP1, []byte(media.XMPMagic+xmpPacket))),
		"JPEG, stray bytes":  jpegSample(t, jfif, []byte{0, 0}, segmentBytes(media.COM, []byte(foreignText))),
		"JPEG, comment":      jpegSample(t, jfif, segmentBytes(media.COM, []byte(foreignText))),
		"WebP, XMP":          webpOf("VP8X", "\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00", "VP8L", "odd", "XMP ", xmpPacket),
	}
	for name, exif := range map[string]string{
		"big in big":             comment(big, unicode+utf16Of(big)),
		"little in little":       comment(little, unicode+utf16Of(little)),
		"big in little":          comment(little, unicode+utf16Of(big)),
		"little in big":          comment(big, unicode+utf16Of(little)),
		"marked":                 comment(big, unicode+"\xff\xfe"+utf16Of(little)),
		"UTF-8 said to be UTF16": comment(big, unicode+foreignText),
		"ASCII":                  comment(big, ascii+plain),
		"undefined":              comment(little, undefined+foreignText),
		"no character set":       comment(little, foreignText+"\x00"),
		"in the first directory": exifOf(little, false, media.TagUserComment, media.TypeUndefined, []byte(plain)),
		"as ASCII there":         exifOf(big, false, media.TagUserComment, media.TypeASCII, []byte(foreignText+"\x00")),
		"a description":          exifOf(big, false, media.TagDescription, media.TypeASCII, []byte(foreignText+"\x00")),
		"for Windows":            exifOf(big, false, media.TagXPComment, media.TypeByte, []byte(utf16Of(little)+"\x00\x00")),
	} {
		files["JPEG, "+name] = jpegSample(t, jfif, segmentBytes(media.APP1, []byte(media.ExifMagic+exif)))
		files["WebP, "+name] = webpOf("VP8X", "\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00", "VP8L", "odd", "EXIF", exif)
	}
	for name, data := range files {
		r, err := Read(bytes.NewReader(data))
		if err != nil || r.Foreign == nil || r.JSON != nil {
			t.Errorf("%s: %+v, %v", name, r, err)
			continue
		}
		f := r.Foreign
		if f.Prompt != "a cat, 夜" && f.Prompt != "a cat, night" || f.Negative != "dog" || f.Seed != "4294967295" || f.Steps != "20" {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// A recipe that is too long, packed into next to nothing or broken is told, and
// takes no more memory for it.
func TestHostileRecipes(t *testing.T) {
	long := strings.Repeat("x", 10<<20)
	for why, data := range map[string][]byte{
		`its text "parameters" is larger than 8 MB and is not read`:  withChunks(t, pngText("tEXt", "parameters\x00"+long)),
		`its text "prompt" is larger than 8 MB and is not read`:      withChunks(t, pngText("zTXt", "prompt\x00\x00"+packed(long))),
		`its text "workflow" is larger than 8 MB and is not read`:    withChunks(t, pngText("iTXt", "workflow\x00\x01\x00\x00\x00"+packed(long))),
		`its text "imagine-tui" is larger than 8 MB and is not read`: withChunks(t, pngText("iTXt", "imagine-tui\x00\x00\x00\x00\x00"+long)),
		`its text "parameters" is damaged and cannot be unpacked`:    withChunks(t, pngText("zTXt", "parameters\x00\x00oops")),
		`the text "parameters" is not valid JSON: invalid character`: withChunks(t, pngText("tEXt", "parameters\x00{\"prompt\": \x1b[2J}")),
		`its EXIF is larger than 8 MB and is not read`:               webpOf("VP8L", "odd", "EXIF", long),
		`the file is damaged or cut, so it may or may not contain a`: pngSample(t)[:60],
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Read(bytes.NewReader(data))
		runtime.ReadMemStats(&after)
		var unknown *UnknownError
		if !errors.As(err, &unknown) || !strings.HasPrefix(err.Error(), why) {
			t.Errorf("%s: %v", why, err)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 128 {
			t.Errorf("%s: %d MB were used", why, used)
		}
	}
	// What is none of a recipe's texts may be as long as it likes.
	if _, err := Read(bytes.NewReader(withChunks(t, pngText("tEXt", "Thumbnail\x00"+long)))); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
}

// Nothing is hidden in most pictures, and what says so falsely is not believed.
func TestNothingHidden(t *testing.T) {
	t.Parallel()
	tooLong := hidden(t, hiddenPacked, "x", false)
	for name, data := range map[string][]byte{
		"plain": pngSample(t), "not packed": tooLong,
		"small": func() []byte {
			var b bytes.Buffer
			if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 1, 1))); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}(),
	} {
		if r, err := Read(bytes.NewReader(data)); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func FuzzHidden(f *testing.F) {
	f.Add(hidden(f, hiddenPacked, foreignText, true))
	f.Add(hidden(f, hiddenRGB, foreignText, false))
	f.Add(hiddenWebP(f, "lossy-alpha"))
	f.Add(hiddenWebP(f, "colours"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if w, h := media.Size(bytes.NewReader(data)); w <= 1000 && h <= 1000 {
			hiddenText(data)
		}
	})
}

func FuzzComment(f *testing.F) {
	f.Add([]byte(exifOf(binary.BigEndian, true, media.TagUserComment, media.TypeUndefined, []byte(charsetUnicode+"\x00a"))))
	f.Add([]byte(exifOf(binary.LittleEndian, false, media.TagXPComment, media.TypeByte, []byte("a\x00"))))
	f.Fuzz(func(t *testing.T, exif []byte) {
		eachComment(exif, func(name, text string) {
			if name == "" || text == "" || len(text) > 3*len(exif) {
				t.Errorf("%q: %q", name, fmt.Sprint(text))
			}
		})
	})
}
