package contactsheet

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"imagine-tui/history/mark"
	"imagine-tui/history/recipe/xmp"
)

// markedFile writes a JPEG that says where it comes from.
func markedFile(t *testing.T, name, source string) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, marked(b.Bytes(), source), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A sheet says where its pictures come from, and so does each on a page.
func TestSheetsCarryTheMark(t *testing.T) {
	t.Parallel()
	model, other, plain := markedFile(t, "a.jpg", xmp.Trained), markedFile(t, "b.jpg", xmp.Trained), markedFile(t, "c.jpg", "")
	for name, c := range map[string]struct {
		paths []string
		want  string
	}{
		"all of a model":  {[]string{model, other}, xmp.Trained},
		"some of a model": {[]string{model, plain}, mixed},
		"none":            {[]string{plain, plain}, ""},
	} {
		var entries []Entry
		for i, path := range c.paths {
			entries = append(entries, Entry{Path: path, Seed: int64(i + 1)})
		}
		s, err := New(t.Context(), entries, Options{Title: "marks"})
		if err != nil {
			t.Fatal(err)
		}
		var picture, page bytes.Buffer
		if _, err := s.WritePNG(t.Context(), &picture); err != nil {
			t.Fatal(err)
		}
		if _, err := png.Decode(bytes.NewReader(picture.Bytes())); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if m, err := mark.Read(bytes.NewReader(picture.Bytes())); err != nil || m.Source != c.want {
			t.Errorf("%s, PNG: %+v, %v", name, m, err)
		}
		if _, err := s.WriteHTML(t.Context(), &page); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(page.String(), `<meta property="Iptc4xmpExt:DigitalSourceType" content="`+c.want+`">`) != (c.want != "") {
			t.Errorf("%s: the page says nothing of it", name)
		}
		n := 0
		for _, found := range regexp.MustCompile(`data:image/jpeg;base64,([^"]+)"`).FindAllStringSubmatch(page.String(), -1) {
			data, err := base64.StdEncoding.DecodeString(found[1])
			if err != nil {
				t.Fatal(err)
			}
			if m, err := mark.Read(bytes.NewReader(data)); err != nil || m.Source != s.sources[n] {
				t.Errorf("%s, picture %d: %+v, %v", name, n, m, err)
			}
			n++
		}
		if n != len(c.paths) {
			t.Errorf("%s: %d pictures", name, n)
		}
	}
}
