package recipe

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"imagine-tui/api/media"
)

func strip(tb testing.TB, data []byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	if _, err := Strip(&b, bytes.NewReader(data), false); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestStripGivesThePictureBack(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a long prompt with ümlauts ", 9000)
	for name, data := range map[string][]byte{"png": pngSample(t), "jpeg": jpegSample(t)} {
		for _, prompt := range []string{"fog", "霧", long} {
			if got := strip(t, embed(t, data, sample(prompt))); !bytes.Equal(got, data) {
				t.Errorf("%s: %d bytes are left of %d", name, len(got), len(data))
			}
		}
	}
	for _, data := range [][]byte{webpOf("VP8L", "odd"), webpOf("VP8 ", "even"), webpOf("VP8X", "\x10\x00\x00\x00123456", "ALPH", "odd", "VP8 ", "even")} {
		if got := strip(t, data); !bytes.Equal(got, data) {
			t.Errorf("%q became %q", data, got)
		}
	}
}

func TestStripTakesWhatOthersWrote(t *testing.T) {
	t.Parallel()
	secret := "the very prompt"
	var chunks bytes.Buffer
	writeText(&chunks, "prompt", secret)
	writeChunk(&chunks, "zTXt", []byte("workflow\x00\x00"+secret))
	writeChunk(&chunks, "eXIf", []byte("MM\x00*"+secret))
	writeChunk(&chunks, "gAMA", []byte{0, 0, 0xb1, 0x8f})
	p := pngSample(t)
	stripped := strip(t, append(append(append([]byte{}, p[:media.PNGHead]...), chunks.Bytes()...), p[media.PNGHead:]...))
	if bytes.Contains(stripped, []byte(secret)) || !bytes.Contains(stripped, []byte("gAMA")) {
		t.Error("PNG: too much or too little is gone")
	}
	if m, err := png.Decode(bytes.NewReader(stripped)); err != nil || !samePixels(m, picture()) {
		t.Errorf("PNG: %v", err)
	}
	j := jpegSample(
		t, segmentBytes(media.COM, []byte(secret)), segmentBytes(media.APP1, []byte(media.XMPMagic+secret)),
		segmentBytes(media.APP1, append([]byte(media.ExifMagic), userComment(Parameters{Prompt: secret})[len(media.ExifMagic):]...)),
		segmentBytes(0xe2, []byte("ICC_PROFILE\x00")), segmentBytes(media.APP9, []byte("somebody else")), segmentBytes(media.APP13, []byte("Photoshop 3.0\x008BIM"+secret)),
		segmentBytes(0xe3, []byte("Meta\x00"+secret)), segmentBytes(media.APP15, []byte(secret)), segmentBytes(media.APP2, []byte("MPF\x00"+secret)),
	)
	stripped = strip(t, j)
	if bytes.Contains(stripped, []byte(secret)) || bytes.Contains(stripped, []byte(media.ExifMagic)) || bytes.Contains(stripped, utf16Text(secret)) {
		t.Error("JPEG: the prompt is still there")
	}
	if !bytes.Contains(stripped, []byte("ICC_PROFILE")) {
		t.Error("JPEG: too much is gone")
	}
	before, errBefore := jpeg.Decode(bytes.NewReader(j))
	after, errAfter := jpeg.Decode(bytes.NewReader(stripped))
	if errBefore != nil || errAfter != nil || !samePixels(before, after) {
		t.Errorf("JPEG: %v, %v", errBefore, errAfter)
	}
}

// webp makes a WebP of chunks, kind and data in turn.
func webpOf(chunks ...string) []byte {
	body := []byte("WEBP")
	for i := 0; i < len(chunks); i += 2 {
		body = media.AppendWebPChunk(body, chunks[i], []byte(chunks[i+1]))
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// unpadded takes off the pad of the last chunk of a WebP.
func unpadded(data []byte) []byte {
	data = data[:len(data)-1]
	binary.LittleEndian.PutUint32(data[4:], uint32(len(data)-8))
	return data
}

// Of a WebP what others wrote is taken out, and the header says so.
func TestStripWebP(t *testing.T) {
	t.Parallel()
	const turned = "MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	for name, c := range map[string]struct{ data, want []byte }{
		"EXIF and XMP": {
			webpOf("VP8X", "\x1c\x00\x00\x00123456", "ICCP", "odd", "VP8 ", "even", "EXIF", "secret", "XMP ", "secret!"),
			webpOf("VP8X", "\x10\x00\x00\x00123456", "ICCP", "odd", "VP8 ", "even"),
		},
		"EXIF that turns": {
			webpOf("VP8X", "\x0c\x00\x00\x00123456", "VP8L", "odd", "EXIF", turned+"secret", "XMP ", "secret!"),
			webpOf("VP8X", "\x08\x00\x00\x00123456", "VP8L", "odd", "EXIF", turned),
		},
		"as in a JPEG": {
			webpOf("VP8X", "\x08\x00\x00\x00123456", "VP8L", "odd", "EXIF", media.ExifMagic+turned+"secret"),
			webpOf("VP8X", "\x08\x00\x00\x00123456", "VP8L", "odd", "EXIF", turned),
		},
		"without a header for it": {webpOf("VP8L", "odd", "XMP ", "secret"), webpOf("VP8L", "odd")},
		"of nobody":               {webpOf("VP8X", "\x10\x00\x00\x00123456", "VP8L", "odd", "PRMT", "secret"), webpOf("VP8X", "\x10\x00\x00\x00123456", "VP8L", "odd")},
		"a pad forgotten":         {unpadded(webpOf("XMP ", "secret", "VP8L", "odd")), webpOf("VP8L", "odd")},
		"what hangs on":           {append(webpOf("VP8L", "odd"), "secret"...), webpOf("VP8L", "odd")},
	} {
		if got := strip(t, c.data); !bytes.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestStripKeepsTheTurn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tiff string
		want int
	}{
		{"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00secret", 6},
		{"II\x2a\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00secret", 8},
		{"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00secret", 1},
		{"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x99\x00\x00\x00\x00\x00\x00secret", 1},
		{"MM", 1},
	} {
		data := strip(t, jpegSample(t, segmentBytes(media.APP1, []byte(media.ExifMagic+c.tiff))))
		if bytes.Contains(data, []byte("secret")) {
			t.Errorf("%q: more than the turn is kept", c.tiff)
		}
		got := 1
		if _, tiff, ok := bytes.Cut(data, []byte(media.ExifMagic)); ok {
			got = media.TurnOf(tiff)
		}
		if got != c.want {
			t.Errorf("%q: turn %d, want %d", c.tiff, got, c.want)
		}
		if turn := media.Turn(bytes.NewReader(data)); turn != c.want {
			t.Errorf("%q: turn %d is told, want %d", c.tiff, turn, c.want)
		}
		if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
			t.Error(err)
		}
		// The same of a PNG, in front of the pixels and behind.
		var chunk bytes.Buffer
		writeChunk(&chunk, "eXIf", []byte(c.tiff))
		whole := pngSample(t)
		for _, at := range []int64{media.PNGHead, int64(len(whole)) - 12} {
			data := strip(t, append(append(append([]byte{}, whole[:at]...), chunk.Bytes()...), whole[at:]...))
			if turn := media.Turn(bytes.NewReader(data)); turn != c.want || bytes.Contains(data, []byte("secret")) {
				t.Errorf("%q at %d of a PNG: turn %d, want %d", c.tiff, at, turn, c.want)
			}
			if _, err := png.Decode(bytes.NewReader(data)); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestStripRefusesDamage(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"half a PNG": pngSample(t)[:40], "PNG without an end": pngSample(t)[:len(pngSample(t))-12],
		"half a WebP": webpOf("VP8 ", "much more than there is")[:30], "WebP of noise": []byte("RIFF0000WEBPVP8 "),
		"WebP with a long header": webpOf("VP8X", strings.Repeat("x", 2000)),
		"half a JPEG":             jpegSample(t)[:8], "JPEG of noise": []byte("\xff\xd8\xff\xe0\x00\x04ab\x00\x00\x00"),
		"JPEG with noise": jpegSample(t, jfif, []byte("noise")), "JPEG with a restart": jpegSample(t, []byte{0xff, media.RST0}),
	} {
		var b bytes.Buffer
		if _, err := Strip(&b, bytes.NewReader(data), false); !errors.Is(err, errForm) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzStrip(f *testing.F) {
	f.Add(embed(f, pngSample(f), sample("fog")))
	f.Add(embed(f, jpegSample(f), sample("fog")))
	f.Add(pngSample(f)[:50])
	f.Add(webpOf("VP8X", "\x0c\x00\x00\x00123456", "VP8 ", "even", "EXIF", "secret"))
	f.Add([]byte("\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\x00\x20moov\x00\x00\x00\x18trak\x00\x00\x00\x10udtasecret12\x00\x00\x00\x09mdat!"))
	f.Add([]byte("\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x98\x15\x49\xa9\x66\x89\x7b\xa9\x86secret\x1f\x43\xb6\x75\x83\xe7\x81\x00\xec\x80"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var b bytes.Buffer
		if _, err := Strip(&b, bytes.NewReader(data), false); err != nil {
			return
		}
		var again bytes.Buffer
		if _, err := Strip(&again, bytes.NewReader(b.Bytes()), false); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("stripped again it is another: %v", err)
		}
		if r, err := Read(bytes.NewReader(b.Bytes())); err == nil {
			t.Errorf("a recipe is left: %+v", r)
		}
		before, _, errBefore := image.DecodeConfig(bytes.NewReader(data))
		after, _, errAfter := image.DecodeConfig(bytes.NewReader(b.Bytes()))
		if errBefore == nil && (errAfter != nil || before.Width != after.Width) {
			t.Errorf("the picture is gone: %v", errAfter)
		}
	})
}
