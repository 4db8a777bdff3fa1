package picture

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"imagine-tui/tui/cells"
)

// What a preview costs that was never seen before: the bytes are in memory,
// everything after that is done.
func benchmarkCold(b *testing.B, data []byte, mode Mode) {
	b.Helper()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		r, err := RenderBytes(b.Context(), data, 80, 40, Options{Mode: mode})
		if err != nil || len(r.Lines) != 40 {
			b.Fatal(len(r.Lines), err)
		}
	}
}

func BenchmarkPreviewJPEG1024(b *testing.B) {
	data := jpegOf(b, photo(1024, 1024))
	b.Run("half", func(b *testing.B) { benchmarkCold(b, data, ModeHalf) })
	b.Run("sextant", func(b *testing.B) { benchmarkCold(b, data, ModeSextant) })
}

func BenchmarkPreviewPNG1024(b *testing.B) {
	data := pngOf(b, photo(1024, 1024))
	b.Run("half", func(b *testing.B) { benchmarkCold(b, data, ModeHalf) })
	b.Run("sextant", func(b *testing.B) { benchmarkCold(b, data, ModeSextant) })
}

// Seen before at this size, seen before at another, and cold through the cache.
func BenchmarkPreviewCached(b *testing.B) {
	path := saved(b, "photo.jpg", jpegOf(b, photo(1024, 1024)))
	c := NewCache(64 << 20)
	load := func(b *testing.B, k Key) {
		b.Helper()
		if _, err := c.Load(b.Context(), k); err != nil {
			b.Fatal(err)
		}
	}
	k := Key{Path: path, Cols: 80, Rows: 40, Mode: ModeSextant}
	load(b, k)
	b.Run("same size", func(b *testing.B) {
		for b.Loop() {
			load(b, k)
		}
	})
	b.Run("other size", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			k := k
			k.Cols -= 1 + n%20
			k.ModTime = k.ModTime.Add(0)
			c.drawn.remove(k)
			load(b, k)
		}
	})
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			c := NewCache(64 << 20)
			if _, err := c.Load(b.Context(), k); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// The scaler and the cell painters alone.
func BenchmarkPaint(b *testing.B) {
	src := &source{img: photo(1024, 1024), w: 1024, h: 1024}
	for _, m := range []Mode{ModeNone, ModeHalf, ModeQuadrant, ModeSextant, ModeKitty} {
		b.Run(m.String(), func(b *testing.B) {
			for b.Loop() {
				paint(src, 80, 40, Options{Mode: m})
			}
		})
	}
}

// TestWritePhoto writes the test picture in several sizes where PHOTO_DIR says,
// for looking at it and for comparing with other programs.
func TestWritePhoto(t *testing.T) {
	dir := os.Getenv("PHOTO_DIR")
	if dir == "" {
		t.Skip("PHOTO_DIR names no folder")
	}
	for _, side := range []int{256, 1024, 4096} {
		img := photo(side, side)
		for ext, data := range map[string][]byte{"jpg": jpegOf(t, img), "png": pngOf(t, img)} {
			if err := os.WriteFile(fmt.Sprintf("%s/photo-%d.%s", dir, side, ext), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestScoreDrawn says how much the drawings in DRAWN_DIR are like the picture:
// text files as programs print them, of the picture of 1024 pixels.
func TestScoreDrawn(t *testing.T) {
	dir := os.Getenv("DRAWN_DIR")
	if dir == "" {
		t.Skip("DRAWN_DIR names no folder")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	img := photo(1024, 1024)
	for _, f := range files {
		data, err := os.ReadFile(f) // #nosec G304 -- named by whoever compares
		if err != nil {
			t.Fatal(err)
		}
		const fx, fy = 8, 24 // pixels of an ideal cell
		got := drawn(t, string(data), fx, fy)
		// The picture fills the cells, whatever the program took its shape to be.
		fmt.Printf("%-24s %3d×%-3d cells %6.2f dB\n", filepath.Base(f), got.w/fx, got.h/fy, psnr(got, scaledPhoto(img, got.w, got.h)))
	}
}

// drawn reads what other programs print: it forgives what they add.
func drawn(t *testing.T, text string, fx, fy int) grid {
	t.Helper()
	cols := 0
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	kept := lines[:0]
	for _, l := range lines {
		if w := cells.Width(l); w > 1 {
			cols = max(cols, w)
			kept = append(kept, l)
		}
	}
	g := grid{w: cols * fx, h: len(kept) * fy, px: make([]rgb, cols*fx*len(kept)*fy)}
	for y, line := range kept {
		readDrawnLine(t, line, func(x int, fg, bg rgb, glyph rune) {
			for i := range fx * fy {
				c := bg
				if lit(t, glyph, (float64(i%fx)+0.5)/float64(fx), (float64(i/fx)+0.5)/float64(fy)) {
					c = fg
				}
				g.px[(y*fy+i/fx)*g.w+x*fx+i%fx] = c
			}
		})
	}
	return g
}

// readDrawnLine is readLine with resets, inverse video and cursor settings.
func readDrawnLine(t *testing.T, line string, cell func(x int, fg, bg rgb, glyph rune)) {
	t.Helper()
	var fg, bg rgb
	inverse, x := false, 0
	for line != "" {
		if rest, ok := strings.CutPrefix(line, "\x1b["); ok {
			end := strings.IndexFunc(rest, func(r rune) bool { return r >= '@' })
			seq, last := rest[:end], rest[end]
			line = rest[end+1:]
			for last == 'm' && seq != "" {
				code, more, _ := strings.Cut(seq, ";")
				switch code {
				case "0":
					fg, bg, inverse, seq = rgb{}, rgb{}, false, more
				case "7":
					inverse, seq = true, more
				case "38", "48":
					seq = readColour(t, seq, &fg, &bg)
				default:
					seq = more
				}
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(line)
		line = line[size:]
		f, b := fg, bg
		if inverse {
			f, b = bg, fg
		}
		cell(x, f, b, r)
		x++
	}
}
