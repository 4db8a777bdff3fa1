package history

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api/media"
	"imagine-tui/history/recipe"
)

// credentials are what of a store of Content Credentials matters here, with the
// source type it names.
const credentials = "JP\x00\x01\x00\x00\x00\x01\x00\x00\x10\x00jumb\x00\x00\x00\x1ejumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71\x03c2pa\x00" +
	"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\x00"

const said = "trainedAlgorithmicMedia"

// sealed are pictures that come with Content Credentials, with text of their own
// that a stripped copy may not have.
func sealed(tb testing.TB) map[string][]byte {
	tb.Helper()
	segment := func(marker byte, data string) []byte {
		return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2)), data...)
	}
	chunk := func(kind, data string) []byte {
		b := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), kind+data...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	j, p, w := jpegBytes(tb, 20), pngBytes(tb, 20), webpBytes(tb)
	webp := media.AppendWebPChunk([]byte("WEBP"), "VP8X", []byte("\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	webp = append(webp, w[12:]...)
	webp = media.AppendWebPChunk(webp, "C2PA", []byte(credentials))
	webp = append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(webp))), webp...)
	return map[string][]byte{
		"JPEG": bytes.Join([][]byte{j[:2], segment(media.COM, "the words"), segment(media.APP11, credentials), j[2:]}, nil),
		"PNG":  bytes.Join([][]byte{p[:media.PNGHead], chunk("tEXt", "Comment\x00the words"), chunk("caBX", credentials), p[media.PNGHead:]}, nil),
		"WebP": webp,
	}
}

func marking(tb testing.TB) *testLibrary {
	tb.Helper()
	l := tempLibrary(tb)
	l.mark = true
	return l
}

// What comes with Content Credentials is saved byte for byte, its recipe beside
// it only.
func TestCredentialsAreKept(t *testing.T) {
	t.Parallel()
	for name, data := range sealed(t) {
		l := marking(t)
		saved := save(t, l, request("fog"), data)
		if !bytes.Equal(read(t, saved.Path), data) || saved.SHA256 != saved.FileSHA256 {
			t.Errorf("%s: it was changed", name)
		}
		if got := ReadOrigin(saved.Path); got != (Origin{C2PA: true, SourceType: said}) {
			t.Errorf("%s: %+v", name, got)
		}
		entry, err := l.Entry(saved.Path)
		if err != nil || entry.Sidecar.Request.Prompt != "fog" || entry.Problem != "" {
			t.Errorf("%s: %+v, %v", name, entry, err)
		}
		for _, words := range ReadOrigin(saved.Path).Words() {
			if strings.Contains(words, "verified") {
				t.Errorf("%q", words)
			}
		}
	}
}

// What says nothing of its origin is marked, without a change of its pixels, and
// the setting turns it off. The hash of what was received stays that.
func TestPicturesAreMarked(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"JPEG": jpegBytes(t, 20), "PNG": pngBytes(t, 20), "WebP": webpBytes(t)} {
		for _, on := range []bool{true, false} {
			l := marking(t)
			l.mark = on
			saved := save(t, l, request("fog"), data)
			want := Origin{}
			if on {
				want.SourceType = said
			}
			if got := ReadOrigin(saved.Path); got != want {
				t.Errorf("%s, %v: %+v", name, on, got)
			}
			sum := newHash()
			_, _ = sum.Write(data) // a hash takes everything
			if saved.SHA256 != sum.hex() {
				t.Errorf("%s: the hash of what was received is another", name)
			}
			if sum, err := FileHash(t.Context(), saved.Path); err != nil || sum != saved.FileSHA256 {
				t.Errorf("%s: %v", name, err)
			}
			if r, err := ReadRecipe(saved.Path); name != "WebP" && (err != nil || r.Request.Prompt != "fog") {
				t.Errorf("%s: %+v, %v", name, r, err)
			}
		}
	}
}

