package contactsheet

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"imagine-tui/api"
)

// telling are results of which everything that can be told is: the same pictures,
// and one that is gone and one that is broken, whatever the words are.
func telling(t *testing.T, word string, seed int64) (entries []Entry) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), word)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		path := filepath.Join(dir, fmt.Sprintf("%s-%d-%d.png", word, i, seed))
		switch i {
		case 2: // it is not there
		case 3:
			if err := os.WriteFile(path, []byte("\x89PNG\r\n\x1a\nbroken"), 0o600); err != nil {
				t.Fatal(err)
			}
		default:
			file(t, path, paint(60, 40, colourOf(i)))
		}
		tokens := len(word)
		entries = append(entries, Entry{
			Path: path, Prompt: word + " prompt", Template: word + " {a|b}", Operation: string(api.TextToImage), Style: word + "-style", Ratio: "3:2",
			Seed: seed, Width: 60, Height: 40, Tokens: &tokens, Key: word, Saved: time.Unix(seed, 0), Parent: word + ".png",
			Recipe: []byte(`{"` + word + `":1}`), Command: word + " -- run", Rating: int(seed % 5), Picked: seed%2 == 0, Tags: []string{word},
		})
	}
	return entries
}

// A sheet without recipes is the same whatever was asked for, by whom, with which
// seed and under which names: nothing of it can be in there, in a page or a PNG.
func TestNothingIsTold(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sheet.html", "sheet.png"} {
		var sheets [][]byte
		for i, word := range []string{"zeppelin", "qaanaaq-fjord"} {
			w := save(t, name, telling(t, word, int64(1234567+i)), Options{NoRecipe: true})
			data, err := os.ReadFile(w.Path)
			if err != nil {
				t.Fatal(err)
			}
			for _, said := range []string{word, fmt.Sprint(1234567 + i), base64.StdEncoding.EncodeToString([]byte(word))[:8]} {
				if bytes.Contains(bytes.ToLower(data), []byte(said)) {
					t.Errorf("%s tells %q", name, said)
				}
			}
			sheets = append(sheets, data)
		}
		if !bytes.Equal(sheets[0], sheets[1]) {
			t.Errorf("%s differs by what is not to be told", name)
		}
	}
	// What the person chose to have along an axis is told, and nothing else.
	w := save(t, "chosen.html", telling(t, "zeppelin", 1234567), Options{NoRecipe: true, Rows: Style, Columns: None})
	data, _ := os.ReadFile(w.Path)
	if !bytes.Contains(data, []byte("zeppelin-style")) || bytes.Contains(data, []byte("zeppelin prompt")) || bytes.Contains(data, []byte("1234567")) {
		t.Error("the rows by style are not told, or more is")
	}
}

// A picture that cannot be shown is named where it would stand.
func TestWhatCannotBeShownIsNamed(t *testing.T) {
	t.Parallel()
	for without, want := range map[bool][]string{false: {"zeppelin-2-7.png: ", "zeppelin-3-7.png: "}, true: {"picture 3: ", "picture 4: "}} {
		w := save(t, "sheet.html", telling(t, "zeppelin", 7), Options{NoRecipe: without})
		page, err := os.ReadFile(w.Path)
		if err != nil {
			t.Fatal(err)
		}
		var cards []string
		for _, m := range regexp.MustCompile(`class="card"><span>([^<]*)`).FindAllSubmatch(page, -1) {
			cards = append(cards, string(m[1]))
		}
		if len(cards) != 2 || !slices.ContainsFunc(cards, func(c string) bool { return bytes.HasPrefix([]byte(c), []byte(want[0])) }) ||
			!slices.ContainsFunc(cards, func(c string) bool { return bytes.HasPrefix([]byte(c), []byte(want[1])) }) {
			t.Errorf("without recipes %v: cards say %q", without, cards)
		}
	}
}

// However many pictures there are, they are laid out so that a PNG can hold them,
// unless the size of each was asked for.
func TestManyFitIntoAPNG(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, thumb   int
		rows, cols Axis
		fits       bool
	}{
		{5, 0, None, None, true},
		{1000, 0, None, None, true},
		{10_000, 0, None, None, true},
		{1000, 320, None, None, true},
		{10_000, 320, None, None, false},
		{600, 0, Seed, None, true},
		{400, 0, Seed, Style, true},
	} {
		entries := make([]Entry, c.n)
		for i := range entries {
			entries[i] = Entry{Path: fmt.Sprintf("/nowhere/%d.png", i), Prompt: "a boat", Style: fmt.Sprint("s", i%2), Seed: int64(i/2 + 1), Width: 1024, Height: 1024}
		}
		s := newSheet(t, entries, Options{Thumb: c.thumb, Rows: c.rows, Columns: c.cols})
		boxes := 0
		faces, err := newTypefaces(&boxes)
		if err != nil {
			t.Fatal(err)
		}
		d := &drawing{sheet: s, faces: faces, side: c.thumb}
		if d.side == 0 {
			d.side = pngThumb
		}
		_, size, err := d.fitted()
		if (err == nil) != c.fits || c.fits && (size.X > maxSide || size.Y > maxSide || size.X*size.Y > maxArea) {
			t.Errorf("%d of %d, rows %q, columns %q: %v, %v", c.n, c.thumb, c.rows, c.cols, size, err)
		}
		if c.n == 5 && (d.side != pngThumb || d.flow != flowWidth) {
			t.Errorf("few pictures are %d wide, lines %d", d.side, d.flow)
		}
	}
}

// A printed page has many pictures on each sheet of paper.
func TestPrint(t *testing.T) {
	b := startBrowser(t)
	dir := t.TempDir()
	var entries []Entry
	for i := range 200 {
		path := file(t, filepath.Join(dir, fmt.Sprintf("%d.png", i)), paint(48, 48, colourOf(i)))
		entries = append(entries, Entry{Path: path, Prompt: fmt.Sprintf("a boat in the fog, number %d of many more", i), Seed: int64(i + 1), Width: 48, Height: 48})
	}
	w := save(t, "many.html", entries, Options{Rows: None, Columns: None})
	b.open(w.Path, "")
	var printed struct{ Data string }
	b.call("Page.printToPDF", map[string]any{"paperWidth": 8.27, "paperHeight": 11.69}, &printed)
	pdf, err := base64.StdEncoding.DecodeString(printed.Data)
	if err != nil {
		t.Fatal(err)
	}
	if pages := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1)); pages == 0 || pages > 10 {
		t.Errorf("200 pictures are printed on %d pages", pages)
	} else {
		t.Logf("200 pictures are printed on %d pages", pages)
	}
}
