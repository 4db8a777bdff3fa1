package contactsheet

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func drawn(t *testing.T, entries []Entry, o Options) (image.Image, Result) {
	t.Helper()
	var b bytes.Buffer
	r, err := newSheet(t, entries, o).WritePNG(t.Context(), &b)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return m, r
}

// places finds where the pictures stand: the boxes of their colours.
func places(m image.Image, n int) []image.Rectangle {
	found := make([]image.Rectangle, n)
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			r, g, b, _ := m.At(x, y).RGBA()
			for i := range n {
				c := colourOf(i)
				if near(r, c.R) && near(g, c.G) && near(b, c.B) {
					found[i] = found[i].Union(image.Rect(x, y, x+1, y+1))
				}
			}
		}
	}
	return found
}

func abs(n int) int { return max(n, -n) }

func near(a uint32, b uint8) bool {
	return abs(int(a>>8)-int(b)) < 6
}

func TestPNGHasRowsAndColumns(t *testing.T) {
	t.Parallel()
	entries := matrix(t, []string{"a harbour at dawn", "a harbour at dusk"}, []string{"anime"}, 811, 812, 813)
	for _, theme := range []Theme{ThemeAuto, ThemeDark} {
		m, r := drawn(t, entries, Options{Theme: theme, Program: "imagine-tui"})
		if r.Pictures != 6 || r.Rows != Prompt || r.Columns != Seed || len(r.Problems) != 0 || r.Boxes != 0 {
			t.Errorf("%+v", r)
		}
		at := places(m, 6)
		for i, p := range at {
			if p.Dx() < 100 || p.Dx() > 130 || p.Dy() != 90 {
				t.Errorf("picture %d is at %v", i, p)
			}
			if i%3 > 0 && (p.Min.Y != at[i-1].Min.Y || p.Min.X <= at[i-1].Max.X) {
				t.Errorf("picture %d at %v is not right of %v", i, p, at[i-1])
			}
			if i >= 3 && (abs(p.Min.X-at[i-3].Min.X) > 5 || p.Min.Y <= at[i-3].Max.Y) {
				t.Errorf("picture %d at %v is not below %v", i, p, at[i-3])
			}
		}
		// There are letters above the columns and left of the rows.
		for name, box := range map[string]image.Rectangle{
			"column": image.Rect(at[0].Min.X-20, at[0].Min.Y-30, at[0].Max.X, at[0].Min.Y-2), "row": image.Rect(margin, at[3].Min.Y, margin+labelWidth, at[3].Max.Y),
			"title": image.Rect(margin, margin, m.Bounds().Dx(), margin+30),
		} {
			if ink(m, box) < 50 {
				t.Errorf("nothing is written at the %s", name)
			}
		}
	}
}

// ink counts pixels that are not paper.
func ink(m image.Image, box image.Rectangle) int {
	n := 0
	paper := m.At(1, 1)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if m.At(x, y) != paper {
				n++
			}
		}
	}
	return n
}

func TestPNGOfWhatCannotBeDrawn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	half := filepath.Join(dir, "half.png")
	var b bytes.Buffer
	if err := png.Encode(&b, paint(300, 300, colourOf(1))); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(dir, "text.jpg")
	bomb := filepath.Join(dir, "bomb.png")
	if err := errors.Join(
		os.WriteFile(half, b.Bytes()[:b.Len()/2], 0o644), os.WriteFile(text, []byte("not a picture"), 0o644),
		os.WriteFile(bomb, []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x06\x00\x00\x00\xaai\x1f\xf9"), 0o644),
	); err != nil {
		t.Fatal(err)
	}
	entries := []Entry{
		{Path: filepath.Join(dir, "gone.jpg"), Seed: 1},
		{Path: half, Seed: 2},
		{Path: text, Seed: 3},
		{Path: bomb, Seed: 4},
		{Path: filepath.Join(dir, "film.mp4"), Seed: 5},
		// Its description says another size than the file has.
		{Path: file(t, filepath.Join(dir, "other.png"), paint(60, 200, colourOf(5))), Width: 400, Height: 100, Seed: 6},
	}
	m, r := drawn(t, entries, Options{Title: "odd ones"})
	if r.Pictures != 6 || len(r.Problems) != 4 {
		t.Errorf("%+v", r)
	}
	if p := places(m, 6)[5]; p.Empty() {
		t.Error("the picture with a wrong size is not drawn")
	}
}

func TestPNGCountsLettersItCannotDraw(t *testing.T) {
	t.Parallel()
	_, r := drawn(t, matrix(t, []string{"霧の港"}, []string{"anime"}, 1), Options{})
	if r.Boxes == 0 {
		t.Error("letters the font does not have went unnoticed")
	}
}

func TestPNGTooLarge(t *testing.T) {
	t.Parallel()
	entries := make([]Entry, 5000)
	for i := range entries {
		entries[i] = Entry{Path: "none.jpg", Width: 1000, Height: 1000, Seed: int64(i)}
	}
	_, err := newSheet(t, entries, Options{Thumb: 512}).WritePNG(t.Context(), io.Discard)
	if err == nil || !strings.Contains(err.Error(), "choose smaller thumbnails") {
		t.Errorf("%v", err)
	}
}

// TestPNGMemory draws many pictures, and looks that memory does not grow with
// their number.
func TestPNGMemory(t *testing.T) {
	path := file(t, filepath.Join(t.TempDir(), "a.jpg"), paint(64, 64, colourOf(1)))
	peak := func(n int) uint64 {
		entries := make([]Entry, n)
		for i := range entries {
			entries[i] = Entry{Path: path, Width: 64, Height: 64, Seed: int64(i + 1)}
		}
		s := newSheet(t, entries, Options{Thumb: MinThumb})
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		before, most := m.HeapAlloc, uint64(0)
		s.o.Progress = func(done, _ int) {
			if done%(n/4) == 0 {
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc-before)
			}
		}
		if _, err := s.WritePNG(t.Context(), io.Discard); err != nil {
			t.Fatal(err)
		}
		return most
	}
	few, many := peak(60), peak(600)
	if many > few+few/2+1<<20 {
		t.Errorf("60 pictures need %d KB, 600 need %d KB", few>>10, many>>10)
	}
}

func TestPNGStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s := newSheet(t, harbours(t), Options{Progress: func(done, _ int) {
		if done == 3 {
			cancel()
		}
	}})
	if _, err := s.WritePNG(ctx, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	boxes := 0
	faces, err := newTypefaces(&boxes)
	if err != nil {
		t.Fatal(err)
	}
	f := faces.small
	for _, text := range []string{"", "one", "several words in a row that do not fit", strings.Repeat("long", 40), "  spaced   out  ", "ünï 霧の港、夜明け words", "a " + strings.Repeat("w", 60)} {
		for _, width := range []int{1, 20, 60, 200, 4000} {
			for lines := 1; lines < 4; lines++ {
				got := f.wrap(text, width, lines)
				if len(got) > lines {
					t.Errorf("%q in %d px: %d lines", text, width, len(got))
				}
				for _, line := range got {
					if f.width(line) > width && len([]rune(line)) > 2 {
						t.Errorf("%q in %d px: %q is %d wide", text, width, line, f.width(line))
					}
				}
				if width == 4000 && strings.Join(got, " ") != strings.Join(strings.Fields(text), " ") {
					t.Errorf("%q became %q", text, got)
				}
			}
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	entries := matrix(b, []string{"a", "b"}, []string{"x", "y"}, 1, 2, 3)
	for b.Loop() {
		s, err := New(b.Context(), entries, Options{})
		if err == nil {
			_, err = s.WritePNG(b.Context(), io.Discard)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
