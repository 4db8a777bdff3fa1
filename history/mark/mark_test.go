package mark

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/image/webp"

	"imagine-tui/api/media"
	"imagine-tui/api/videofile"
	"imagine-tui/history/recipe/xmp"
)

// store is the start of a store of Content Credentials, as far as anybody here
// looks: a JUMBF box that is described as one.
const store = "jumb\x00\x00\x00\x1ejumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71\x03c2pa\x00"

const named = store + "...digitalSourceType\x78\x46http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\x00more"

func jpegFile(tb testing.TB, segments ...[]byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		tb.Fatal(err)
	}
	return append(append([]byte{0xff, media.SOI}, bytes.Join(segments, nil)...), b.Bytes()[2:]...)
}

func seg(marker byte, data string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2)), data...)
}

func pngChunk(kind, data string) []byte {
	b := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), kind+data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func pngFile(tb testing.TB, chunks ...[]byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		tb.Fatal(err)
	}
	p := b.Bytes()
	return append(append(append([]byte{}, p[:media.PNGHead]...), bytes.Join(chunks, nil)...), p[media.PNGHead:]...)
}

// lossless is a WebP of one red pixel.
const lossless = "\x2f\x00\x00\x00\x00\x07\x10\xfd\x8f\xfe\x07\x22\xa2\xff\x01"

func webpFile(chunks ...string) []byte {
	body := []byte("WEBP")
	for i := 0; i < len(chunks); i += 2 {
		body = media.AppendWebPChunk(body, chunks[i], []byte(chunks[i+1]))
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func mp4Box(kind, data string) string {
	return string(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(data))), kind+data...))
}

func mp4File(boxes ...string) []byte {
	return []byte(mp4Box("ftyp", "isom\x00\x00\x00\x00isom") + strings.Join(boxes, "") + mp4Box("moov", "") + mp4Box("mdat", "pictures"))
}

const jxlHead = "\x00\x00\x00\x0cJXL \r\n\x87\n"

func gifFile(block string) []byte {
	return []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00" + block + "\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00;")
}

// pieces are data as a GIF has them.
func pieces(data string) string {
	var b strings.Builder
	for len(data) > 0 {
		n := min(255, len(data))
		b.WriteByte(byte(n))
		b.WriteString(data[:n])
		data = data[n:]
	}
	return b.String() + "\x00"
}

// gifTrailer leads out of XMP wherever a reader stands in it.
func gifTrailer() string {
	trailer := []byte{1}
	for i := 255; i >= 0; i-- {
		trailer = append(trailer, byte(i))
	}
	return string(append(trailer, 0))
}

func tiffFile(tag, kind uint16, value string) []byte {
	b := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01")
	b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, tag), kind)
	b = binary.BigEndian.AppendUint32(b, uint32(len(value)))
	return append(append(b, "\x00\x00\x00\x1a\x00\x00\x00\x00"...), value...)
}

const extended = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

// packetOf says a source type the long way.
const packetOf = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType></rdf:Description></rdf:RDF></x:xmpmeta>`

const otherPacket = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Somebody</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`

