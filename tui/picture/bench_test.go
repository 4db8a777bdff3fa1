package picture

import (
	"os"
	"testing"
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

// TestWritePhoto writes the test picture where PHOTO_DIR says, for looking at
// it and for comparing with other programs.
func TestWritePhoto(t *testing.T) {
	dir := os.Getenv("PHOTO_DIR")
	if dir == "" {
		t.Skip("PHOTO_DIR names no folder")
	}
	img := photo(1024, 1024)
	for name, data := range map[string][]byte{"photo.jpg": jpegOf(t, img), "photo.png": pngOf(t, img)} {
		if err := os.WriteFile(dir+"/"+name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
