package contactsheet

import (
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// paint makes a picture that can be told from others: its middle has the
// colour c, its border is white.
func paint(width, height int, c color.NRGBA) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.SetNRGBA(x, y, c)
			if x < width/8 || x >= width-width/8 {
				m.SetNRGBA(x, y, color.NRGBA{255, 255, 255, c.A})
			}
		}
	}
	return m
}

func colourOf(n int) color.NRGBA {
	return color.NRGBA{uint8(37 * n), uint8(91*n + 40), uint8(151*n + 90), 255}
}

// file writes a picture in the format that its name says.
func file(tb testing.TB, path string, m image.Image) string {
	tb.Helper()
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	if strings.HasSuffix(path, ".png") {
		err = png.Encode(f, m)
	} else {
		err = jpeg.Encode(f, m, nil)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

// matrix is a sheet's worth of results: prompts × styles × seeds.
func matrix(tb testing.TB, prompts, styles []string, seeds ...int64) []Entry {
	tb.Helper()
	dir := tb.TempDir()
	five := 5
	var list []Entry
	for _, prompt := range prompts {
		for _, style := range styles {
			for _, seed := range seeds {
				n := len(list)
				e := Entry{
					Path:   file(tb, filepath.Join(dir, fmt.Sprintf("%d.jpg", n)), paint(160, 90, colourOf(n))),
					Prompt: prompt, Template: "a harbour at {dawn|dusk}", Operation: "text-to-image", Style: style, Ratio: "16:9", Seed: seed,
					Width: 160, Height: 90, Tokens: &five, Key: "work", Recipe: []byte(`{"seed": ` + fmt.Sprint(seed) + `}`),
					Command: fmt.Sprintf("imagine-tui generate --seed %d -- '%s'", seed, prompt), Rating: n % 6, Tags: []string{"cover"},
				}
				list = append(list, e)
			}
		}
	}
	return list
}

func harbours(tb testing.TB) []Entry {
	tb.Helper()
	return matrix(tb, []string{"a harbour at dawn", "a harbour at dusk"}, []string{"anime", "realistic"}, 811, 812, 813)
}

func newSheet(tb testing.TB, entries []Entry, o Options) *Sheet {
	tb.Helper()
	s, err := New(tb.Context(), entries, o)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// save writes a sheet into a folder of its own.
func save(tb testing.TB, name string, entries []Entry, o Options) Written {
	tb.Helper()
	w, err := newSheet(tb, entries, o).Save(tb.Context(), filepath.Join(tb.TempDir(), name), false)
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

// embeddedPicture takes the first picture out of a page.
func embeddedPicture(tb testing.TB, page []byte) []byte {
	tb.Helper()
	_, rest, found := strings.Cut(string(page), `src="data:image/jpeg;base64,`)
	text, _, ended := strings.Cut(rest, `"`)
	data, err := base64.StdEncoding.DecodeString(text)
	if !found || !ended || err != nil {
		tb.Fatalf("no picture in the page: %v", err)
	}
	return data
}
