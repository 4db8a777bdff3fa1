package recipe

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// others are files that ffmpeg made and exiftool wrote into. Their names say where
// in them a recipe stands, or that there is none.
func others(tb testing.TB) map[string][]byte {
	tb.Helper()
	names, err := filepath.Glob("testdata/others/*")
	if err != nil || len(names) < 20 {
		tb.Fatal(names, err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		files[filepath.Base(name)] = data
	}
	return files
}

// Recipes are found in pictures of kinds that are not drawn here, and in videos;
// that there is none is said of those that hold none.
func TestOtherFiles(t *testing.T) {
	t.Parallel()
	for name, data := range others(t) {
		r, err := Read(bytes.NewReader(data))
		if strings.HasPrefix(name, "none.") {
			if !errors.Is(err, ErrNone) {
				t.Errorf("%s: %+v, %v", name, r, err)
			}
			continue
		}
		if err != nil || r.Foreign == nil {
			t.Errorf("%s: %+v, %v", name, r, err)
			continue
		}
		want := "a cat, 夜 42"
		if r.Foreign.Program == "ComfyUI" {
			want = "waves 8"
		}
		if got := r.Foreign.Prompt + " " + r.Foreign.Seed; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// Of a file that is cut nobody says that it holds no recipe, but where it is cut
// between two of its parts.
func TestOtherFilesThatAreCut(t *testing.T) {
	t.Parallel()
	for name, data := range others(t) {
		if strings.HasSuffix(name, ".bmp") || name == "none.jxl" { // which hold none, be they whole or not
			continue
		}
		none := 0
		for n := 20; n < len(data); n += 1 + len(data)/150 {
			if _, err := Read(bytes.NewReader(data[:n])); errors.Is(err, ErrNone) {
				none++
			}
		}
		if most := map[string]int{".tiff": len(data)}[filepath.Ext(name)]; none > max(8, most) {
			t.Errorf("%s: it holds no recipe when it is cut at %d places", name, none)
		}
	}
}

// What is too long, packed or somewhere else is told.
func TestOtherFilesThatAreNotRead(t *testing.T) {
	t.Parallel()
	box := func(kind, data string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(data)))) + kind + data
	}
	jxl := "\x00\x00\x00\x0cJXL \r\n\x87\n"
	ftyp := box("ftyp", "avif\x00\x00\x00\x00avif")
	infe := box("infe", "\x02\x00\x00\x00\x00\x01\x00\x00Exif\x00")
	elsewhere := box("meta", "\x00\x00\x00\x00"+box("iinf", "\x00\x00\x00\x00\x00\x01"+infe)+box("iloc", "\x01\x00\x00\x00\x44\x00\x00\x01\x00\x01\x00\x02\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x04"))
	// Two million parts that take no room each.
	many := box("meta", "\x00\x00\x00\x00"+box("iinf", "\x00\x00\x00\x00\x00\x01"+infe)+box("iloc", "\x00\x00\x00\x00\x00\x00\xff\xff"+strings.Repeat("\x00\x01\x00\x00\xff\xff", 50_000)))
	for name, c := range map[string]struct{ data, why string }{
		"packed EXIF":       {jxl + box("brob", "Exif....."), "compressed with Brotli"},
		"long XMP":          {jxl + box("xml ", strings.Repeat("x", MaxJSON+1)), `its part "xml " is larger than 8 MB`},
		"EXIF elsewhere":    {ftyp + elsewhere, "separate item"},
		"a long comment":    {box("ftyp", "isom\x00\x00\x00\x00isom") + box("moov", box("udta", box("meta", "\x00\x00\x00\x00"+box("ilst", box("\xa9cmt", box("data", strings.Repeat("x", MaxJSON+1))))))), `"Comment" is larger than 8 MB`},
		"a box of a lie":    {ftyp + "\x7f\xff\xff\xffmeta", "damaged or cut"},
		"a GIF that is cut": {"GIF89a\x01\x00\x01\x00\x00\x00\x00!\xfe\x05hell", "damaged or cut"},
		"BigTIFF":           {"II+\x00\x08\x00\x00\x00", "BigTIFF"},
		"PSD":               {"8BPS\x00\x01", "recipes in PSD files"},
		"a cluster":         {"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff\x1f\x43\xb6\x75\xff\xa3\x90", "damaged or cut"},
	} {
		_, err := Read(strings.NewReader(c.data))
		var unknown *UnknownError
		if !errors.As(err, &unknown) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, want %s", name, err, c.why)
		}
	}
	if _, err := Read(strings.NewReader(ftyp + many)); err == nil {
		t.Error("EXIF of nothing is read")
	}
}