// unmarked are files that say nothing, one of each kind.
func unmarked(tb testing.TB) map[string][]byte {
	tb.Helper()
	return map[string][]byte{
		"JPEG": jpegFile(tb, seg(media.APP0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00")), "PNG": pngFile(tb),
		"WebP": webpFile("VP8L", lossless), "extended WebP": webpFile("VP8X", extended, "VP8L", lossless), "MP4": mp4File(),
	}
}

// Stores of Content Credentials are found wherever they stand, be they broken or
// long, and the source type that a file names in its XMP or its store.
func TestRead(t *testing.T) {
	t.Parallel()
	jumbf := "JP\x00\x01\x00\x00\x00\x01\x00\x00\x10\x00"
	for name, c := range map[string]struct {
		data   []byte
		c2pa   bool
		source string
	}{
		"JPEG":                  {jpegFile(t, seg(media.APP11, jumbf+store)), true, ""},
		"JPEG, named":           {jpegFile(t, seg(media.APP11, jumbf+named)), true, xmp.Trained},
		"JPEG, in parts":        {jpegFile(t, seg(media.APP11, jumbf+strings.Repeat("x", 60_000)), seg(media.APP11, jumbf+named)), true, xmp.Trained},
		"JPEG, broken":          {jpegFile(t, seg(media.APP11, "c2pa")), true, ""},
		"JPEG, of others":       {jpegFile(t, seg(media.APP11, "HDR_RI")), false, ""},
		"JPEG, XMP":             {jpegFile(t, seg(media.APP1, media.XMPMagic+packetOf)), false, xmp.Trained},
		"JPEG, XMP and a store": {jpegFile(t, seg(media.APP1, media.XMPMagic+packetOf), seg(media.APP11, jumbf+store)), true, xmp.Trained},
		"JPEG, kept elsewhere":  {jpegFile(t, seg(media.APP1, media.XMPMagic+`<rdf:Description dcterms:provenance="https://a.example/b"/>`)), true, ""},
		"PNG":                   {pngFile(t, pngChunk("caBX", "\x00\x00\x10\x00"+named)), true, xmp.Trained},
		"PNG, empty":            {pngFile(t, pngChunk("caBX", "")), true, ""},
		"PNG, huge":             {pngFile(t, pngChunk("caBX", strings.Repeat("x", 3<<20))), true, ""},
		"PNG, XMP":              {pngFile(t, pngChunk("iTXt", XMPKey+"\x00\x00\x00\x00\x00"+packetOf)), false, xmp.Trained},
		"WebP":                  {webpFile("VP8X", extended, "VP8L", lossless, "C2PA", named), true, xmp.Trained},
		"WebP, XMP":             {webpFile("VP8X", extended, "VP8L", lossless, "XMP ", packetOf), false, xmp.Trained},
		"MP4":                   {mp4File(mp4Box("uuid", string(StoreBox)+named)), true, xmp.Trained},
		"MP4, XMP":              {mp4File(mp4Box("uuid", string(XMPBox)+packetOf)), false, xmp.Trained},
		"AVIF":                  {[]byte(mp4Box("ftyp", "avif\x00\x00\x00\x00avif") + mp4Box("uuid", string(StoreBox)+named)), true, xmp.Trained},
		"JPEG XL":               {[]byte(jxlHead + mp4Box("jumb", named)), true, xmp.Trained},
		"JPEG XL, other boxes":  {[]byte(jxlHead + mp4Box("jumb", "jumd....")), false, ""},
		"GIF":                   {gifFile("\x21\xff\x0bC2PA_GIF\x01\x00\x00" + pieces(named)), true, xmp.Trained},
		"GIF, XMP":              {gifFile("\x21\xff\x0bXMP DataXMP" + packetOf + gifTrailer()), false, xmp.Trained},
		"GIF, of others":        {gifFile("\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"), false, ""},
		"TIFF":                  {tiffFile(0xCD41, 7, named), true, xmp.Trained},
		"TIFF, XMP":             {tiffFile(700, 1, packetOf), false, xmp.Trained},
		"cut":                   {jpegFile(t, seg(media.APP11, jumbf+store))[:40], true, ""},
		"text":                  {[]byte("c2pa"), false, ""},
		"nothing":               {nil, false, ""},
	} {
		m, err := Read(bytes.NewReader(c.data))
		if err != nil || m.C2PA != c.c2pa || m.Source != c.source || m.Sealed() != c.c2pa {
			t.Errorf("%s: %+v, %v", name, m, err)
		}
	}
	for name, data := range unmarked(t) {
		if m, err := Read(bytes.NewReader(data)); err != nil || m != (Marks{}) {
			t.Errorf("%s: %+v, %v", name, m, err)
		}
	}
}

func apply(tb testing.TB, data []byte, edits []Edit) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := Apply(&b, bytes.NewReader(data), edits); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// whole decodes a file to its end.
func whole(tb testing.TB, name string, data []byte) {
	tb.Helper()
	var err error
	switch media.Sniff(data) {
	case media.JPEG:
		_, err = jpeg.Decode(bytes.NewReader(data))
	case media.PNG:
		_, err = png.Decode(bytes.NewReader(data))
	case media.WebP:
		if _, err = webp.Decode(bytes.NewReader(data)); err == nil && int64(len(data)) != media.RIFFSize(data) {
			err = errors.New("its length is wrong")
		}
	default:
		_, err = videofile.Check(bytes.NewReader(data))
	}
	if err != nil {
		tb.Errorf("%s: %v", name, err)
	}
}

// A mark is added once, to a file that stays whole, and nothing that was there
// is lost.
func TestAdding(t *testing.T) {
	t.Parallel()
	files := unmarked(t)
	files["JPEG with XMP"] = jpegFile(t, seg(media.APP1, media.XMPMagic+otherPacket))
	files["PNG with XMP"] = pngFile(t, pngChunk("iTXt", XMPKey+"\x00\x00\x00\x00\x00"+otherPacket))
	files["WebP with XMP"] = webpFile("VP8X", "\x04"+extended[1:], "VP8L", lossless, "XMP ", otherPacket)
	for name, data := range files {
		edits, err := Adding(bytes.NewReader(data), xmp.Trained)
		if err != nil || len(edits) == 0 {
			t.Errorf("%s: %v, %v", name, edits, err)
			continue
		}
		marked := apply(t, data, edits)
		whole(t, name, marked)
		if m, err := Read(bytes.NewReader(marked)); err != nil || m != (Marks{Source: xmp.Trained}) {
			t.Errorf("%s: %+v, %v", name, m, err)
		}
		if bytes.Contains(data, []byte("Somebody")) && !bytes.Contains(marked, []byte("Somebody")) {
			t.Errorf("%s: what was there is gone", name)
		}
		if again, err := Adding(bytes.NewReader(marked), xmp.Trained); err != nil || again != nil {
			t.Errorf("%s: it is marked twice", name)
		}
	}
	for name, data := range map[string][]byte{
		"a store":       jpegFile(t, seg(media.APP11, "JP"+store)),
		"broken XMP":    jpegFile(t, seg(media.APP1, media.XMPMagic+"<oops")),
		"two packets":   jpegFile(t, seg(media.APP1, media.XMPMagic+otherPacket), seg(media.APP1, media.XMPMagic+otherPacket)),
		"an open box":   append(mp4File(), "\x00\x00\x00\x00mdatrest"...),
		"XMP in an MP4": mp4File(mp4Box("uuid", string(XMPBox)+otherPacket)),
		"text":          []byte("text"),
	} {
		if edits, err := Adding(bytes.NewReader(data), xmp.Trained); err != nil || edits != nil {
			t.Errorf("%s: %v, %v", name, edits, err)
		}
	}
}

// A mark is proved without a copy of the picture, however large that is.
func TestAddingTakesLittleMemory(t *testing.T) {
	large := pngFile(t, pngChunk("teXt", strings.Repeat("x", 60<<20)))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	edits, err := Adding(bytes.NewReader(large), xmp.Trained)
	runtime.ReadMemStats(&after)
	if err != nil || len(edits) != 1 {
		t.Fatal(edits, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("%d KB were used", used>>10)
	}
}

// What a reader is shown before edits are made is what they then make.
func TestEdited(t *testing.T) {
	t.Parallel()
	data := []byte("0123456789")
	for _, edits := range [][]Edit{
		nil,
		{{At: 0, Insert: []byte("ab")}},
		{{At: 10, Insert: []byte("ab")}},
		{{At: 2, Remove: 3, Insert: []byte("x")}, {At: 5, Remove: 1}, {At: 9, Remove: 1, Insert: []byte("end")}},
		{{At: 0, Remove: 10}},
	} {
		want := apply(t, data, edits)
		e, err := newEdited(bytes.NewReader(data), edits)
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(e, want); err != nil {
			t.Errorf("%v: %v", edits, err)
		}
		for at := range int64(len(want)) {
			if _, err := e.Seek(at, io.SeekStart); err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(e); err != nil || !bytes.Equal(got, want[at:]) {
				t.Errorf("%v, from %d: %q, %v", edits, at, got, err)
			}
		}
	}
	for _, edits := range [][]Edit{{{At: 11}}, {{At: 5, Remove: 6}}, {{At: 5}, {At: 4}}} {
		if _, err := newEdited(bytes.NewReader(data), edits); err == nil {
			t.Errorf("%v are taken", edits)
		}
	}
}

func FuzzAdding(f *testing.F) {
	for _, data := range unmarked(f) {
		f.Add(data)
	}
	f.Add(jpegFile(f, seg(media.APP1, media.XMPMagic+otherPacket)))
	f.Add(webpFile("VP8X", extended, "C2PA", named))
	f.Add(gifFile("\x21\xff\x0bXMP DataXMP" + packetOf + gifTrailer()))
	f.Add(tiffFile(0xCD41, 7, named))
	f.Fuzz(func(t *testing.T, data []byte) {
		before, err := Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		edits, err := Adding(bytes.NewReader(data), xmp.Trained)
		if err != nil || edits == nil {
			return
		}
		if before != (Marks{}) {
			t.Errorf("a file with %+v is marked", before)
		}
		var b bytes.Buffer
		if err := Apply(&b, bytes.NewReader(data), edits); err != nil {
			if errors.Is(err, io.ErrUnexpectedEOF) {
				return // it was cut
			}
			t.Fatal(err)
		}
		if after, err := Read(bytes.NewReader(b.Bytes())); err != nil || after.Source != xmp.Trained {
			t.Errorf("%+v, %v", after, err)
		}
	})
}