// A copy without its recipe keeps the mark. Credentials stay while no byte
// changes, else they go and what they said of the origin stays. All of it goes
// where that is asked for.
func TestKeepAndMarks(t *testing.T) {
	t.Parallel()
	keep := func(path string, without Without) (Kept, []byte) {
		t.Helper()
		kept, err := Keep(t.Context(), path, t.TempDir(), without)
		if err != nil {
			t.Fatal(err)
		}
		return kept, read(t, kept.Path)
	}
	for name, data := range map[string][]byte{"JPEG": jpegBytes(t, 20), "PNG": pngBytes(t, 20), "WebP": webpBytes(t)} {
		saved := save(t, marking(t), request("fog"), data)
		kept, copied := keep(saved.Path, Recipe)
		if ReadOrigin(kept.Path).SourceType != said || bytes.Contains(copied, []byte("fog")) || kept.Stripped.Had != kept.Stripped.Has {
			t.Errorf("%s: %+v", name, kept)
		}
		again, second := keep(kept.Path, Recipe)
		if !bytes.Equal(copied, second) || again.Stripped.Had != again.Stripped.Has {
			t.Errorf("%s: a stripped copy is stripped again", name)
		}
		kept, copied = keep(saved.Path, RecipeAndMarks)
		if ReadOrigin(kept.Path) != (Origin{}) || bytes.Contains(copied, []byte("fog")) || bytes.Contains(copied, []byte(said)) {
			t.Errorf("%s, all: %+v", name, kept)
		}
	}
	for name, data := range sealed(t) {
		saved := save(t, marking(t), request("fog"), data)
		kept, copied := keep(saved.Path, Recipe)
		want := Origin{SourceType: said}
		if name == "WebP" { // there was nothing to take out
			want.C2PA = true
		}
		if got := ReadOrigin(kept.Path); got != want || bytes.Contains(copied, []byte("the words")) {
			t.Errorf("%s: %+v", name, got)
		}
		if name == "WebP" != bytes.Equal(copied, data) {
			t.Errorf("%s: %d bytes of %d", name, len(copied), len(data))
		}
		kept, copied = keep(saved.Path, RecipeAndMarks)
		if ReadOrigin(kept.Path) != (Origin{}) || bytes.Contains(copied, []byte("c2pa")) || bytes.Contains(copied, []byte(said)) {
			t.Errorf("%s, all: marks are left", name)
		}
		if _, err := os.Stat(kept.Path + sidecarExt); err == nil {
			t.Errorf("%s: a recipe goes along", name)
		}
	}
}

// A crash between putting the file there and writing its description is got
// over for marked files, too, which have more than one piece put in.
func TestMarkedFilesAreRecognized(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"JPEG": jpegBytes(t, 20), "PNG": pngBytes(t, 20), "WebP": webpBytes(t)} {
		l := marking(t)
		saved := save(t, l, request("fog"), data)
		entry, err := l.Entry(saved.Path)
		if err != nil {
			t.Fatal(err)
		}
		body := filepath.Join(t.TempDir(), "body")
		write(t, body, data)
		file, err := os.Open(body)
		if err != nil {
			t.Fatal(err)
		}
		sum, size, ok := l.sameCopy(saved.Path, fileContent{file}, entry.Sidecar)
		if !ok || sum != saved.FileSHA256 || size != saved.Bytes {
			t.Errorf("%s: %v, %d bytes of %d", name, ok, size, saved.Bytes)
		}
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}
}

// The recipe of another program is read, what of it is not used is told, and a
// judgement of such a picture keeps it.
func TestForeignRecipes(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	data := pngBytes(t, 20)
	at, insert, err := recipe.Insertion(bytes.NewReader(data), recipe.Recipe{Parameters: recipe.Parameters{
		Prompt: "a cat\nNegative prompt: dog", Seed: 4294967295, Width: 512, Height: 768, Model: "sd15", Version: "v1.9.3",
	}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(l.folder, "day", "cat.png")
	write(t, path, bytes.Join([][]byte{data[:at], insert, data[at:]}, nil))
	check := func(s Sidecar) {
		t.Helper()
		if s.Foreign == nil || s.Foreign.Program != "AUTOMATIC1111 v1.9.3" || s.Request.Prompt != "a cat" || s.Request.Seed != 0 || s.Request.Style != "" {
			t.Fatalf("%+v, %+v", s, s.Foreign)
		}
		facts := map[string]string{}
		for _, f := range s.ForeignFacts() {
			facts[f.Name] = f.String()
		}
		for name, want := range map[string]string{
			"negative": "dog (not used)", "seed": "4294967295 (not used: seeds are 1 to 2147483647 here)", "model": "sd15 (not used)",
			"asked": "512×768 (not used: no aspect ratio here is like it)",
		} {
			if facts[name] != want {
				t.Errorf("%s: %q", name, facts[name])
			}
		}
	}
	s, err := ReadRecipe(path)
	if err != nil || s.Width != 20 || s.Bytes == 0 || s.MediaType != "image/png" {
		t.Fatalf("%+v, %v", s, err)
	}
	check(s)
	if err := l.Update(path, func(s *Sidecar) { s.Rating = 4 }); err != nil {
		t.Fatal(err)
	}
	entry, err := l.Entry(path)
	if err != nil || entry.Sidecar.Rating != 4 {
		t.Fatalf("%+v, %v", entry, err)
	}
	check(entry.Sidecar)
}
