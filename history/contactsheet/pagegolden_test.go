package contactsheet

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"imagine-tui/history/recipe/xmp"
)

var updatePages = flag.Bool("update", false, "write the golden pages")

// pictureData is what differs by how pictures are packed, and is not for this test.
var pictureData = regexp.MustCompile(`base64,[A-Za-z0-9+/=]+`)

// pages are sheets in which each part of a page stands, and no part of each.
func pages(t *testing.T) map[string]func() ([]Entry, Options) {
	t.Helper()
	evil := func(e []Entry) []Entry {
		for i := range e {
			e[i].Template, e[i].Key, e[i].Parent, e[i].Command, e[i].Recipe = hostile, hostile, hostile, hostile, []byte(hostile)
			e[i].Tags = []string{hostile}
		}
		return e
	}
	return map[string]func() ([]Entry, Options){
		"table": func() ([]Entry, Options) { return harbours(t), Options{Program: "imagine-tui test"} },
		"hostile-table": func() ([]Entry, Options) {
			e := matrix(t, []string{hostile, "a&b + 'c' \"d\" <e>"}, []string{hostile, "<b>"}, 811, 812)
			return evil(e)[1:], Options{Title: hostile, Program: hostile, Theme: ThemeDark, Rows: Prompt, Columns: Style}
		},
		"hostile-flow": func() ([]Entry, Options) {
			e := evil(harbours(t)[:2])
			e[0].Prompt, e[1].Prompt = hostile, "\u2028\u2029 a+b\xff\xfe </SCRIPT><!-- --> &amp; \U0001f600"
			return e, Options{Program: hostile, Rows: None, Columns: None}
		},
		"untold": func() ([]Entry, Options) { return harbours(t), Options{NoRecipe: true, Theme: ThemeLight} },
		"mixed":  func() ([]Entry, Options) { return assorted(t), Options{Full: true, Thumb: 64} },
		"sandbox": func() ([]Entry, Options) {
			e := harbours(t)[:1]
			e[0].Path, e[0].Sandbox = markedFile(t, "one.jpg", xmp.Trained), true
			return e, Options{Rows: Seed}
		},
	}
}

// assorted are a picture, one that is clear, one that is not there, one that is
// broken, and a video.
func assorted(t *testing.T) []Entry {
	t.Helper()
	dir := t.TempDir()
	glass := colourOf(3)
	glass.A = 90
	broken, wave := filepath.Join(dir, "bro'ken &+.png"), filepath.Join(dir, "wave.mp4")
	for path, data := range map[string]string{broken: "\x89PNG\r\n\x1a\nbroken", wave: "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return append(harbours(t)[:1],
		Entry{Path: file(t, filepath.Join(dir, "tall.png"), paint(90, 160, glass)), Prompt: "tall & clear", Seed: 9},
		Entry{Path: filepath.Join(dir, "go<n>e &+.jpg"), Prompt: "gone", Seed: 10},
		Entry{Path: broken, Prompt: "broken"},
		Entry{Path: wave, Prompt: "a wave", Operation: "text-to-video"},
	)
}

// Pages are byte for byte what they were, but for the pictures themselves.
func TestPagesAreAsBefore(t *testing.T) {
	t.Parallel()
	for name, make := range pages(t) {
		entries, o := make()
		page, err := os.ReadFile(save(t, name+".html", entries, o).Path)
		if err != nil {
			t.Fatal(err)
		}
		page = pictureData.ReplaceAll(page, []byte("base64,"))
		for _, part := range []string{pageCSS, pageJS} {
			if !bytes.Contains(page, []byte(part)) {
				t.Errorf("%s has not its own style and script as they are", name)
			}
			page = bytes.Replace(page, []byte(part), nil, 1)
		}
		golden := filepath.Join("testdata", "page-"+name+".html")
		if *updatePages {
			if err := os.WriteFile(golden, page, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(page, want) {
			t.Errorf("%s differs from %s (-update writes it):\n%s", name, golden, page)
		}
	}
}
